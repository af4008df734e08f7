using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>An IMAP box with its password opened.</summary>
public sealed record ImapAccount(string Host, int Port, MailSecurity Security, string User, string Password, string Folder);

/// <summary>What came of looking into a box.</summary>
public abstract record BoxAnswer
{
    private BoxAnswer()
    {
    }

    /// <summary>A page of it was looked through.</summary>
    /// <param name="Validity">UIDVALIDITY of the folder.</param>
    /// <param name="LastUid">The last message looked at.</param>
    /// <param name="Reports">What came back.</param>
    /// <param name="More">There are more messages.</param>
    public sealed record Read(long Validity, long LastUid, IReadOnlyList<DeliveryReport> Reports, bool More) : BoxAnswer;

    /// <summary>It can't be read.</summary>
    /// <param name="Field">Of <see cref="BounceBoxForm"/>: what to mend.</param>
    /// <param name="Message">What is wrong and what to do.</param>
    public sealed record Trouble(string Field, string Message) : BoxAnswer;
}

/// <summary>
/// Looks for delivery reports in a box by IMAP (RFC 3501), without changing anything in it (EXAMINE, BODY.PEEK). Never throws for what a network,
/// a server or a message can do.
/// </summary>
/// <param name="patience">How long a page may take in all.</param>
/// <param name="log">Names messages that could not be read by their number.</param>
public sealed class ImapBox(TimeSpan patience, ILogger<ImapBox> log)
{
    /// <summary>Messages whose kind is looked at in one page.</summary>
    private const int PageSize = 500;

    /// <summary>Reports that are read whole in one page.</summary>
    public const int MostReports = 20;

    /// <summary>So many bytes of a report are read: what it says stands before the message that it returns.</summary>
    private const int MostBytes = 256 * 1024;

    private static readonly ParserOptions Shallow = new() { MaxMimeDepth = 32 };

    /// <returns>Null when the folder can be read.</returns>
    public async Task<BoxAnswer.Trouble?> TryAsync(ImapAccount account, CancellationToken ct) =>
        await InFolderAsync<BoxAnswer?>(account, (_, _) => Task.FromResult<BoxAnswer?>(null), ct) as BoxAnswer.Trouble;

    /// <summary>Looks at what came after a message, the oldest first.</summary>
    /// <param name="account">Where.</param>
    /// <param name="validity">UIDVALIDITY of <paramref name="lastUid"/>: where the folder has another one, it is looked through from its beginning.</param>
    /// <param name="lastUid">The last message looked at.</param>
    /// <param name="since">What came before this day is left alone.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<BoxAnswer> ReadAsync(ImapAccount account, long? validity, long lastUid, DateTime since, CancellationToken ct) =>
        (await InFolderAsync<BoxAnswer>(account, (folder, limit) => PageAsync(folder, folder.UidValidity == validity ? lastUid : 0, since, limit), ct))!;

    private async Task<BoxAnswer> PageAsync(IMailFolder folder, long last, DateTime since, CancellationToken ct)
    {
        var after = new UniqueIdRange(folder.UidValidity, (uint)Math.Min(last + 1, uint.MaxValue), uint.MaxValue);
        // "n:*" names the last message even where all are before n (RFC 3501, 6.4.8).
        var waiting = (await folder.SearchAsync(SearchQuery.Uids(after).And(SearchQuery.DeliveredAfter(since)), ct))
            .Where(uid => uid.Id > last).OrderBy(uid => uid.Id).ToList();
        var page = waiting.Take(PageSize).ToList();
        var reports = page.Count == 0 ? [] : (await folder.FetchAsync(page, new FetchRequest(MessageSummaryItems.UniqueId, [HeaderId.ContentType]), ct))
            .Where(IsReport).Select(message => message.UniqueId).Order().Take(MostReports).ToList();
        if (reports.Count == MostReports)
            page.RemoveAll(uid => uid.Id > reports[^1].Id);
        var found = new List<DeliveryReport>();
        foreach (var uid in reports)
        {
            try
            {
                await using var stream = await folder.GetStreamAsync(uid, 0, MostBytes, ct);
                if (DeliveryReport.Of(await MimeMessage.LoadAsync(Shallow, stream, ct)) is { } report)
                    found.Add(report);
            }
            catch (Exception broken) when (broken is not OperationCanceledException && !IsLost(broken))
            {
                log.LogWarning("Message {Uid} of a box of returned mail could not be read ({Fault}) and is passed over", uid.Id, broken.GetType().Name);
            }
        }

        return new BoxAnswer.Read(folder.UidValidity, page.Count == 0 ? last : page[^1].Id, found, page.Count < waiting.Count);
    }

    private static bool IsReport(IMessageSummary message) =>
        ContentType.TryParse(Shallow, message.Headers?[HeaderId.ContentType] ?? "", out var type) && type.IsMimeType("multipart", "report");

    private async Task<T?> InFolderAsync<T>(ImapAccount account, Func<IMailFolder, CancellationToken, Task<T>> work, CancellationToken ct)
        where T : BoxAnswer?
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        // The limit must be the first to lose patience: a socket that does says that the server hung up.
        using var client = new ImapClient { Timeout = 2 * (int)patience.TotalMilliseconds };
        BoxAnswer? answer;
        try
        {
            await client.ConnectAsync(account.Host, account.Port, account.Security.Options(), limit.Token);
            await client.AuthenticateAsync(account.User, account.Password, limit.Token);
            var folder = await client.GetFolderAsync(account.Folder, limit.Token);
            await folder.OpenAsync(FolderAccess.ReadOnly, limit.Token);
            answer = await work(folder, limit.Token);
        }
        catch (Exception broken) when (!ct.IsCancellationRequested && Trouble(broken, account) is { } trouble)
        {
            return (T)(BoxAnswer)trouble;
        }

        await LeaveAsync(client, limit.Token);
        return (T?)answer;
    }

    /// <summary>All is read: how the goodbye goes changes nothing.</summary>
    private static async Task LeaveAsync(ImapClient client, CancellationToken limit)
    {
        try
        {
            await client.DisconnectAsync(quit: true, limit);
        }
        catch (Exception broken) when (broken is OperationCanceledException || IsLost(broken))
        {
            // It hung up first.
        }
    }

    private static bool IsLost(Exception broken) =>
        broken is TimeoutException or SocketException or IOException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException;

    /// <returns>Null for what is a bug.</returns>
    private BoxAnswer.Trouble? Trouble(Exception broken, ImapAccount account)
    {
        var (host, place) = (account.Host, $"{account.Host}:{account.Port}");
        return broken switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => new(
                nameof(BounceBoxForm.Host), $"No se encontró el servidor {host}: revisa cómo está escrito."),
            SocketException => new(
                nameof(BounceBoxForm.Port), $"Nadie contesta en {place}: revisa el servidor y el puerto; los usuales son 993 y 143."),
            AuthenticationException refused => new(
                nameof(BounceBoxForm.Password),
                $"El servidor no aceptó el usuario o la contraseña ({refused.Message}): escríbelos otra vez; hay buzones que piden una de aplicación."),
            SslHandshakeException => new(
                nameof(BounceBoxForm.Security), $"El certificado de {host} no es de confianza o el puerto {account.Port} no usa esa seguridad: elige otra."),
            NotSupportedException => new(
                nameof(BounceBoxForm.Security), $"{place} no ofrece la seguridad o la forma de entrar elegidas: elige otra."),
            FolderNotFoundException or ImapCommandException => new(
                nameof(BounceBoxForm.Folder), $"El buzón no deja abrir la carpeta {account.Folder}: revisa su nombre; la de entrada se llama INBOX."),
            OperationCanceledException => new(
                nameof(BounceBoxForm.Host), $"{host} tardó más de {patience.TotalSeconds:0} segundos en contestar: revisa el servidor y el puerto."),
            _ when IsLost(broken) => new(
                nameof(BounceBoxForm.Port), $"{place} cortó la comunicación o no habla IMAP: revisa el puerto y la seguridad."),
            _ => null,
        };
    }
}
