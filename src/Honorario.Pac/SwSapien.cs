using System.Globalization;
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
/// <remarks>Source: SW Sapien, Autenticación v2, Timbrado v4 con CustomID, Cancelación, Consulta de saldo (management/v2).</remarks>
public sealed class SwSapien(HttpClient http, SwToken token, ConsultaCfdi sat, IOptions<PacOptions> options) : IPac, IPacCancellation, IPacAccount
{
    private const string Who = "El PAC";
    private const string FaultyRequest = "CACFDI33";

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
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } silence)
        {
            return new StampAnswer.Unavailable(silence.Reason, silence.Wait) { NotSent = silence.NotSent };
        }
    }

    /// <inheritdoc/>
    public async Task<CancelAnswer> CancelAsync(CancelRequest request, CancellationToken cancellation)
    {
        try
        {
            var answer = await AskAsync(() => Cancel(request), cancellation);
            var code = answer.Data?.StateOf(request.Document.Id.Value) ?? CodeOf(answer);
            if (code is not (Refusals.CancelRequested or Refusals.CancelRequestedBefore))
                return Refusals.Cancelling(Refusals.OfSat(code)) ?? WithoutCode(answer);

            var acuse = answer.Data?.Acuse is { Length: > 0 } xml ? Encoding.UTF8.GetBytes(xml) : null;
            return await sat.AskAsync(request.Document, cancellation) is SatAnswer.Known { Status.IsCancelled: true }
                ? new CancelAnswer.Cancelled(acuse)
                : new CancelAnswer.PendingAcceptance(acuse);
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } silence)
        {
            return new CancelAnswer.Unavailable(silence.Reason, silence.Wait);
        }
    }

    /// <inheritdoc/>
    public async Task<PacBalance> BalanceAsync(CancellationToken cancellation)
    {
        try
        {
            var address = new Uri(options.Value.ApiRoot, "management/v2/api/users/balance");
            var answer = await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, address), cancellation);
            return answer.Data switch
            {
                { Unlimited: true } => new PacBalance.Unlimited(),
                { StampsBalance: { } left } data => new PacBalance.Counted(left, data.ExpiresOn),
                _ => throw new UnreadableAnswerException(answer.Message),
            };
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } silence)
        {
            return new PacBalance.Unknown(silence.Reason);
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
        var mayBeOurs = answer.Status == "success" || code is Refusals.AlreadyStamped or Refusals.KeyTaken;
        var proof = mayBeOurs && StampIn(answer, request) is { } given ? given : null;
        if (code == Refusals.KeyTaken && proof is not StampAnswer.Stamped)
            return new StampAnswer.Unavailable(
                "El PAC tiene otro documento bajo la clave de éste: consulta con su soporte antes de reintentar.", PacWait.Person);
        if (proof is not null)
            return proof;
        if (code == Refusals.AlreadyStamped)
            return new StampAnswer.Unavailable("El PAC dice que el documento ya tiene timbre y aún no lo entrega.", PacWait.Hours);
        return Refusals.OfStamping(answer.Message) is { } refusal
            ? new StampAnswer.Rejected(refusal, Refusals.Words(answer.Message!, answer.MessageDetail))
            : throw new UnreadableAnswerException(answer.Message);
    }

    /// <summary>
    /// The stamped document, or its timbre alone, wherever the answer carries it; older versions of the service put the document into the detail.
    /// </summary>
    private static StampAnswer? StampIn(SwAnswer answer, StampRequest request) => answer switch
    {
        { Data.Cfdi: { Length: > 0 } cfdi } => StampProof.Of(cfdi, request.SealedXml),
        { Data.Tfd: { Length: > 0 } tfd } => StampProof.OfTimbre(tfd, request.SealedXml),
        { MessageDetail: { } detail } when detail.TrimStart().StartsWith('<') => StampProof.Of(detail.Trim(), request.SealedXml),
        _ => null,
    };

    /// <summary>SAT's code in the message or, behind a "CACFDI33" without number, in its detail.</summary>
    private static string? CodeOf(SwAnswer answer) => Refusals.CodeOf(answer.Message) ?? Refusals.CodeOf(answer.MessageDetail);

    /// <summary>What a cancellation's answer without SAT's code means: a fault of theirs passes, what they say of the request does not.</summary>
    private static CancelAnswer.Rejected WithoutCode(SwAnswer answer)
    {
        if (answer.Message is not { } message
            || !message.StartsWith(FaultyRequest, StringComparison.Ordinal)
            || message.Contains("no controlado", StringComparison.OrdinalIgnoreCase))
            throw new UnreadableAnswerException(answer.Message);
        var words = Refusals.Words(message[FaultyRequest.Length..].TrimStart(' ', '-'), answer.MessageDetail);
        return new CancelAnswer.Rejected(FaultyRequest, $"El PAC no aceptó la solicitud: {words}");
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
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest))
                throw new HttpRequestException(null, null, response.StatusCode);
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
/// <param name="Tfd">Of a stamp, in some answers instead of the document: its timbre.</param>
/// <param name="StampsBalance">Of a balance.</param>
/// <param name="Unlimited">Of a balance.</param>
/// <param name="ExpirationDate">Of a balance, ISO; "" or null without one.</param>
internal sealed record SwData(
    string? Token, string? Cfdi, string? Acuse, JsonElement Uuid, string? Tfd, long? StampsBalance, bool? Unlimited, string? ExpirationDate)
{
    public DateOnly? ExpiresOn =>
        DateTime.TryParse(ExpirationDate, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateOnly.FromDateTime(day) : null;

    /// <summary>SAT's code for a folio fiscal of a cancellation; null without one.</summary>
    public string? StateOf(string uuid)
    {
        if (Uuid.ValueKind != JsonValueKind.Object)
            return null;
        var state = Uuid.EnumerateObject().FirstOrDefault(state => state.Name.Equals(uuid, StringComparison.OrdinalIgnoreCase));
        return state.Value.ValueKind == JsonValueKind.String ? state.Value.GetString() : null;
    }
}
