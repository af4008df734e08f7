using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>SW Sapien's cancelling: by the CSD in the request, or by folio fiscal with the CSD that its account keeps.</summary>
/// <remarks>Source: SW Sapien, Cancelación CFDI 4.0; SAT, códigos de respuesta del servicio de cancelación.</remarks>
public sealed partial class SwCancelling(HttpClient http, SwToken token, IOptions<PacOptions> options) : ICancelling
{
    /// <inheritdoc/>
    public async Task<CancelAnswer> CancelAsync(CancelRequest request, CancellationToken cancellation)
    {
        try
        {
            using var response = await SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                return new CancelAnswer.Unavailable("El PAC no aceptó el usuario y la contraseña: revísalos en la configuración.");
            if ((int)response.StatusCode >= 500)
                return new CancelAnswer.Unavailable($"El PAC contestó con una falla propia (HTTP {(int)response.StatusCode}).");
            return Understand(await response.Content.ReadFromJsonAsync<SwCancelAnswer>(cancellation), request);
        }
        catch (HttpRequestException)
        {
            return new CancelAnswer.Unavailable("No hay conexión con el PAC.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new CancelAnswer.Unavailable($"El PAC no contestó en {options.Value.Timeout.TotalSeconds:0} segundos.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or IOException)
        {
            return new CancelAnswer.Unavailable("El PAC contestó algo que no se entiende.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(CancelRequest request, CancellationToken cancellation)
    {
        var response = await PostAsync(request, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        token.Forget();
        return await PostAsync(request, cancellation);
    }

    private async Task<HttpResponseMessage> PostAsync(CancelRequest request, CancellationToken cancellation)
    {
        using var message = request.Keys is { } keys ? ByKeys(request, keys) : ByUuid(request);
        message.Headers.Authorization = new AuthenticationHeaderValue("bearer", await token.GetAsync(http, cancellation));
        return await http.SendAsync(message, cancellation);
    }

    private static HttpRequestMessage ByKeys(CancelRequest request, KeyFiles keys) => new(HttpMethod.Post, "cfdi33/cancel/csd")
    {
        Content = JsonContent.Create(new
        {
            uuid = request.Uuid.Value,
            password = keys.Password,
            rfc = request.Emisor.Value,
            b64Cer = Convert.ToBase64String(keys.Cer),
            b64Key = Convert.ToBase64String(keys.Key),
            motivo = request.Motivo,
            folioSustitucion = request.Replacement?.Value ?? "",
        }),
    };

    private static HttpRequestMessage ByUuid(CancelRequest request) => new(
        HttpMethod.Post,
        $"cfdi33/cancel/{Uri.EscapeDataString(request.Emisor.Value)}/{request.Uuid}/{request.Motivo}{(request.Replacement is { } by ? $"/{by}" : "")}");

    private static CancelAnswer Understand(SwCancelAnswer? answer, CancelRequest request)
    {
        var code = answer?.Data?.Uuid?.FirstOrDefault(pair => pair.Key.Equals(request.Uuid.Value, StringComparison.OrdinalIgnoreCase)).Value
            ?? (answer?.Message is { } message && Code().Match(message) is { Success: true } match ? match.Groups[1].Value : null);
        return code switch
        {
            "201" or "202" => new CancelAnswer.Accepted(code, answer!.Data?.Acuse is { Length: > 0 } acuse ? Encoding.UTF8.GetBytes(acuse) : null),
            "203" => new CancelAnswer.Rejected(code, "El SAT dice que el folio fiscal no es de este emisor."),
            "204" => new CancelAnswer.Rejected(code, "El SAT dice que no se puede cancelar como está: cancela o desliga antes los documentos relacionados con él."),
            "205" => new CancelAnswer.Rejected(code, "El SAT aún no conoce este folio fiscal: si se timbró hace poco, inténtalo en unos minutos."),
            { } other when answer?.Status == "error" => new CancelAnswer.Rejected(other, Words(answer)),
            _ => new CancelAnswer.Unavailable(answer?.Message is { Length: > 0 } words ? $"El PAC contestó: {words}" : "El PAC contestó algo que no se entiende."),
        };
    }

    private static string Words(SwCancelAnswer answer) =>
        string.Join(". ", new[] { Code().Replace(answer.Message ?? "", "").Trim(' ', '.', '-', ':'), answer.MessageDetail }.Where(text => !string.IsNullOrWhiteSpace(text)));

    [GeneratedRegex("^\\s*(CA[A-Z0-9]{3,6}|CACFDI33|[0-9]{3,4})\\b")]
    private static partial Regex Code();

    private sealed record SwCancelAnswer(string? Status, string? Message, string? MessageDetail, SwCancelData? Data);

    private sealed record SwCancelData(string? Acuse, Dictionary<string, string>? Uuid);
}
