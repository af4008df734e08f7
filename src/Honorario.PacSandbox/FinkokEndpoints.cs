using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;

namespace Honorario.PacSandbox;

/// <summary>Finkok's SOAP surface.</summary>
/// <remarks>Source: Finkok, web services stamp (stamp, quick_stamp, stamped, query_pending) and cancel (sign_cancel, get_sat_status, get_receipt).</remarks>
internal static class FinkokEndpoints
{
    private static readonly XNamespace Views = "apps.services.soap.core.views";

    public static void MapFinkok(this WebApplication app)
    {
        app.MapPost("/servicios/soap/stamp", StampServiceAsync).AddEndpointFilter(Faults.On("stamp"));
        app.MapPost("/servicios/soap/cancel", CancelServiceAsync).AddEndpointFilter(Faults.On("cancel"));
    }

    private static async Task<IResult> StampServiceAsync(HttpContext context, StampingDesk desk, Ledger ledger)
    {
        if (await Soap.OperationAsync(context.Request) is not { } operation)
            return Soap.Fault("El mensaje no es SOAP.");
        if (WrongCredentials(operation) is { } refused)
            return refused;
        var mode = (context.Items[typeof(Fault)] as Fault)?.Mode;
        return operation.Name.LocalName switch
        {
            "stamp" or "quick_stamp" => Answer(operation, Describe(desk.Stamp(Document(operation), null), mode)),
            "stamped" => Answer(
                operation,
                mode != "late-307" && desk.Find(Document(operation)) is { } stamp
                    ? Describe(stamp)
                    : Incidence("603", "El CFDI no contiene un timbre previo")),
            "query_pending" => Answer(operation, Pending(ledger.FindByUuid(operation.Text("uuid")))),
            var unknown => Soap.Fault($"No existe la operación {unknown}."),
        };
    }

    private static async Task<IResult> CancelServiceAsync(HttpContext context, CancellationDesk desk, Ledger ledger)
    {
        if (await Soap.OperationAsync(context.Request) is not { } operation)
            return Soap.Fault("El mensaje no es SOAP.");
        if (WrongCredentials(operation) is { } refused)
            return refused;
        return operation.Name.LocalName switch
        {
            "sign_cancel" => Answer(operation, Cancel(operation, desk, ledger)),
            "get_sat_status" => Answer(operation, Status(operation, desk, ledger)),
            "get_receipt" => Answer(operation, Receipt(operation, desk)),
            var unknown => Soap.Fault($"No existe la operación {unknown}."),
        };
    }

    private static IResult? WrongCredentials(XElement operation) => operation.Text("username").Length > 0 && operation.Text("password").Length > 0
        ? null
        : Answer(operation, operation.Name.LocalName.Contains("stamp", StringComparison.Ordinal)
            ? Incidence("300", "El usuario o contraseña son inválidos")
            : [Element("CodEstatus", "300 - El usuario o contraseña son inválidos")]);

    private static IResult Answer(XElement operation, IEnumerable<XElement> content)
    {
        var service = operation.Name.Namespace;
        var name = operation.Name.LocalName;
        return Soap.Answer(new XElement(service + $"{name}Response", new XElement(service + $"{name}Result", content)));
    }

    private static byte[] Document(XElement operation)
    {
        var base64 = operation.Text("xml");
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : [];
    }

    private static XElement[] Describe(Stamping stamping, string? mode) =>
        stamping switch
        {
            Stamping.Given given => Describe(given.Stamp),
            Stamping.Repeated { Stamp: { } earlier } when mode == "late-307" =>
            [
                Element("UUID", earlier.Uuid),
                .. Incidence("307", "El CFDI contiene un timbre previo"),
            ],
            Stamping.Repeated { Stamp: { } earlier } when mode != "bare-307" =>
            [
                .. Describe(earlier),
                .. Incidence("307", "El CFDI contiene un timbre previo"),
            ],
            Stamping.Repeated => Incidence("307", "El CFDI contiene un timbre previo"),
            Stamping.Refused refused => Incidence(refused.Code, $"{refused.Message}. {refused.Detail}"),
            _ => throw new InvalidOperationException(),
        };

    private static XElement[] Describe(Stamp stamp)
    {
        var timbre = CfdiReader.Read(stamp.Xml).Document!.Timbre!;
        return
        [
            Element("xml", Encoding.UTF8.GetString(stamp.Xml)),
            Element("UUID", timbre.Uuid),
            Element("Fecha", timbre.FechaTimbrado.ToString("s", CultureInfo.InvariantCulture)),
            Element("CodEstatus", "Comprobante timbrado satisfactoriamente"),
            Element("SatSeal", timbre.SelloSat),
            Element("NoCertificadoSAT", timbre.NoCertificadoSat),
        ];
    }

    private static XElement[] Incidence(string code, string words) =>
    [
        new XElement(Views + "Incidencias", new XElement(Views + "Incidencia", Element("CodigoError", code), Element("MensajeIncidencia", words))),
    ];

    private static XElement[] Pending(Stamp? stamp) => stamp is null
        ? [Element("error", "UUID no encontrado")]
        : [Element("status", "F"), Element("xml", Encoding.UTF8.GetString(stamp.Xml)), Element("uuid", stamp.Uuid)];

    private static XElement[] Cancel(XElement operation, CancellationDesk desk, Ledger ledger)
    {
        if (operation.Descendants(Views + "UUID").FirstOrDefault() is not { } folio)
            return [Element("CodEstatus", "309 - Patrón de folio inválido")];
        var rfc = operation.Text("taxpayer_id");
        var uuid = folio.Attribute("UUID")?.Value ?? "";
        var (code, acuse) = desk.Request(rfc, uuid, folio.Attribute("Motivo")?.Value ?? "", folio.Attribute("FolioSustitucion")?.Value);
        var words = ledger.FindByUuid(uuid) is { } stamp ? desk.WordsOf(stamp).EstatusCancelacion : "";
        return
        [
            new XElement(
                Views + "Folios",
                new XElement(
                    Views + "Folio",
                    Element("UUID", uuid),
                    Element("EstatusUUID", code == "204" ? "no_cancelable" : code),
                    Element("EstatusCancelacion", words))),
            Element("Acuse", code == "201" ? Encoding.UTF8.GetString(acuse!) : ""),
            Element("RfcEmisor", rfc),
        ];
    }

    private static XElement[] Status(XElement operation, CancellationDesk desk, Ledger ledger)
    {
        var words = ledger.FindByUuid(operation.Text("uuid")) is { } stamp ? desk.WordsOf(stamp) : SatWords.NotFound;
        return
        [
            new XElement(
                Views + "sat",
                Element("EsCancelable", words.EsCancelable),
                Element("CodigoEstatus", words.Codigo),
                Element("Estado", words.Estado),
                Element("EstatusCancelacion", words.EstatusCancelacion)),
        ];
    }

    private static XElement[] Receipt(XElement operation, CancellationDesk desk) => desk.AcuseOf(operation.Text("uuid")) is { } acuse
        ? [Element("uuid", operation.Text("uuid")), Element("success", "true"), Element("receipt", Encoding.UTF8.GetString(acuse))]
        : [Element("success", "false"), Element("error", "No existe el acuse")];

    private static XElement Element(string name, string value) => new(Views + name, value);
}
