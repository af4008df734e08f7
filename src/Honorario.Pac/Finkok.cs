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
/// <remarks>
/// Source: Finkok, web services stamp (stamp, quick_stamp, stamped, query_pending), cancel (sign_cancel, get_sat_status, get_receipt) and
/// registration (get).
/// </remarks>
public sealed class Finkok(HttpClient http, IOptions<PacOptions> options) : IPac, IPacCancellation, IPacAccount
{
    private const string Who = "El PAC";
    private const string Queued = "Comprobante recibido satisfactoriamente";

    /// <summary>What <c>stamped</c> answers of a document that it never stamped.</summary>
    private const string NoStamp = "603";

    private static readonly XNamespace Stamping = "http://facturacion.finkok.com/stamp";
    private static readonly XNamespace Cancelling = "http://facturacion.finkok.com/cancel";
    private static readonly XNamespace Registering = "http://facturacion.finkok.com/registration";
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
            var never = false;
            if (request.SentBefore)
            {
                var before = await SendAsync("stamped", request, cancellation);
                if (before.Text("xml") is { Length: > 0 } earlier)
                    return StampProof.Of(earlier, request.SealedXml);
                never = before.Descendants().Any(element => element.Name.LocalName == "CodigoError" && element.Value == NoStamp);
            }

            var answer = await SendAsync(options.Value.QuickStamp ? "quick_stamp" : "stamp", request, cancellation);
            if (answer.Text("xml") is { Length: > 0 } xml)
                return StampProof.Of(xml, request.SealedXml);
            if (answer.Text("CodEstatus") == Queued)
                return new StampAnswer.Unavailable("El PAC recibió el documento y lo timbra en un momento.");
            var (code, words) = IncidenceOf(answer);
            if (code != Refusals.AlreadyStamped)
                return Refused(code, words) is StampAnswer.Rejected refused && never ? refused with { NeverStamped = true } : Refused(code, words);
            return await StampedBeforeAsync(request, answer.Text("UUID"), cancellation) is { } given
                ? StampProof.Of(given, request.SealedXml)
                : new StampAnswer.Unavailable("El PAC dice que el documento ya tiene timbre y aún no lo entrega.");
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
            var answer = (await CallAsync(Cancelling, "sign_cancel", Parameters(request), cancellation)).Named("sign_cancelResult");
            var folio = answer.Descendants().FirstOrDefault(element => element.Name.LocalName == "Folio");
            var words = (folio is null ? answer.Text("CodEstatus") : folio.Text("EstatusCancelacion")).Trim();
            switch (FinkokWords.OfCancelling(folio?.Text("EstatusUUID") ?? "", words))
            {
                case CancelAnswer.PendingAcceptance when answer.Text("Acuse") is { Length: > 0 } acuse:
                    return await FollowAsync(request, Encoding.UTF8.GetBytes(acuse), cancellation);
                case CancelAnswer.PendingAcceptance or CancelAnswer.Cancelled:
                    return await FollowAsync(request, await ReceiptAsync(request, cancellation), cancellation);
                case var other:
                    return other;
            }
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } silence)
        {
            return new CancelAnswer.Unavailable(silence.Reason, silence.Wait);
        }
    }

    /// <summary>
    /// What is left to the emisor of the account that runs out first. Finkok counts by emisor; the account's user and password are asked as
    /// its reseller's.
    /// </summary>
    public async Task<PacBalance> BalanceAsync(CancellationToken cancellation)
    {
        try
        {
            var body = new XElement(
                Registering + "get",
                new XElement(Registering + "reseller_username", options.Value.User),
                new XElement(Registering + "reseller_password", options.Value.Password),
                new XElement(Registering + "taxpayer_id", ""));
            var answer = await Soap.CallAsync(http, new Uri(http.BaseAddress!, "servicios/soap/registration"), "get", body, cancellation);
            var credits = answer.Descendants().Where(element => element.Name.LocalName == "credit")
                .Select(element => long.Parse(element.Value, CultureInfo.InvariantCulture)).ToList();
            if (credits.Count == 0)
                throw new UnreadableAnswerException(answer.Named("getResult").Text("message"));
            var counted = credits.Where(credit => credit >= 0).ToList();
            return counted.Count > 0 ? new PacBalance.Counted(counted.Min()) : new PacBalance.Unlimited();
        }
        catch (FormatException)
        {
            return new PacBalance.Unknown("El PAC contestó algo que no se entiende.");
        }
        catch (Exception failure) when (Unanswered.Why(failure, Who, cancellation) is { } silence)
        {
            return new PacBalance.Unknown(silence.Reason);
        }
    }

    private static StampAnswer Refused(string code, string words)
    {
        if (Refusals.Account(code) is { } account)
            return new StampAnswer.Unavailable(account.Words, account.Wait);
        return Refusals.OfStamping(code) is not null ? new StampAnswer.Rejected(code, words) : throw new UnreadableAnswerException($"{code} {words}".Trim());
    }

    /// <summary>SAT's word decides whether it is already cancelled or waits for the receptor.</summary>
    private async Task<CancelAnswer> FollowAsync(CancelRequest request, byte[]? acuse, CancellationToken cancellation) =>
        (await StatusAsync(request.Document, cancellation)).IsCancelled ? new CancelAnswer.Cancelled(acuse) : new CancelAnswer.PendingAcceptance(acuse);

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

    private async Task<byte[]?> ReceiptAsync(CancelRequest request, CancellationToken cancellation)
    {
        (XName, object?)[] parameters =
        [
            (Cancelling + "taxpayer_id", request.Document.Re),
            (Cancelling + "uuid", request.Document.Id.Value),
            (Cancelling + "type", "C"),
        ];
        var receipt = (await CallAsync(Cancelling, "get_receipt", parameters, cancellation)).Named("get_receiptResult").Text("receipt");
        return receipt.Length > 0 ? Encoding.UTF8.GetBytes(receipt) : null;
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
