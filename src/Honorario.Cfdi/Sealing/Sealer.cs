using System.Xml.Linq;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Sealing;

/// <summary>A sealed document and its bytes, which are what the PAC gets.</summary>
/// <param name="Xml">UTF-8; store before sending, send as stored.</param>
/// <param name="Comprobante">The document with its certificate and seal.</param>
public sealed record SealedDocument(byte[] Xml, Comprobante Comprobante);

/// <summary>Seals documents.</summary>
public static class Sealer
{
    /// <summary>Adds the certificate and the seal.</summary>
    /// <remarks>Source: Anexo 20, generación de sellos digitales.</remarks>
    public static SealedDocument Seal(Comprobante document, Csd csd)
    {
        var xml = CfdiWriter.ToXml(document);
        Seal(xml, csd);
        return new SealedDocument(CfdiWriter.Write(xml), document with
        {
            NoCertificado = csd.Certificado.NoCertificado,
            Certificado = csd.Certificado.Base64,
            Sello = xml.Attribute("Sello")!.Value,
        });
    }

    /// <summary>Sets the certificate and the seal of a document as it was read; nothing else of it changes.</summary>
    /// <param name="comprobante">The root element, not stamped yet.</param>
    /// <param name="csd">The issuer's.</param>
    public static void Seal(XElement comprobante, Csd csd)
    {
        comprobante.SetAttributeValue("NoCertificado", csd.Certificado.NoCertificado);
        comprobante.SetAttributeValue("Certificado", csd.Certificado.Base64);
        comprobante.SetAttributeValue("Sello", csd.Sign(CadenaOriginal.Of(comprobante)));
    }
}
