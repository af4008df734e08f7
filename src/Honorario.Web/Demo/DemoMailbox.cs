using System.Globalization;
using Honorario.Billing.Correo;
using MimeKit;

namespace Honorario.Web.Demo;

/// <summary>A message of the demo's mailbox.</summary>
/// <param name="Name">Its file's, without the ending.</param>
/// <param name="At">UTC.</param>
public sealed record DemoMail(string Name, DateTime At, string From, string To, string Subject, string Text, IReadOnlyList<string> Files);

/// <summary>
/// The demo's mail server: what is sent through the host <see cref="Host"/> becomes a file in the data folder, one folder a practice, and goes
/// nowhere. Every other host is a real one.
/// </summary>
/// <param name="folder">Where the messages are kept.</param>
/// <param name="real">Sends through every other host.</param>
/// <param name="clock">When a message came.</param>
internal sealed class DemoMailbox(string folder, ISendMail real, TimeProvider clock) : ISendMail
{
    public const string Host = "correo-de-demostracion";
    public const int PageSize = 25;
    private const string Ending = ".eml";
    private const string Stamp = "yyyyMMddHHmmssfff";

    public async Task<MailAnswer> SendAsync(SmtpAccount account, MimeMessage message, CancellationToken cancellation)
    {
        if (account.Host != Host || !Guid.TryParse(account.User, out var practice))
            return await real.SendAsync(account, message, cancellation);
        var own = Directory.CreateDirectory(FolderOf(practice)).FullName;
        var name = clock.GetUtcNow().ToString(Stamp, CultureInfo.InvariantCulture) + "-" + Guid.NewGuid().ToString("N");
        var whole = Path.Combine(own, name);
        await message.WriteToAsync(whole, cancellation);
        File.Move(whole, whole + Ending);
        return new MailAnswer.Sent();
    }

    /// <summary>The messages of a practice, newest first.</summary>
    /// <param name="practice">Whose.</param>
    /// <param name="page">From 0.</param>
    public Page<DemoMail> List(Guid practice, int page)
    {
        var own = FolderOf(practice);
        var names = Directory.Exists(own)
            ? Directory.GetFiles(own, "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)).OrderDescending(StringComparer.Ordinal).ToList()
            : [];
        return new Page<DemoMail>([.. names.Skip(page * PageSize).Take(PageSize).Select(name => Read(own, name))], names.Count);
    }

    /// <returns>Null when the practice has no such message.</returns>
    public DemoMail? Find(Guid practice, string name) => Exists(practice, name) ? Read(FolderOf(practice), name) : null;

    /// <summary>An attachment, by its place among them from 0.</summary>
    /// <returns>Null when there is none.</returns>
    public Download? Attachment(Guid practice, string name, int at)
    {
        if (!Exists(practice, name))
            return null;
        using var message = MimeMessage.Load(Path.Combine(FolderOf(practice), name + Ending));
        if (message.Attachments.OfType<MimePart>().ElementAtOrDefault(at) is not { Content: { } content } part)
            return null;
        using var bytes = new MemoryStream();
        content.DecodeTo(bytes);
        return new Download(part.FileName ?? "adjunto", part.ContentType.MimeType, bytes.ToArray());
    }

    private bool Exists(Guid practice, string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && File.Exists(Path.Combine(FolderOf(practice), name + Ending));

    private static DemoMail Read(string own, string name)
    {
        using var message = MimeMessage.Load(Path.Combine(own, name + Ending));
        return new DemoMail(
            name,
            DateTime.ParseExact(name[..Stamp.Length], Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            message.From.ToString(),
            message.To.ToString(),
            message.Subject ?? "",
            message.TextBody ?? "",
            [.. message.Attachments.OfType<MimePart>().Select(part => part.FileName ?? "adjunto")]);
    }

    private string FolderOf(Guid practice) => Path.Combine(folder, practice.ToString("N"));
}
