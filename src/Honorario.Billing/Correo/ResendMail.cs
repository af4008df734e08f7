using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Correo;

/// <summary>
/// "Reenviar": a message that was sent or failed goes out again, as it was written; of one that reached some, only to the others, or to
/// the addresses that were mended.
/// </summary>
public sealed class ResendMail(HonorarioStorage storage, QueueMail queue, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>The same message to other addresses: those that were wrong, mended.</summary>
    /// <returns>The id of the message that waits, or what to mend.</returns>
    public async Task<Result<Guid>> ToAsync(Guid mailId, string recipients, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Charge, Right.Bill);
        if (await db.Mails().AsNoTracking().SingleOrDefaultAsync(row => row.Id == mailId, ct) is not { } mail)
            return new Problem("", "El mensaje no existe en esta cuenta.");
        var queued = queue.Add(db, mail.About, mail.SubjectId, new MailForm(recipients, mail.Title, mail.Text));
        if (queued.Value is not { } again)
            return queued.Problems.ToList();
        db.Record(mail.SubjectId, again.CreatedAt, "Correo reenviado", again.Recipients);
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return again.Id;
    }

    public async Task<Result<Guid>> RunAsync(Guid mailId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Charge, Right.Bill);
        if (await db.Mails().SingleOrDefaultAsync(row => row.Id == mailId, ct) is not { } mail)
            return new Problem("", "El mensaje no existe en esta cuenta.");
        if (mail.State == MailState.EnEspera)
            return new Problem("", "El mensaje aún está en espera: saldrá solo.");
        var now = clock.GetUtcNow().UtcDateTime;
        mail.Again();
        db.Outbox().Add(new OutboxMessage { Kind = DeliverMail.Kind, SubjectId = mail.Id, CreatedAt = now, DueAt = now });
        db.Record(mail.SubjectId, now, "Correo reenviado", mail.Next);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("", "El mensaje aún está en espera: saldrá solo.");
        }

        signal.Raise();
        return mail.Id;
    }
}

/// <summary>The messages about one thing, newest first.</summary>
public sealed class ListMails(HonorarioStorage storage)
{
    private const int Most = 50;

    public async Task<IReadOnlyList<Mail>> RunAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges, Right.SeeInvoices);
        return await db.Mails().AsNoTracking().Where(row => row.SubjectId == subjectId).OrderByDescending(row => row.CreatedAt).Take(Most).ToListAsync(ct);
    }
}
