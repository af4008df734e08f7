using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>Cancelling as SW Sapien's REST protocol has it, SAT's ConsultaCFDIService, and the controls that stand for the receptor.</summary>
internal static class CancelRoutes
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Sat = "http://tempuri.org/";
    private static readonly XNamespace Result = "http://schemas.datacontract.org/2004/07/Sat.Cfdi.Negocio.ConsultaCfdi.Servicio";
    private static readonly XNamespace Cancela = "http://cancelacfd.sat.gob.mx";

    public static void Map(WebApplication app, string token)
    {
        var cancel = app.MapGroup("/cfdi33/cancel").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Request.Headers.Authorization.ToString().Split(' ').Last() == token
                ? await next(context)
                : Error(StatusCodes.Status401Unauthorized, "401. El token no es válido"));
        cancel.MapPost("/csd", ByKeys);
        cancel.MapPost("/{rfc}/{uuid}/{motivo}/{folioSustitucion?}", (string rfc, string uuid, string motivo, string? folioSustitucion, Desk desk, HttpContext context) =>
            desk.Cancel(context, rfc, uuid, motivo, folioSustitucion));
        app.MapPost("/ConsultaCFDIService.svc", ConsultaAsync);
        app.MapPost("/sandbox/acceptance", (Acceptance acceptance, CancelBook book) => book.Acceptance = acceptance);
        app.MapPost("/sandbox/cancellations/{uuid}/accept", (string uuid, CancelBook book) => book.Answer(uuid, true) ? Results.Ok() : Results.NotFound());
        app.MapPost("/sandbox/cancellations/{uuid}/reject", (string uuid, CancelBook book) => book.Answer(uuid, false) ? Results.Ok() : Results.NotFound());
    }

    private static IResult ByKeys(CsdCancelling body, Desk desk, TimeProvider clock, HttpContext context)
    {
        if (!Rfc.TryParse(body.Rfc, out var rfc))
            return Error(StatusCodes.Status400BadRequest, "CA1101. El RFC no es válido");
        using var opened = Csd.Open(Bytes(body.B64Cer), Bytes(body.B64Key), body.Password ?? "", rfc, clock.GetUtcNow());
        return opened.Csd is null
            ? Error(StatusCodes.Status400BadRequest, $"CA300. {opened.Findings[0].Message}")
            : desk.Cancel(context, rfc.Value, body.Uuid ?? "", body.Motivo ?? "", body.FolioSustitucion);
    }

    private static byte[] Bytes(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var length) ? bytes[..length] : [];
    }

    private static async Task<IResult> ConsultaAsync(HttpContext context, StampBook stamps, CancelBook book)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        if (SafeXml.Load(bytes.ToArray()).Root?.Descendants(Sat + "expresionImpresa").FirstOrDefault()?.Value is not { } expression)
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(expression);
        string Asked(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
        var document = stamps.FindByUuid(Asked("id")) is { } xml ? CfdiReader.Read(xml).Document : null;
        var same = document is not null
            && document.Emisor.Rfc == Asked("re") && document.Receptor.Rfc == Asked("rr")
            && decimal.TryParse(Asked("tt"), System.Globalization.CultureInfo.InvariantCulture, out var total) && total == document.Total
            && document.Sello!.EndsWith(Asked("fe"), StringComparison.Ordinal);
        var (estado, cancelling) = same ? book.StatusOf(document!.Timbre!.Uuid) : ("No Encontrado", "");
        var envelope = new XElement(
            Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "s", Soap),
            new XElement(Soap + "Body", new XElement(Sat + "ConsultaResponse", new XElement(
                Sat + "ConsultaResult",
                new XAttribute(XNamespace.Xmlns + "a", Result),
                new XElement(Result + "CodigoEstatus", same ? "S - Comprobante obtenido satisfactoriamente." : "N - 602: Comprobante no encontrado."),
                new XElement(Result + "EsCancelable", same ? book.NeedsAcceptance(document!) ? "Cancelable con aceptación" : "Cancelable sin aceptación" : ""),
                new XElement(Result + "Estado", estado),
                new XElement(Result + "EstatusCancelacion", cancelling),
                new XElement(Result + "ValidacionEFOS", same ? "200" : "")))));
        return Results.Text(envelope.ToString(SaveOptions.DisableFormatting), "text/xml", System.Text.Encoding.UTF8);
    }

    private static IResult Error(int status, string message) => Results.Json(new { status = "error", message, messageDetail = "" }, statusCode: status);

    private sealed record CsdCancelling(string? Uuid, string? Password, string? Rfc, string? B64Cer, string? B64Key, string? Motivo, string? FolioSustitucion);

    /// <summary>Takes a request that is well made and answers with SAT's code and acuse.</summary>
    internal sealed class Desk(StampBook stamps, CancelBook book, Faults faults, TimeProvider clock)
    {
        public IResult Cancel(HttpContext context, string rfc, string uuid, string motivo, string? replacement)
        {
            var fault = faults.Next();
            if (fault.Mode == "down")
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            if (motivo is not ("01" or "02" or "03" or "04"))
                return Error(StatusCodes.Status400BadRequest, "CA1201. El motivo de cancelación no es válido");
            if (motivo == "01" != Uuid.TryParse(replacement, out _))
                return Error(StatusCodes.Status400BadRequest, "CA1202. El folio de sustitución va con el motivo 01 y sólo con él");
            if (stamps.FindByUuid(uuid) is not { } xml)
                return Answered(rfc, uuid, "205");
            var document = CfdiReader.Read(xml).Document!;
            if (document.Emisor.Rfc != rfc)
                return Answered(rfc, uuid, "203");
            var code = book.Ask(document, motivo, replacement);
            if (fault.Mode == "drop-after-stamp")
            {
                context.Abort();
                return Results.Empty;
            }

            return Answered(rfc, uuid, code);
        }

        private IResult Answered(string rfc, string uuid, string code)
        {
            var acuse = new XElement(
                Cancela + "Acuse",
                new XAttribute("Fecha", clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)),
                new XAttribute("RfcEmisor", rfc),
                new XElement(Cancela + "Folios", new XElement(Cancela + "UUID", uuid), new XElement(Cancela + "EstatusUUID", code)));
            return Results.Json(new
            {
                status = "success",
                data = new { acuse = acuse.ToString(SaveOptions.DisableFormatting), uuid = new Dictionary<string, string> { [uuid] = code } },
            });
        }
    }
}
