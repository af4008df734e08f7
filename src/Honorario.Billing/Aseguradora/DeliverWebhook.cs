using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>
/// Posts one status change to one webhook until it is taken (any 2xx). The body is signed: header <c>Honorario-Signature</c> is
/// <c>v1=</c> and the hexadecimal HMAC-SHA256, under the webhook's secret, of <c>Honorario-Timestamp</c> (Unix seconds), a dot
/// and the body. <c>Honorario-Event</c> is the same at every attempt, so that a receiver knows what it already has.
/// </summary>
public sealed class DeliverWebhook(HonorarioStorage storage, SecretBox secrets, WebhookClient client, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "webhook";

    /// <summary>The last attempt is about a day and a half after the first.</summary>
    private const int Tries = 12;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        if (await db.WebhookDeliveries.SingleOrDefaultAsync(row => row.Id == subjectId && row.DeliveredAt == null, cancellation) is not { } delivery)
            return null;
        var hook = await db.Webhooks.AsNoTracking().SingleAsync(row => row.Id == delivery.WebhookId, cancellation);
        var body = await BodyAsync(db, delivery.ChangeId, cancellation);
        delivery.Reason = await PostAsync(hook, delivery, body, cancellation);
        if (delivery.Reason is null)
            delivery.DeliveredAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(CancellationToken.None);
        return delivery.Reason is null || attempt >= Tries ? null : FirstWait * Math.Pow(2, attempt - 1);
    }

    /// <returns>The signature of a body, as its header carries it.</returns>
    public static string Sign(ReadOnlySpan<byte> secret, string timestamp, string body) =>
        $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{timestamp}.{body}")))}";

    private static async Task<string> BodyAsync(HonorarioDb db, Guid changeId, CancellationToken cancellation)
    {
        var change = await db.StatusChanges.AsNoTracking().SingleAsync(row => row.Id == changeId, cancellation);
        var invoice = await db.Invoices.AsNoTracking().Include(row => row.Emisor).Include(row => row.Insurer)
            .SingleAsync(row => row.Id == change.InvoiceId, cancellation);
        return JsonSerializer.Serialize(new
        {
            uuid = invoice.Uuid!.Value,
            controlNumber = invoice.ControlNumber,
            emisorRfc = invoice.Emisor.Rfc.Value,
            receptorRfc = invoice.Insurer.Rfc.Value,
            total = invoice.Total,
            from = change.From.Text(),
            to = change.To.Text(),
            at = change.At,
        });
    }

    private async Task<string?> PostAsync(Webhook hook, WebhookDelivery delivery, string body, CancellationToken cancellation)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("Honorario-Event", delivery.ChangeId.ToString());
        request.Headers.Add("Honorario-Timestamp", timestamp);
        request.Headers.Add("Honorario-Signature", Sign(secrets.Decrypt(hook.Secret, hook.Id), timestamp, body));
        try
        {
            using var answer = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.IsSuccessStatusCode ? null : $"contestó {(int)answer.StatusCode}";
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return broken is OperationCanceledException ? "no contestó a tiempo" : "no se pudo llegar a su dirección";
        }
    }
}

/// <summary>Calls addresses that outsiders chose.</summary>
public sealed record WebhookClient(HttpClient Http)
{
    /// <summary>Follows no redirect and reaches no machine of this network, only public addresses.</summary>
    public static WebhookClient ToPublicAddresses() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = ConnectAsync })
    {
        Timeout = TimeSpan.FromSeconds(20),
    });

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation);
        if (addresses.FirstOrDefault(IsPublic) is not { } address)
            throw new HttpRequestException($"{context.DnsEndPoint.Host} is not a public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Not loopback, private (RFC 1918, RFC 6598), link-local, unique local or multicast.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.IsIPv6SiteLocal)
            return false;
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return !address.Equals(IPAddress.IPv6Any);
        var bytes = address.GetAddressBytes();
        return bytes switch
        {
            [0 or 10 or 127, ..] or [>= 224, ..] or [169, 254, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => false,
            _ => true,
        };
    }
}
