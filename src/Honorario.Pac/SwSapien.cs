using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>
/// SW Sapien's REST service. Stamping is idempotent under the header <c>customid</c>: sending the same document again answers
/// 307 with the stamp that it already has.
/// </summary>
/// <remarks>Source: SW Sapien, Timbrado v4 and Autenticación v2.</remarks>
public sealed partial class SwSapien(HttpClient http, SwToken token, IOptions<PacOptions> options) : IPac
{
    private const string AlreadyStamped = "307";

    /// <inheritdoc/>
    public string Name => "SW Sapien";

    /// <inheritdoc/>
    public bool SinValidezFiscal => options.Value.SinValidezFiscal;

    /// <inheritdoc/>
    public async Task<StampAnswer> StampAsync(StampRequest request, CancellationToken cancellation)
    {
        try
        {
            using var response = await SendAsync(request, cancellation);
            if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                return new StampAnswer.Unavailable("El PAC no aceptó el usuario y la contraseña: revísalos en la configuración.");
            if ((int)response.StatusCode >= 500)
                return new StampAnswer.Unavailable($"El PAC contestó con una falla propia (HTTP {(int)response.StatusCode}).");
            return Understand(await response.Content.ReadFromJsonAsync<SwAnswer>(cancellation), request);
        }
        catch (HttpRequestException)
        {
            return new StampAnswer.Unavailable("No hay conexión con el PAC.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new StampAnswer.Unavailable($"El PAC no contestó en {options.Value.Timeout.TotalSeconds:0} segundos.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NotSupportedException or IOException)
        {
            return new StampAnswer.Unavailable("El PAC contestó algo que no se entiende.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(StampRequest request, CancellationToken cancellation)
    {
        var response = await PostAsync(request, cancellation);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        response.Dispose();
        token.Forget();
        return await PostAsync(request, cancellation);
    }

    private async Task<HttpResponseMessage> PostAsync(StampRequest request, CancellationToken cancellation)
    {
        using var xml = new ReadOnlyMemoryContent(request.SealedXml);
        xml.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        using var form = new MultipartFormDataContent { { xml, "xml", "cfdi.xml" } };
        using var message = new HttpRequestMessage(HttpMethod.Post, "v4/cfdi33/stamp/v4") { Content = form };
        message.Headers.Authorization = new AuthenticationHeaderValue("bearer", await token.GetAsync(http, cancellation));
        message.Headers.Add("customid", request.Key);
        return await http.SendAsync(message, cancellation);
    }

    private static StampAnswer Understand(SwAnswer? answer, StampRequest request)
    {
        var code = CodeOf(answer?.Message);
        if (answer?.Data?.Cfdi is { Length: > 0 } cfdi && (answer.Status == "success" || code == AlreadyStamped))
            return Believe(Encoding.UTF8.GetBytes(cfdi), request);
        if (answer?.Status == "error" && code is not null && code != AlreadyStamped)
            return new StampAnswer.Rejected(code, Words(answer.Message!, answer.MessageDetail));
        return new StampAnswer.Unavailable(answer?.Message is { Length: > 0 } message ? $"El PAC contestó: {message}" : "El PAC contestó algo que no se entiende.");
    }

    /// <summary>A stamp counts only when it is on our document, unchanged.</summary>
    private static StampAnswer Believe(byte[] xml, StampRequest request)
    {
        var ours = SafeXml.Load(request.SealedXml).Root;
        var theirs = SafeXml.Load(xml).Root;
        var document = theirs is null ? null : CfdiReader.Read(theirs).Document;
        var same = ours is not null && theirs is not null
            && CadenaOriginal.Of(ours) == CadenaOriginal.Of(theirs)
            && SealVerifier.Stamp(theirs, null) == StampState.UnknownCertificate;
        return same && document?.Timbre is { } timbre
            ? new StampAnswer.Stamped(xml, timbre)
            : new StampAnswer.Unavailable("El PAC devolvió un documento que no es el que se le envió.");
    }

    private static string? CodeOf(string? message) =>
        message is not null && Code().Match(message) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Words(string message, string? detail)
    {
        var words = Code().Replace(message, "").Trim(' ', '.', '-', ':');
        return string.IsNullOrWhiteSpace(detail) || detail == message ? words : $"{words}. {detail}";
    }

    [GeneratedRegex("^\\s*(CFDI[0-9]{5}|CRP[0-9]{5}|30[1-8]|40[12])\\b")]
    private static partial Regex Code();
}

/// <summary>SW's bearer token, good for two hours, shared by all calls.</summary>
public sealed class SwToken(IOptions<PacOptions> options, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(110);
    private readonly SemaphoreSlim _one = new(1);
    private string? _token;
    private DateTimeOffset _until;

    /// <summary>The token in force, or a new one.</summary>
    /// <exception cref="HttpRequestException">There is no connection, or the credentials are not accepted (then with status 401).</exception>
    public async Task<string> GetAsync(HttpClient http, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_token is { } known && clock.GetUtcNow() < _until)
                return known;
            using var message = new HttpRequestMessage(HttpMethod.Post, "v2/security/authenticate");
            message.Content = JsonContent.Create(new { user = options.Value.User, password = options.Value.Password });
            using var response = await http.SendAsync(message, cancellation);
            response.EnsureSuccessStatusCode();
            var answer = await response.Content.ReadFromJsonAsync<SwAnswer>(cancellation);
            _token = answer?.Data?.Token ?? throw new JsonException("The PAC gave no token.");
            _until = clock.GetUtcNow() + Life;
            return _token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Asks for a new one next time.</summary>
    public void Forget() => _token = null;

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}

internal sealed record SwAnswer(string? Status, string? Message, string? MessageDetail, SwData? Data);

internal sealed record SwData(string? Token, string? Cfdi);
