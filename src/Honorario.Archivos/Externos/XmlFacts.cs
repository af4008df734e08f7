using System.Xml;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Externos;

/// <summary>What an XML is, by its root, and whose.</summary>
internal sealed record XmlFacts(PieceKind Kind, string Root, string Uuid, IReadOnlyList<string> Rfcs)
{
    private const string Cfdi4 = "http://www.sat.gob.mx/cfd/4";
    private const int MostNodes = 1_000_000;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1024,
        MaxCharactersInDocument = 32 * 1024 * 1024 };

    /// <returns>Null for what is neither an XML nor called one.</returns>
    public static XmlFacts? Of(BroughtFile file)
    {
        if (FileKinds.Of(file.Content) != FileKind.Xml && !file.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            return null;
        var (root, kind, uuid, rfcs) = ("", PieceKind.OtherXml, "", new List<string>());
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(file.Content, writable: false), Settings);
            for (var nodes = 0; xml.Read() && nodes < MostNodes; nodes++)
            {
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                if (root.Length == 0)
                    (root, kind) = Rooted(xml);
                else if (xml.LocalName == "TimbreFiscalDigital" && uuid.Length == 0)
                    uuid = xml.GetAttribute("UUID")?.ToUpperInvariant() ?? "";
                else if (xml.LocalName is "Emisor" or "Receptor" && xml.Depth == 1
                    && (xml.GetAttribute("Rfc") ?? xml.GetAttribute("RfcE") ?? xml.GetAttribute("rfc")) is { Length: > 0 } rfc)
                    rfcs.Add(rfc.ToUpperInvariant());
                if (kind == PieceKind.OtherXml && IsAcuse(xml.LocalName))
                    kind = PieceKind.Acuse;
            }
        }
        catch (XmlException)
        {
            // A malformed CFDI is one still: its reader says where it is broken. So is what nothing else can be told of.
            kind = root.Length == 0 ? PieceKind.Cfdi : kind;
        }

        return new XmlFacts(kind, root, uuid, rfcs);
    }

    private static (string Root, PieceKind Kind) Rooted(XmlReader xml)
    {
        var version = xml.GetAttribute("Version") ?? xml.GetAttribute("version") ?? "";
        var kind = xml.LocalName switch
        {
            "Comprobante" when xml.NamespaceURI == Cfdi4 => PieceKind.Cfdi,
            "Comprobante" => PieceKind.OldCfdi,
            "Retenciones" => PieceKind.Retenciones,
            var name when IsAcuse(name) => PieceKind.Acuse,
            _ => PieceKind.OtherXml,
        };
        return ($"{xml.LocalName} {version}".Trim(), kind);
    }

    /// <summary>SAT answers a cancellation with a CancelaCFDResult, everything else with what calls itself an acuse.</summary>
    private static bool IsAcuse(string name) => name.Contains("Acuse", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("CancelaCFD", StringComparison.OrdinalIgnoreCase);
}
