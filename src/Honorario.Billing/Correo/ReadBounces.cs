using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Correo;

/// <summary>The settings' section "Bounces".</summary>
public sealed record BounceOptions
{
    public const string Section = "Bounces";

    /// <summary>How often a practice's box of returned mail is looked into.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Looks into a practice's box of returned mail, a page at a time, and says of our messages whom they did not reach. One message of the outbox a
/// box, which waits for the next look and ends when the box is removed: so one process reads it at a time.
/// </summary>
public sealed class ReadBounces(HonorarioStorage storage, OpenBounceBox boxes, ImapBox imap, BounceOptions options, TimeProvider clock,
    ILogger<ReadBounces> log) : IOutboxHandler
{
    public const string Kind = "devueltos";

    /// <summary>What came longer ago is not looked for: servers give up within days.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    /// <summary>A wrong password is not tried so often that the server locks the account.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        if (await boxes.RunAsync(ct) is not var (box, account) || box.Id != subjectId)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        BoxAnswer answer = box.Password is null
            ? new BoxAnswer.Trouble(nameof(BounceBoxForm.Password), "Escribe otra vez la contraseña del buzón.")
            : await imap.ReadAsync(account, box.Validity, box.LastUid, now - Back, ct);
        foreach (var report in (answer as BoxAnswer.Read)?.Reports ?? [])
            await Races.RetryAsync(() => NoteAsync(report, now));
        if (answer is BoxAnswer.Trouble wrong)
            log.LogWarning("The box of returned mail of practice {Practice} can't be read: {Field}", box.PracticeId, wrong.Field);
        try
        {
            await WriteDownAsync(box, answer, now);
        }
        catch (DbUpdateConcurrencyException)
        {
            // It was changed or removed meanwhile: look again by what is there now.
            return TimeSpan.Zero;
        }

        return answer switch
        {
            BoxAnswer.Read { More: true } => TimeSpan.Zero,
            BoxAnswer.Trouble => Longer(options.Every, now - box.TroubleSince!.Value),
            _ => options.Every,
        };
    }

    private static TimeSpan Longer(TimeSpan every, TimeSpan failing) => TimeSpan.FromTicks(Math.Max(every.Ticks, Math.Min(failing.Ticks, LongestWait.Ticks)));

    private async Task<bool> NoteAsync(DeliveryReport report, DateTime now)
    {
        await using var db = storage.Open(Right.RunJobs);
        if (await db.Mails().SingleOrDefaultAsync(row => row.Id == report.MailId) is not { } mail)
            return false;
        foreach (var (address, heard) in mail.Hear(report))
        {
            var said = heard.Said.Length > 0 ? $". El servidor dijo: «{heard.Said}»" : "";
            db.Record(mail.SubjectId, now, heard.Failed ? "Correo devuelto" : "Correo demorado",
                heard.Failed ? $"No llegó a {address}: {heard.Why}{said}" : $"Aún no llega a {address} y se sigue intentando: {heard.Why}{said}");
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    private async Task WriteDownAsync(BounceBox box, BoxAnswer answer, DateTime now)
    {
        await using var db = storage.Open(Right.RunJobs);
        db.BounceBoxes().Attach(box);
        if (answer is BoxAnswer.Read read)
            box.WasRead(now, read.Validity, read.LastUid);
        else if (answer is BoxAnswer.Trouble trouble)
            box.Failed(now, trouble.Message);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
