using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>Which of SAT's documents a root element is.</summary>
/// <param name="Name">As a person calls it: <c>CFDI 3.3</c>.</param>
/// <param name="IsVerifiable">Whether the order of its cadena original is known, so that its seal can be verified.</param>
/// <remarks>Source: Anexo 20 (CFDI 4.0, 3.3 and earlier) and its part on retenciones e información de pagos (1.0 and 2.0).</remarks>
public sealed record SatDocument(string Name, bool IsVerifiable)
{
    private const string Cfd = "http://www.sat.gob.mx/cfd/";
    private const string Retenciones = "http://www.sat.gob.mx/esquemas/retencionpago/";

    /// <summary>Names a document by its root; null when it is none of SAT's.</summary>
    /// <param name="root">The root element.</param>
    public static SatDocument? Of(XElement root) => Of(root.Name, (root.Attribute("Version") ?? root.Attribute("version"))?.Value);

    internal static SatDocument? Of(SatElement root) => Of(root.Name, root.Text("Version") ?? root.Text("version"));

    private static SatDocument? Of(XName root, string? written)
    {
        var version = written?.Trim() ?? "";
        return (root.NamespaceName, root.LocalName, version) switch
        {
            (Cfd + "4", "Comprobante", _) => new SatDocument("CFDI 4.0", true),
            (Cfd + "3", "Comprobante", _) => new SatDocument($"CFDI {version}".TrimEnd(), version == "3.3"),
            (Cfd + "2", "Comprobante", _) => new SatDocument($"CFD {version}".TrimEnd(), false),
            (Retenciones + "1", "Retenciones", _) => new SatDocument("CFDI de retenciones e información de pagos 1.0", version == "1.0"),
            (Retenciones + "2", "Retenciones", _) => new SatDocument("CFDI de retenciones e información de pagos 2.0", version == "2.0"),
            _ => null,
        };
    }
}
