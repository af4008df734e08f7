using System.Xml.Linq;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>Writes a document as XML: prefixes and schema locations as SAT wants them, amounts with the decimals they carry.</summary>
/// <remarks>Source: Anexo 20, <c>cfdv40.xsd</c>, <c>Pagos20.xsd</c>, <c>TimbreFiscalDigitalv11.xsd</c>.</remarks>
public static class CfdiWriter
{
    /// <summary>The document's bytes, UTF-8 without a byte order mark and without indentation.</summary>
    /// <exception cref="ArgumentException">A text has a character that XML does not admit.</exception>
    public static byte[] Write(Comprobante comprobante)
    {
        using var target = new Utf8Target();
        new Walk(target).Comprobante(comprobante);
        return target.Xml.ToArray();
    }

    /// <summary>An element's bytes, UTF-8 with an XML declaration.</summary>
    public static byte[] Write(XElement root) => Utf8Xml.Write(root);

    /// <summary>The document's root element.</summary>
    public static XElement ToXml(Comprobante document)
    {
        var target = new TreeTarget();
        new Walk(target).Comprobante(document);
        return target.Root;
    }

    /// <summary>The stamp's element, ready to go into a document's Complemento.</summary>
    public static XElement ToXml(TimbreFiscalDigital timbre)
    {
        var target = new TreeTarget();
        new Walk(target).Timbre(timbre);
        return target.Root;
    }
}
