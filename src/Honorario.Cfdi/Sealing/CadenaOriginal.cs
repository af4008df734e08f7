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
/// <remarks>Source: Anexo 20, section "Secuencia de formación" of the CFDI 4.0, of Pagos 2.0 and of the timbre 1.1.</remarks>
public static class CadenaOriginal
{
    /// <summary>Of a document as written. A complement that this library does not know contributes nothing.</summary>
    /// <param name="comprobante">The root element, <c>cfdi:Comprobante</c>.</param>
    public static string Of(XElement comprobante) => Cadena.Of(Schema.Comprobante, comprobante);

    /// <summary>Of a document as it would be written.</summary>
    public static string Of(Comprobante comprobante)
    {
        using var target = new Utf8Target();
        new Walk(target).Comprobante(comprobante);
        return Encoding.UTF8.GetString(target.CloseCadena());
    }

    /// <summary>Of a stamp: what the PAC's seal signs.</summary>
    public static string Of(TimbreFiscalDigital timbre) => OfTimbre(CfdiWriter.ToXml(timbre));

    internal static string OfTimbre(XElement timbre) => Cadena.Of(Schema.Timbre, timbre);
}
