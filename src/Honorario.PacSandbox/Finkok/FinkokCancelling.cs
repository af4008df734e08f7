using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using static Honorario.PacSandbox.FinkokAnswers;

namespace Honorario.PacSandbox;

/// <summary>Finkok's service cancel.</summary>
internal static class FinkokCancelling
{
    private static readonly XNamespace Request = "http://cancelacfd.sat.gob.mx";
    private static readonly XNamespace Signatures = "http://www.w3.org/2000/09/xmldsig#";

    /// <returns>The answer's content; null when there is no such operation.</returns>
    public static IEnumerable<XElement>? Carry(XElement operation, HttpContext context)
    {
        var desk = context.RequestServices.GetRequiredService<CancellationDesk>();
        var ledger = context.RequestServices.GetRequiredService<Ledger>();
        return operation.Name.LocalName switch
        {
            "cancel" or "out_cancel" when WrongCertificate(operation, "taxpayer_id") is { } why => [Element("CodEstatus", why)],
            "cancel" or "out_cancel" or "sign_cancel" => Cancel(operation, desk, ledger),
            "cancel_signature" => CancelSigned(operation, desk, ledger),
            "get_sat_status" => Status(operation, desk, ledger),
            "get_receipt" => Receipt(operation, desk),
            "get_pending" => Pending(operation, desk),
            "get_related" when WrongCertificate(operation, "rtaxpayer_id") is { } why => [Element("error", why)],
            "get_related" => Related(operation.Text("uuid"), ledger),
            "accept_reject" when WrongCertificate(operation, "rtaxpayer_id") is { } why => [Element("error", why)],
            "accept_reject" => AcceptReject(operation, desk),
            "query_pending_cancellation" => QueryPending(operation, desk, ledger),
            _ => null,
        };
    }

    /// <summary>One folio's answer.</summary>
    public static XElement[] Folio(string uuid, string code, string words, byte[]? acuse = null, string rfc = "") =>
    [
        new XElement(Views + "Folios", FolioOf(uuid, code, words)),
        Element("Acuse", acuse is null ? "" : Encoding.UTF8.GetString(acuse)),
        Element("RfcEmisor", rfc),
    ];

    private static XElement FolioOf(string uuid, string code, string words) => new(
        Views + "Folio", Element("UUID", uuid), Element("EstatusUUID", code == "204" ? "no_cancelable" : code), Element("EstatusCancelacion", words));

    private static XElement[] Cancel(XElement operation, CancellationDesk desk, Ledger ledger)
    {
        var rfc = operation.Text("taxpayer_id");
        var asked = operation.Descendants(Views + "UUID")
            .Select(folio => (Uuid: Of(folio, "UUID"), Motivo: Of(folio, "Motivo"), Replacement: Of(folio, "FolioSustitucion"))).ToList();
        return asked.Count == 0 ? [Element("CodEstatus", "309 - Patrón de folio inválido")] : Cancel(rfc, asked, desk, ledger);
    }

    private static XElement[] CancelSigned(XElement operation, CancellationDesk desk, Ledger ledger)
    {
        if (SafeXml.Load(Bytes(operation, "xml")).Root is not { } root || root.Name != Request + "Cancelacion")
            return [Element("CodEstatus", "301 - XML mal formado")];
        var rfc = Of(root, "RfcEmisor");
        var base64 = root.Descendants(Signatures + "X509Certificate").FirstOrDefault()?.Value;
        using var certificado = SwEndpoints.TryDecode(base64, out var der) ? Certificado.Read(der) : null;
        if (certificado?.Rfc != rfc)
            return [Element("CodEstatus", "305 - Certificado Inválido")];
        var asked = root.Descendants(Request + "Folio").Select(folio => (Of(folio, "UUID"), Of(folio, "Motivo"), Of(folio, "FolioSustitucion"))).ToList();
        return Cancel(rfc, asked, desk, ledger);
    }

    private static XElement[] Cancel(string rfc, List<(string Uuid, string Motivo, string Replacement)> asked, CancellationDesk desk, Ledger ledger)
    {
        var folios = new XElement(Views + "Folios");
        byte[]? last = null;
        foreach (var (uuid, motivo, replacement) in asked)
        {
            var (code, acuse) = desk.Request(rfc, uuid, motivo, replacement);
            var words = ledger.FindByUuid(uuid) is { } stamp ? desk.WordsOf(stamp).EstatusCancelacion : $"UUID: {uuid} No Encontrado";
            folios.Add(FolioOf(uuid, code, words));
            last = code == "201" ? acuse : last;
        }

        return [folios, Element("Acuse", last is null ? "" : Encoding.UTF8.GetString(last)), Element("RfcEmisor", rfc)];
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
                Element("EstatusCancelacion", words.EstatusCancelacion),
                Element("ValidacionEFOS", words.Codigo.StartsWith('S') ? "200" : "")),
        ];
    }

    private static XElement[] Receipt(XElement operation, CancellationDesk desk) => desk.AcuseOf(operation.Text("uuid")) is { } acuse
        ? [Element("success", "true"), Element("uuid", operation.Text("uuid")), Element("receipt", Encoding.UTF8.GetString(acuse))]
        : [Element("success", "false"), Element("error", "There is not a Cancellation receipt with that info")];

    private static XElement[] Pending(XElement operation, CancellationDesk desk) =>
        [new XElement(Views + "uuids", desk.WaitingFor(operation.Text("rtaxpayer_id")).Select(uuid => Element("string", uuid)))];

    private static XElement[] Related(string uuid, Ledger ledger)
    {
        XElement Party(string name, string other)
        {
            var stamp = ledger.FindByUuid(other);
            return new(Views + name, Element("uuid", other), Element("emisor", stamp?.Emisor ?? ""), Element("receptor", stamp?.Receptor ?? ""));
        }

        var asked = uuid.ToUpperInvariant();
        var parents = ledger.RelationsTo(asked).Select(relation => Party("Padre", relation.Uuid)).ToArray();
        var children = ledger.RelationsOf(asked).Select(relation => Party("Hijo", relation.Related)).ToArray();
        return parents.Length + children.Length > 0
            ? [new XElement(Views + "Padres", parents), new XElement(Views + "Hijos", children)]
            : [Element("error", "2001 - No existen cfdi relacionados al folio fiscal.")];
    }

    private static XElement[] AcceptReject(XElement operation, CancellationDesk desk)
    {
        var rfc = operation.Text("rtaxpayer_id");
        var accepted = new XElement(Views + "aceptacion");
        var rejected = new XElement(Views + "rechazo");
        foreach (var word in operation.Descendants().Where(element => element.Name.LocalName == "UUID_AR"))
        {
            var uuid = word.Text("uuid");
            var accept = word.Text("respuesta") == "A" || word.Text("respuesta").StartsWith("Acepta", StringComparison.OrdinalIgnoreCase);
            var answer = new XElement(Views + (accept ? "Acepta" : "Rechaza"), Element("uuid", uuid), Element("status", desk.AnswerAs(rfc, uuid, accept)));
            (accept ? accepted : rejected).Add(answer);
        }

        return [accepted, rejected];
    }

    private static XElement[] QueryPending(XElement operation, CancellationDesk desk, Ledger ledger) => ledger.FindByUuid(operation.Text("uuid")) is { } stamp
        ? [Element("status", desk.WordsOf(stamp).EstatusCancelacion), Element("uuid", stamp.Uuid)]
        : [Element("error", $"UUID: {operation.Text("uuid")} No Encontrado")];

    /// <summary>Why the certificate that came along is not the taxpayer's; null when it is, or when none came and the one left in the panel serves.</summary>
    private static string? WrongCertificate(XElement operation, string whose)
    {
        var given = Bytes(operation, "cer");
        if (given.Length == 0)
            return null;
        using var certificado = Certificado.Read(Der(given));
        return certificado?.Rfc == operation.Text(whose) ? null : "305 - Certificado Inválido";
    }

    /// <summary>Finkok wants PEM; DER is taken too.</summary>
    private static byte[] Der(byte[] given)
    {
        var text = Encoding.ASCII.GetString(given);
        return System.Security.Cryptography.PemEncoding.TryFind(text, out var pem) ? Convert.FromBase64String(text[pem.Base64Data]) : given;
    }

    private static string Of(XElement element, string attribute) => element.Attribute(attribute)?.Value ?? "";
}
