using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Honorario.Billing.Aseguradora;

/// <summary>What came of a call: the HTTP status, null without an answer, and why it was not taken, null when it was.</summary>
public sealed record WebhookAnswer(int? StatusCode, string? Reason)
{
    /// <summary>Any 2xx.</summary>
    public bool Taken => Reason is null;
}

/// <summary>
/// One signed call of a webhook: header <c>Honorario-Signature</c> is <c>v1=</c> and the hexadecimal HMAC-SHA256, under the
/// webhook's secret, of <c>Honorario-Timestamp</c> (Unix seconds), a dot and the body. <c>Honorario-Event</c> is the same at every
/// attempt of one event, so that a receiver knows what it already has.
/// </summary>
public sealed class CallWebhook(SecretBox secrets, WebhookClient client, TimeProvider clock)
{
    /// <param name="hook">Where to.</param>
    /// <param name="eventId">Names the event.</param>
    /// <param name="body">JSON.</param>
    public async Task<WebhookAnswer> RunAsync(Webhook hook, Guid eventId, string body, CancellationToken ct)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("Honorario-Event", eventId.ToString());
        request.Headers.Add("Honorario-Timestamp", timestamp);
        request.Headers.Add("Honorario-Signature", Sign(secrets.Decrypt(hook.Secret, hook.Id), timestamp, body));
        try
        {
            using var answer = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new WebhookAnswer((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : $"contestó {(int)answer.StatusCode}");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new WebhookAnswer(null, broken is OperationCanceledException
                ? "no contestó a tiempo"
                : client.Internal ? "no se pudo llegar a su dirección" : "no se pudo llegar a su dirección, que debe ser pública y con un certificado válido");
        }
    }

    /// <returns>The signature of a body, as its header carries it.</returns>
    public static string Sign(ReadOnlySpan<byte> secret, string timestamp, string body) =>
        $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{timestamp}.{body}")))}";
}
