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
        var certified = document with
        {
            NoCertificado = csd.Certificado.NoCertificado,
            Certificado = csd.Certificado.Base64,
            Sello = "",
        };
        var xml = CfdiWriter.ToXml(certified);
        var sello = csd.Sign(CadenaOriginal.Of(xml));
        xml.SetAttributeValue("Sello", sello);
        return new SealedDocument(CfdiWriter.Write(xml), certified with { Sello = sello });
    }
}
