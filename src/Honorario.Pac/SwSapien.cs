using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>
/// SW Sapien's REST service. Stamping is idempotent by the document itself and, for 72 hours, under the header
/// <c>customid</c>: sending the same document again answers 307 with the stamp that it already has.
/// </summary>
/// <remarks>Source: SW Sapien, Autenticación v2, Timbrado v4 con CustomID, Cancelación, Consulta de saldo.</remarks>
public sealed class SwSapien(HttpClient http, SwToken token, ConsultaCfdi sat, IOptions<PacOptions> options) : IPac, IPacCancellation, IPacAccount
{
    private const string Who = "El PAC";

    /// <inheritdoc/>
    public string Name => "SW Sapien";

    /// <inheritdoc/>
    public bool SinValidezFiscal => options.Value.SinValidezFiscal;

    /// <inheritdoc/>
    public async Task<StampAnswer> StampAsync(StampRequest request, CancellationToken cancellation)
    {
        try
        {
            return Understand(await AskAsync(() => Stamp(request), cancellation), request);
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } reason)
        {
            return new StampAnswer.Unavailable(reason);
        }
    }

    /// <inheritdoc/>
    public async Task<CancelAnswer> CancelAsync(CancelRequest request, CancellationToken cancellation)
    {
        try
        {
            var answer = await AskAsync(() => Cancel(request), cancellation);
            var code = answer.Data?.StateOf(request.Document.Id.Value) ?? Refusals.CodeOf(answer.Message);
            if (code is not (Refusals.CancelRequested or Refusals.CancelRequestedBefore))
                return Refusals.Cancelling(code) ?? throw new UnreadableAnswerException(answer.Message);

            var acuse = answer.Data?.Acuse is { Length: > 0 } xml ? Encoding.UTF8.GetBytes(xml) : null;
            return await sat.AskAsync(request.Document, cancellation) is SatAnswer.Known { Status.IsCancelled: true }
                ? new CancelAnswer.Cancelled(acuse)
                : new CancelAnswer.PendingAcceptance(acuse);
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } reason)
        {
            return new CancelAnswer.Unavailable(reason);
        }
    }

    /// <inheritdoc/>
    public async Task<long?> BalanceAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, "account/balance"), cancellation);
            return answer.Data is { Unlimited: not true } data ? data.SaldoTimbres : null;
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is not null)
        {
            return null;
        }
    }

    private static HttpRequestMessage Stamp(StampRequest request)
    {
        var xml = new ReadOnlyMemoryContent(request.SealedXml);
        xml.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
        return new HttpRequestMessage(HttpMethod.Post, "v4/cfdi33/stamp/v4")
        {
            Content = new MultipartFormDataContent { { xml, "xml", "cfdi.xml" } },
            Headers = { { "customid", request.Key } },
        };
    }

    private static HttpRequestMessage Cancel(CancelRequest request)
    {
        var (rfc, uuid, replacement) = (request.Document.Re, request.Document.Id.Value, request.FolioSustitucion?.Value);
        if (request.Csd is not { } csd)
            return new HttpRequestMessage(HttpMethod.Post, $"cfdi33/cancel/{Uri.EscapeDataString(rfc)}/{uuid}/{request.Motivo}/{replacement}");
        var body = new SwCancel(uuid, rfc, request.Motivo, replacement, Convert.ToBase64String(csd.Cer), Convert.ToBase64String(csd.Key), csd.Password);
        return new HttpRequestMessage(HttpMethod.Post, "cfdi33/cancel/csd") { Content = JsonContent.Create(body) };
    }

    private static StampAnswer Understand(SwAnswer answer, StampRequest request)
    {
        var code = Refusals.CodeOf(answer.Message);
        if (answer.Data?.Cfdi is { Length: > 0 } cfdi && (answer.Status == "success" || code == Refusals.AlreadyStamped))
            return StampProof.Of(cfdi, request.SealedXml);
        if (code == Refusals.AlreadyStamped)
            return new StampAnswer.Unavailable("El PAC dice que el documento ya tiene timbre y aún no lo entrega.");
        return Refusals.OfStamping(answer.Message) is { } refusal
            ? new StampAnswer.Rejected(refusal, Refusals.Words(answer.Message!, answer.MessageDetail))
            : throw new UnreadableAnswerException(answer.Message);
    }

    /// <summary>Sends with the token in force and, should it no longer be accepted, once more with a new one.</summary>
    private async Task<SwAnswer> AskAsync(Func<HttpRequestMessage> message, CancellationToken cancellation)
    {
        var known = await token.GetAsync(http, cancellation);
        var (status, body) = await SendAsync(message, known, cancellation);
        if (status == HttpStatusCode.Unauthorized)
        {
            token.Forget(known);
            (status, body) = await SendAsync(message, await token.GetAsync(http, cancellation), cancellation);
        }

        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new HttpRequestException(null, null, status);
        return SwAnswer.Read(body);
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(Func<HttpRequestMessage> make, string bearer, CancellationToken cancellation)
    {
        using var message = make();
        message.Headers.Authorization = new AuthenticationHeaderValue("bearer", bearer);
        using var response = await http.SendAsync(message, cancellation);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
    }
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
    internal async Task<string> GetAsync(HttpClient http, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_token is { } known && clock.GetUtcNow() < _until)
                return known;
            using var message = new HttpRequestMessage(HttpMethod.Post, "v2/security/authenticate");
            message.Content = JsonContent.Create(new SwCredentials(options.Value.User, options.Value.Password));
            using var response = await http.SendAsync(message, cancellation);
            response.EnsureSuccessStatusCode();
            var answer = SwAnswer.Read(await response.Content.ReadAsByteArrayAsync(cancellation));
            _token = answer.Data?.Token is { Length: > 0 } given ? given : throw new UnreadableAnswerException(answer.Message);
            _until = clock.GetUtcNow() + Life;
            return _token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Asks for a new one next time, unless another call already did.</summary>
    internal void Forget(string refused) => Interlocked.CompareExchange(ref _token, null, refused);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}

internal sealed record SwCredentials(string User, string Password);

internal sealed record SwCancel(string Uuid, string Rfc, string Motivo, string? FolioSustitucion, string B64Cer, string B64Key, string Password);

internal sealed record SwAnswer(string? Status, string? Message, string? MessageDetail, SwData? Data)
{
    /// <exception cref="JsonException">It is not JSON of this shape.</exception>
    public static SwAnswer Read(byte[] json) => JsonSerializer.Deserialize<SwAnswer>(json, JsonSerializerOptions.Web) ?? throw new UnreadableAnswerException();
}

/// <param name="Token">Of an authentication.</param>
/// <param name="Cfdi">Of a stamp: the stamped document.</param>
/// <param name="Acuse">Of a cancellation.</param>
/// <param name="Uuid">Of a stamp, the folio fiscal; of a cancellation, an object from folio fiscal to SAT's code.</param>
/// <param name="SaldoTimbres">Of a balance.</param>
/// <param name="Unlimited">Of a balance.</param>
internal sealed record SwData(string? Token, string? Cfdi, string? Acuse, JsonElement Uuid, long? SaldoTimbres, bool? Unlimited)
{
    public string? StateOf(string uuid) =>
        Uuid.ValueKind == JsonValueKind.Object
            ? Uuid.EnumerateObject().FirstOrDefault(state => state.Name.Equals(uuid, StringComparison.OrdinalIgnoreCase))
                is { Value.ValueKind: JsonValueKind.String } found
                ? found.Value.GetString()
                : null
            : null;
}
