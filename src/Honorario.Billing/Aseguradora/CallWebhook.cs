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
/// attempt of one event, so that a receiver knows what it already has. Beside them the headers of Standard Webhooks say the same.
/// </summary>
public sealed class CallWebhook(SecretBox secrets, WebhookClient client, TimeProvider clock)
{
    /// <summary>How a secret in the form of Standard Webhooks begins; the rest is its key in base 64.</summary>
    public const string SecretPrefix = "whsec_";

    /// <param name="hook">Where to.</param>
    /// <param name="eventId">Names the event.</param>
    /// <param name="body">JSON.</param>
    public Task<WebhookAnswer> RunAsync(Webhook hook, Guid eventId, string body, CancellationToken ct) =>
        RunAsync(hook.Address, secrets.Decrypt(hook.Secret, hook.Id), eventId, body, ct);

    /// <param name="address">Where to.</param>
    /// <param name="secret">As it was shown, in UTF-8.</param>
    /// <param name="eventId">Names the event.</param>
    /// <param name="body">JSON.</param>
    public async Task<WebhookAnswer> RunAsync(string address, byte[] secret, Guid eventId, string body, CancellationToken ct)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("Honorario-Event", eventId.ToString());
        request.Headers.Add("Honorario-Timestamp", timestamp);
        request.Headers.Add("Honorario-Signature", Sign(secret, timestamp, body));
        request.Headers.Add("webhook-id", $"{eventId}");
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", SignStandard(secret, $"{eventId}", timestamp, body));
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

    /// <returns>A secret that nobody had before.</returns>
    public static string NewSecret() => $"{SecretPrefix}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}";

    /// <returns>The signature as Standard Webhooks has it: of id, time and body.</returns>
    public static string SignStandard(ReadOnlySpan<byte> secret, string id, string timestamp, string body)
    {
        var text = Encoding.UTF8.GetString(secret);
        var key = text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? Convert.FromBase64String(text[SecretPrefix.Length..]) : secret.ToArray();
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")))}";
    }

    /// <returns>The signature of a body, as its header carries it.</returns>
    public static string Sign(ReadOnlySpan<byte> secret, string timestamp, string body) =>
        $"v1={Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{timestamp}.{body}")))}";
}
