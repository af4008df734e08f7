using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Sealing;

/// <summary>
/// The cadena original: what a seal signs. Every present attribute in Anexo 20's order between bars, white space folded:
/// <c>||4.0|A|1|…||</c>. It is taken from the attributes as written, never from numbers read and written again.
/// </summary>
/// <remarks>Source: Anexo 20, section "Secuencia de formación" of the CFDI 4.0, of its complements, of the timbre 1.1, of the CFDI 3.3
/// and of the retenciones.</remarks>
public static class CadenaOriginal
{
    /// <summary>
    /// Of a document as written: a CFDI 4.0 or 3.3, or one of retenciones. A complement whose order is not known contributes nothing:
    /// <see cref="NotCovered"/> names it.
    /// </summary>
    /// <param name="root">The root element.</param>
    /// <returns>Bars alone for any other document.</returns>
    public static string Of(XElement root) => Cadena.OfDocument(SatElement.Of(root))?.Text ?? "||||";

    /// <summary>The complements of which <see cref="Of(XElement)"/> knows nothing: a seal over them can't be made nor verified.</summary>
    /// <param name="root">The root element.</param>
    public static IReadOnlyList<XElement> NotCovered(XElement root) => [.. Cadena.OfDocument(SatElement.Of(root))?.Unknown.Select(one => one.Source!) ?? []];

    /// <summary>Of a document as it would be written.</summary>
    public static string Of(Comprobante comprobante)
    {
        using var target = new Utf8Target();
        new Walk(target).Comprobante(comprobante);
        return Encoding.UTF8.GetString(target.CloseCadena());
    }

    /// <summary>Of a stamp: what the PAC's seal signs.</summary>
    public static string Of(TimbreFiscalDigital timbre) => OfTimbre(CfdiWriter.ToXml(timbre));

    internal static string OfTimbre(XElement timbre) => Cadena.OfTimbre(SatElement.Of(timbre));
}
