using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>What a server says of one recipient of a message (RFC 3464, 2.3).</summary>
/// <param name="Original">The address that it was sent to (Original-Recipient); "" where the server does not say.</param>
/// <param name="Final">The address at which it ended (Final-Recipient), another one where mail is forwarded; "" where the server does not say.</param>
/// <param name="Failed">It is given up; otherwise it is late and still tried.</param>
/// <param name="Why">Completes "no llegó a X: …", with the code behind.</param>
/// <param name="Said">The server's own words; "" where it has none.</param>
public sealed record RecipientReport(string Original, string Final, bool Failed, string Why, string Said);

/// <summary>A delivery status notification (RFC 3464) about a message of ours: which one, and what became of whom.</summary>
/// <param name="MailId">The <see cref="Mail"/>, named by the Message-Id of what came back or by the envelope's id.</param>
/// <param name="Key">The same for the same report, however often it is read.</param>
/// <param name="Recipients">Those that it failed for or is late for; what was delivered or passed on is left out.</param>
public sealed partial record DeliveryReport(Guid MailId, string Key, IReadOnlyList<RecipientReport> Recipients)
{
    private const int MostRecipients = 100;
    private const int MostWords = 300;

    /// <returns>Null for a message that is no such report, tells of no message of ours, or only good things.</returns>
    public static DeliveryReport? Of(MimeMessage message)
    {
        if (message.Body is not Multipart { ContentType: var type } parts || !type.IsMimeType("multipart", "report")
            || parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status)
            return null;
        // Fields about the message and fields about its recipients are groups of their own; there are servers that forget the line between them.
        var groups = status.StatusGroups.ToList();
        var named = groups.SelectMany(group => new[] { group["Original-Envelope-Id"], group["X-Original-Message-ID"] })
            .Concat(parts.OfType<MessagePart>().Select(returned => returned.Message?.MessageId));
        if (named.Select(Mail.IdOf).FirstOrDefault(id => id is not null) is not { } mail)
            return null;
        var recipients = groups.Select(Recipient).OfType<RecipientReport>().Take(MostRecipients).ToList();
        if (recipients.Count == 0)
            return null;
        var key = message.MessageId ?? string.Join('\n', recipients.Select(one => $"{one.Original} {one.Final} {one.Failed} {one.Said}"));
        return new DeliveryReport(mail, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16], recipients);
    }

    private static RecipientReport? Recipient(HeaderList group)
    {
        var failed = Word(group["Action"]).Equals("failed", StringComparison.OrdinalIgnoreCase);
        if (!failed && !Word(group["Action"]).Equals("delayed", StringComparison.OrdinalIgnoreCase))
            return null;
        var said = Short(AfterType(group["Diagnostic-Code"]));
        return new RecipientReport(
            Address(group["Original-Recipient"]), Address(group["Final-Recipient"]), failed, DeliveryWords.Of(group["Status"] ?? "", said), said);
    }

    /// <summary>Without a comment behind it.</summary>
    private static string Word(string? value) => (value ?? "").Split(['(', ' ', ';'], 2, StringSplitOptions.TrimEntries)[0];

    /// <summary>What stands behind "rfc822;" or "smtp;".</summary>
    private static string AfterType(string? value) => value is null ? "" : value[(value.IndexOf(';') + 1)..].Trim();

    private static string Address(string? value) => AfterType(value).Trim('<', '>', ' ');

    private static string Short(string text)
    {
        var words = Spaces().Replace(text, " ").Trim();
        return words.Length > MostWords ? words[..MostWords] + "…" : words;
    }

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Spaces();
}
