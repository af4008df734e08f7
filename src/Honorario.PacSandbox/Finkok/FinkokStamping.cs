using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using static Honorario.PacSandbox.FinkokAnswers;

namespace Honorario.PacSandbox;

/// <summary>Finkok's service stamp.</summary>
internal static class FinkokStamping
{
    /// <returns>The answer's content; null when there is no such operation.</returns>
    public static IEnumerable<XElement>? Carry(XElement operation, HttpContext context)
    {
        var services = context.RequestServices;
        var desk = services.GetRequiredService<StampingDesk>();
        var fault = (context.Items[typeof(Fault)] as Fault)?.Mode;
        return operation.Name.LocalName switch
        {
            "stamp" or "quick_stamp" => Of(desk.Stamp(Bytes(operation, "xml"), null), fault),
            "sign_stamp" => SignStamp(operation, desk, services.GetRequiredService<StoredCsds>(), fault),
            "stamped" when fault != "late-307" && desk.Find(Bytes(operation, "xml")) is { } stamp => Of(stamp),
            "stamped" => Incidence("603", "El CFDI no contiene un timbre previo"),
            "query_pending" => Pending(services.GetRequiredService<Ledger>().FindByUuid(operation.Text("uuid")), operation.Text("uuid")),
            _ => null,
        };
    }

    private static XElement[] SignStamp(XElement operation, StampingDesk desk, StoredCsds csds, string? fault)
    {
        if (SafeXml.Load(Bytes(operation, "xml")).Root is not { } root)
            return Incidence("301", "XML mal formado");
        using var csd = csds.Open(root.Element(root.Name.Namespace + "Emisor")?.Attribute("Rfc")?.Value ?? "");
        if (csd is null)
            return Incidence("720", "El RFC no tiene un certificado activo");
        Sealer.Seal(root, csd);
        return Of(desk.Stamp(CfdiWriter.Write(root), null), fault);
    }

    private static XElement[] Pending(Stamp? stamp, string uuid) => stamp is null
        ? [Element("error", Guid.TryParse(uuid, out _) ? $"UUID {uuid} No Encontrado" : "UUID con formato invalido")]
        : [Element("status", "F"), Element("xml", Encoding.UTF8.GetString(stamp.Xml)), Element("uuid", stamp.Uuid), Element("uuid_status", "Vigente")];
}
