using System.Net.Sockets;
using System.Security.Authentication;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>A mail server with its password opened.</summary>
public sealed record SmtpAccount(string Host, int Port, MailSecurity Security, string User, string? Password);

/// <summary>What came of handing a message to a server.</summary>
public abstract record MailAnswer
{
    private MailAnswer()
    {
    }

    /// <summary>The server took it for every recipient.</summary>
    public sealed record Sent : MailAnswer;

    /// <summary>The server took it for some recipients and not for others.</summary>
    /// <param name="Unreached">The addresses that it refused.</param>
    /// <param name="Reason">Which and why, each as "nadie@aseguradora.mx (550 …)".</param>
    /// <param name="Again">It may take one of them later.</param>
    public sealed record SentToSome(IReadOnlyList<string> Unreached, string Reason, bool Again) : MailAnswer;

    /// <summary>It will not take it however often it is asked.</summary>
    /// <param name="Reason">Completes "falló porque …".</param>
    public sealed record Refused(string Reason) : MailAnswer;

    /// <summary>Not now: down, slow, busy.</summary>
    /// <param name="Reason">Completes "falló porque …".</param>
    public sealed record Later(string Reason) : MailAnswer;
}

/// <summary>Hands messages to a mail server. Never throws for what a network or a server can do.</summary>
public interface ISendMail
{
    Task<MailAnswer> SendAsync(SmtpAccount account, MimeMessage message, CancellationToken ct);
}

/// <summary>Sends by SMTP.</summary>
/// <param name="patience">How long a message may take in all.</param>
public sealed class SmtpSender(TimeSpan patience) : ISendMail
{
    public async Task<MailAnswer> SendAsync(SmtpAccount account, MimeMessage message, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        // The limit must be the first to lose patience: a socket that does says that the server hung up.
        using var client = new PartialClient { Timeout = 2 * (int)patience.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(account.Host, account.Port, account.Security.Options(), limit.Token);
            if (account.User.Length > 0)
                await client.AuthenticateAsync(account.User, account.Password ?? "", limit.Token);
            await client.SendAsync(message, limit.Token);
        }
        catch (SmtpCommandException refused)
        {
            return Answer(refused, client.Refused.ConvertAll(one => one.Address));
        }
        catch (MailKit.Security.AuthenticationException refused)
        {
            return new MailAnswer.Refused($"el servidor de correo no aceptó el usuario o la contraseña ({refused.Message})");
        }
        catch (SslHandshakeException)
        {
            return new MailAnswer.Refused($"el certificado de {account.Host} no es de confianza o el puerto {account.Port} no usa esa seguridad");
        }
        catch (NotSupportedException)
        {
            return new MailAnswer.Refused($"{account.Host}:{account.Port} no ofrece la seguridad o la forma de entrar elegidas");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new MailAnswer.Later($"{account.Host} tardó más de {patience.TotalSeconds:0} segundos en contestar");
        }
        catch (Exception broken) when (broken is TimeoutException or SocketException or IOException or ProtocolException or ServiceNotConnectedException)
        {
            return new MailAnswer.Later(broken is SocketException
                ? $"no se pudo llegar a {account.Host}:{account.Port}" : $"{account.Host} cortó la comunicación");
        }

        await LeaveAsync(client, limit.Token);
        return client.Refused.Count == 0
            ? new MailAnswer.Sent()
            : new MailAnswer.SentToSome(
                [.. client.Refused.Select(one => one.Address)],
                string.Join(", ", client.Refused.Select(one => $"{one.Address} ({(int)one.Said.StatusCode} {one.Said.Response})")),
                client.Refused.Exists(one => (int)one.Said.StatusCode is >= 400 and < 500));
    }

    /// <summary>One bad address keeps nobody else from the message; with nobody left it is refused.</summary>
    private sealed class PartialClient : SmtpClient
    {
        public PartialClient() => DeliveryStatusNotificationType = DeliveryStatusNotificationType.HeadersOnly;

        public List<(string Address, SmtpResponse Said)> Refused { get; } = [];

        /// <summary>Where the server knows DSN (RFC 3461) what comes back names the message by this too.</summary>
        protected override string? GetEnvelopeId(MimeMessage message) => message.MessageId?.Split('@')[0];

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
            DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay;

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Refused.Add((mailbox.Address, response));

        protected override void OnNoRecipientsAccepted(MimeMessage message)
        {
            var said = (Refused.Find(one => (int)one.Said.StatusCode is >= 400 and < 500) is { Said: { } later } ? later : Refused[0].Said);
            throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, said.StatusCode, message.To.Mailboxes.First(), said.Response);
        }
    }

    /// <summary>The server has the message: how the goodbye goes changes nothing.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken limit)
    {
        try
        {
            await client.DisconnectAsync(quit: true, limit);
        }
        catch (Exception broken) when (broken is OperationCanceledException or SocketException or IOException or ProtocolException)
        {
            // It hung up first.
        }
    }

    private static MailAnswer Answer(SmtpCommandException refused, List<string> nobody)
    {
        var said = $"{(int)refused.StatusCode} {refused.Message}";
        var reason = refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => $"el servidor no aceptó a {string.Join(", ", nobody)} ({said})",
            SmtpErrorCode.SenderNotAccepted => $"el servidor no aceptó al remitente {refused.Mailbox?.Address} ({said})",
            _ => $"el servidor no aceptó el mensaje ({said})",
        };
        return (int)refused.StatusCode is >= 400 and < 500 ? new MailAnswer.Later(reason) : new MailAnswer.Refused(reason);
    }
}
