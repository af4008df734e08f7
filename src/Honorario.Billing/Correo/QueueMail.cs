using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>A message as a person writes it; recipients separated by commas, semicolons or spaces, or as a mail program copies them.</summary>
public sealed record MailForm(string Recipients, string Title, string Text);

/// <summary>Puts a message into the outbox, in the caller's transaction; the caller saves and then raises <see cref="OutboxSignal"/>.</summary>
public sealed class QueueMail(TimeProvider clock)
{
    public const int MostRecipients = 20;
    private static readonly char[] Separators = [',', ';', ' '];
    private static readonly char[] Around = [' ', '"', '\'', '“', '”', '‘', '’', '(', ')', '[', ']'];

    /// <param name="db">The caller's context.</param>
    /// <param name="about">The name of the <see cref="IMailSubject"/>.</param>
    /// <param name="subjectId">Which one.</param>
    /// <param name="form">The message.</param>
    /// <returns>The message as it waits, or what to mend.</returns>
    public async Task<Result<Mail>> AddAsync(HonorarioDb db, string about, Guid subjectId, MailForm form, CancellationToken ct)
    {
        if (await db.MailServers().AnyAsync(ct))
            return Add(db, about, subjectId, form);
        return Check(form).Append(new Problem("", "Falta decir con qué servidor de correo se envía.", Link: "/configuracion/correo")).ToList();
    }

    /// <summary>As <see cref="AddAsync"/>, also where there is no mail server yet: the message waits until there is one.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="about">The name of the <see cref="IMailSubject"/>.</param>
    /// <param name="subjectId">Which one.</param>
    /// <param name="form">The message.</param>
    public Result<Mail> Add(HonorarioDb db, string about, Guid subjectId, MailForm form)
    {
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        var now = clock.GetUtcNow().UtcDateTime;
        var mail = new Mail
        {
            About = about,
            SubjectId = subjectId,
            Recipients = string.Join(", ", Recipients(form.Recipients)),
            Title = form.Title.Trim(),
            Text = form.Text,
            CreatedAt = now,
        };
        db.Mails().Add(mail);
        db.Outbox().Add(new OutboxMessage { Kind = DeliverMail.Kind, SubjectId = mail.Id, CreatedAt = now, DueAt = now });
        return mail;
    }

    /// <summary>
    /// The addresses of a list, each once. A mail program copies them as <c>Pérez, Ana &lt;ana@x.mx&gt;; "Luis" &lt;luis@y.mx&gt;</c>: what stands before
    /// an address in angle brackets is a name.
    /// </summary>
    public static IReadOnlyList<string> Recipients(string typed)
    {
        var found = new List<string>();
        var text = Pasted.Name(typed);
        for (var at = 0; at < text.Length;)
        {
            var (open, close) = (text.IndexOf('<', at), text.IndexOf('>', at));
            var named = open >= 0 && close > open;
            var words = (named ? text[at..open] : text[at..]).Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(Bare).Where(word =>
                word.Length > 0);
            found.AddRange(words.Where(word => !named || word.Contains('@')));
            if (!named)
                break;
            found.Add(Bare(text[(open + 1)..close]));
            at = close + 1;
        }

        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Without the quotes, brackets and the full stop that texts put around an address.</summary>
    private static string Bare(string word)
    {
        var bare = word.TrimStart(Around).TrimEnd([.. Around, '.']);
        return bare.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? bare["mailto:".Length..] : bare;
    }

    private static List<Problem> Check(MailForm form)
    {
        var recipients = Recipients(form.Recipients);
        var problems = recipients.Where(address => !IsAddress(address))
            .Select(address => new Problem(nameof(form.Recipients), $"\"{address}\" no es un correo electrónico.")).ToList();
        if (recipients.Count is 0 or > MostRecipients)
            problems.Add(new Problem(nameof(form.Recipients), $"Escribe de uno a {MostRecipients} correos, separados por comas."));
        if (string.IsNullOrWhiteSpace(form.Title))
            problems.Add(new Problem(nameof(form.Title), "Escribe el asunto."));
        return problems;
    }

    /// <summary>A bare address: someone@somewhere.tld, nothing else.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= 254 && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text && text.IndexOf('@') is > 0 and var at
            && text.IndexOf('.', at) > at + 1 && text[^1] != '.';
}
