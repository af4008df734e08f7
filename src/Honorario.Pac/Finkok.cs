using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Sealing;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>
/// Finkok's SOAP service. It knows a document by its seal: sending it again is incidence 307, at times without the stamp,
/// which <c>stamped</c> then gives.
/// </summary>
/// <remarks>Source: Finkok, web services stamp (stamp, quick_stamp, stamped, query_pending) and cancel (sign_cancel, get_sat_status, get_receipt).</remarks>
public sealed class Finkok(HttpClient http, IOptions<PacOptions> options) : IPac, IPacCancellation, IPacAccount
{
    private const string Who = "El PAC";
    private const string WrongCredentials = "300";
    private const string UnknownEmisor = "702";
    private const string NotCancellable = "no_cancelable";

    private static readonly XNamespace Stamping = "http://facturacion.finkok.com/stamp";
    private static readonly XNamespace Cancelling = "http://facturacion.finkok.com/cancel";
    private static readonly XNamespace Views = "apps.services.soap.core.views";

    /// <inheritdoc/>
    public string Name => "Finkok";

    /// <inheritdoc/>
    public bool SinValidezFiscal => options.Value.SinValidezFiscal;

    /// <inheritdoc/>
    public async Task<StampAnswer> StampAsync(StampRequest request, CancellationToken cancellation)
    {
        try
        {
            if (request.SentBefore && await StampedBeforeAsync(request, "", cancellation) is { } earlier)
                return StampProof.Of(earlier, request.SealedXml);

            var answer = await SendAsync(options.Value.QuickStamp ? "quick_stamp" : "stamp", request, cancellation);
            if (answer.Text("xml") is { Length: > 0 } xml)
                return StampProof.Of(xml, request.SealedXml);
            var (code, words) = IncidenceOf(answer);
            if (code != Refusals.AlreadyStamped)
                return Refused(code, words);
            return await StampedBeforeAsync(request, answer.Text("UUID"), cancellation) is { } before
                ? StampProof.Of(before, request.SealedXml)
                : new StampAnswer.Unavailable("El PAC dice que el documento ya tiene timbre y aún no lo entrega.");
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
            var answer = (await CallAsync(Cancelling, "sign_cancel", Parameters(request), cancellation)).Named("sign_cancelResult");
            if (answer.Descendants().FirstOrDefault(element => element.Name.LocalName == "Folio") is not { } folio)
                return Refusals.Cancelling(Refusals.CodeOf(answer.Text("CodEstatus"))) ?? throw new UnreadableAnswerException(answer.Text("CodEstatus"));
            var code = folio.Text("EstatusUUID");
            if (code is not (Refusals.CancelRequested or Refusals.CancelRequestedBefore))
                return Refusals.Cancelling(code == NotCancellable ? "204" : code) ?? throw new UnreadableAnswerException(folio.Text("EstatusCancelacion"));

            var acuse = answer.Text("Acuse") is { Length: > 0 } given ? given : await ReceiptAsync(request, cancellation);
            var bytes = acuse.Length > 0 ? Encoding.UTF8.GetBytes(acuse) : null;
            return (await StatusAsync(request.Document, cancellation)).IsCancelled
                ? new CancelAnswer.Cancelled(bytes)
                : new CancelAnswer.PendingAcceptance(bytes);
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } reason)
        {
            return new CancelAnswer.Unavailable(reason);
        }
    }

    /// <summary>Always null: Finkok bills what was stamped.</summary>
    public Task<long?> BalanceAsync(CancellationToken cancellation) => Task.FromResult<long?>(null);

    private static StampAnswer Refused(string code, string words) => code switch
    {
        WrongCredentials => new StampAnswer.Unavailable("El PAC no aceptó el usuario y la contraseña: revísalos en la configuración."),
        UnknownEmisor => new StampAnswer.Unavailable("El emisor no está dado de alta en la cuenta del PAC: regístralo con él."),
        _ when Refusals.OfStamping(code) is not null => new StampAnswer.Rejected(code, words),
        _ => throw new UnreadableAnswerException($"{code} {words}".Trim()),
    };

    private static (string Code, string Words) IncidenceOf(XElement answer) =>
        answer.Descendants().FirstOrDefault(element => element.Name.LocalName == "Incidencia") is { } incidence
            ? (incidence.Text("CodigoError"), incidence.Text("MensajeIncidencia"))
            : throw new UnreadableAnswerException(answer.Text("CodEstatus"));

    private static string Number(decimal total) => total.ToString("0.00####", CultureInfo.InvariantCulture);

    /// <summary>The stamp of an earlier attempt, or null when there is none.</summary>
    private async Task<string?> StampedBeforeAsync(StampRequest request, string uuid, CancellationToken cancellation)
    {
        if ((await SendAsync("stamped", request, cancellation)).Text("xml") is { Length: > 0 } stamped)
            return stamped;
        if (uuid.Length == 0)
            return null;
        var pending = await CallAsync(Stamping, "query_pending", [(Stamping + "uuid", uuid)], cancellation);
        return pending.Named("query_pendingResult").Text("xml") is { Length: > 0 } xml ? xml : null;
    }

    private async Task<XElement> SendAsync(string operation, StampRequest request, CancellationToken cancellation)
    {
        var answer = await CallAsync(Stamping, operation, [(Stamping + "xml", Convert.ToBase64String(request.SealedXml.Span))], cancellation);
        return answer.Named($"{operation}Result");
    }

    private async Task<SatStatus> StatusAsync(ExpresionImpresa document, CancellationToken cancellation)
    {
        (XName, object?)[] parameters =
        [
            (Cancelling + "taxpayer_id", document.Re),
            (Cancelling + "rtaxpayer_id", document.Rr),
            (Cancelling + "uuid", document.Id.Value),
            (Cancelling + "total", Number(document.Tt)),
        ];
        return ConsultaCfdi.Read((await CallAsync(Cancelling, "get_sat_status", parameters, cancellation)).Named("sat"));
    }

    private async Task<string> ReceiptAsync(CancelRequest request, CancellationToken cancellation)
    {
        (XName, object?)[] parameters =
        [
            (Cancelling + "taxpayer_id", request.Document.Re),
            (Cancelling + "uuid", request.Document.Id.Value),
            (Cancelling + "type", "C"),
        ];
        return (await CallAsync(Cancelling, "get_receipt", parameters, cancellation)).Named("get_receiptResult").Text("receipt");
    }

    private static (XName Name, object? Value)[] Parameters(CancelRequest request)
    {
        using var certificado = request.Csd is { } csd ? Certificado.Read(csd.Cer) : null;
        var uuid = new XElement(
            Views + "UUID",
            new XAttribute("UUID", request.Document.Id.Value),
            new XAttribute("Motivo", request.Motivo),
            new XAttribute("FolioSustitucion", request.FolioSustitucion?.Value ?? ""));
        return
        [
            (Cancelling + "UUIDS", uuid),
            (Cancelling + "taxpayer_id", request.Document.Re),
            (Cancelling + "serial", certificado?.NoCertificado),
        ];
    }

    private Task<XElement> CallAsync(XNamespace service, string operation, (XName Name, object? Value)[] parameters, CancellationToken cancellation)
    {
        var body = new XElement(
            service + operation,
            parameters.Where(parameter => parameter.Value is not null).Select(parameter => new XElement(parameter.Name, parameter.Value)),
            new XElement(service + "username", options.Value.User),
            new XElement(service + "password", options.Value.Password));
        var path = service == Stamping ? "servicios/soap/stamp" : "servicios/soap/cancel";
        return Soap.CallAsync(http, new Uri(http.BaseAddress!, path), operation, body, cancellation);
    }
}
