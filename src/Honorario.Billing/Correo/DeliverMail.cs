using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>
/// Hands a waiting message to the practice's mail server and writes down what came of it. A repeated attempt carries the same
/// Message-Id, by which mail programs know a message they already have.
/// </summary>
public sealed class DeliverMail(HonorarioStorage storage, OpenMailServer servers, ISendMail sender, IServiceProvider services, LastAnswers answers,
    TimeProvider clock, ILogger<DeliverMail> log) : IOutboxHandler
{
    public const string Kind = "mail";

    /// <summary>Tries of a server that says "not now", the last one about a day and a half after the first.</summary>
    internal const int Tries = 12;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    /// <summary>A server that is configured meanwhile is told of the message at once: <see cref="EditMailServer"/>.</summary>
    private static readonly TimeSpan NoServerWait = TimeSpan.FromHours(1);

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        Mail mail;
        await using (var db = storage.Open(Right.RunJobs))
            mail = await db.Mails().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        if (mail.State != MailState.EnEspera)
            return null;

        var subject = services.GetRequiredKeyedService<IMailSubject>(mail.About);
        if (await servers.RunAsync(ct) is not var (account, from))
        {
            await Races.RetryAsync(() => WriteDownAsync(mail.Id, new MailAnswer.Later(Mail.NoServer), subject));
            return NoServerWait;
        }

        var answer = await sender.SendAsync(account, Compose(mail, from, await subject.TextAsync(mail, ct), await subject.FilesAsync(mail.SubjectId, ct)), ct);
        answers.Note(LastAnswers.Mail, answer is not MailAnswer.Later);
        log.Log(answer is MailAnswer.Sent
            ? LogLevel.Information
            : LogLevel.Warning, "Mail {Mail} of practice {Practice}: {Outcome}, attempt {Attempt}", mail.Id, mail.PracticeId, answer.GetType().Name, attempt);
        answer = (answer, attempt >= Tries) switch
        {
            (MailAnswer.Later later, true) => new MailAnswer.Refused($"{later.Reason}; se intentó {Tries} veces"),
            (MailAnswer.SentToSome some, true) => some with { Again = false },
            _ => answer,
        };
        await Races.RetryAsync(() => WriteDownAsync(mail.Id, answer, subject));
        return answer is MailAnswer.Later or MailAnswer.SentToSome { Again: true } ? FirstWait * Math.Pow(2, attempt - 1) : null;
    }

    private async Task<bool> WriteDownAsync(Guid mailId, MailAnswer answer, IMailSubject subject)
    {
        await using var db = storage.Open(Right.RunJobs);
        var mail = await db.Mails().SingleAsync(row => row.Id == mailId);
        var now = clock.GetUtcNow().UtcDateTime;
        switch (answer)
        {
            case MailAnswer.Sent:
                mail.Sent(now);
                db.Record(mail.SubjectId, now, "Correo enviado", mail.Recipients);
                await subject.SentAsync(db, mail, now, CancellationToken.None);
                break;
            case MailAnswer.SentToSome some:
                mail.SentToSome(now, some.Unreached, some.Reason, some.Again);
                db.Record(mail.SubjectId, now, "Correo enviado", $"{mail.Recipients}, salvo a {some.Reason}");
                await subject.SentAsync(db, mail, now, CancellationToken.None);
                break;
            case MailAnswer.Refused refused when mail.Unreached.Length > 0:
                mail.FailedForTheRest($"{mail.Unreached}: {refused.Reason}");
                db.Record(mail.SubjectId, now, "Correo no enviado", $"{mail.Unreached}: {refused.Reason}");
                break;
            case MailAnswer.Refused refused:
                mail.Failed(refused.Reason);
                db.Record(mail.SubjectId, now, "Correo no enviado", $"{mail.Recipients}: {refused.Reason}");
                break;
            case MailAnswer.Later later:
                mail.Waiting(later.Reason);
                break;
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return true;
    }

    private static MimeMessage Compose(Mail mail, MailboxAddress from, string text, IReadOnlyList<Download> files)
    {
        var message = new MimeMessage { Subject = mail.Title, MessageId = mail.MessageIdAt(from.Domain) };
        message.From.Add(from);
        message.To.AddRange(mail.Next.Split(", ").Select(MailboxAddress.Parse));
        var body = new BodyBuilder { TextBody = text };
        foreach (var file in files)
            body.Attachments.Add(file.Name, file.Content, ContentType.Parse(file.ContentType));
        message.Body = body.ToMessageBody();
        return message;
    }
}
