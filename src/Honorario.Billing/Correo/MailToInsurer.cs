using Honorario.Billing.Auditoria;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Correo;

/// <summary>Sends what an insurer gets by mail, and remembers to whom for the next time; saves the caller's context.</summary>
public sealed class MailToInsurer(QueueMail queue, OutboxSignal signal)
{
    /// <param name="db">The caller's context.</param>
    /// <param name="about">The name of the <see cref="IMailSubject"/>.</param>
    /// <param name="subjectId">Which one.</param>
    /// <param name="insurerId">Whose recipients these are.</param>
    /// <param name="form">The message.</param>
    /// <returns>The message's id, or what to mend.</returns>
    public async Task<Result<Guid>> RunAsync(HonorarioDb db, string about, Guid subjectId, Guid insurerId, MailForm form, CancellationToken ct)
    {
        var queued = await queue.AddAsync(db, about, subjectId, form, ct);
        if (queued.Value is not { } mail)
            return queued.Problems.ToList();
        await InsurerRecipients.RememberAsync(db, insurerId, mail.Recipients, ct);
        db.Record(subjectId, mail.CreatedAt, "Correo en espera", mail.Recipients);
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return mail.Id;
    }
}
