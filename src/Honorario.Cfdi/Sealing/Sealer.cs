using System.Text;
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
    /// <exception cref="ArgumentException">A text has a character that XML does not admit.</exception>
    /// <exception cref="NotSupportedException">It has a complement whose cadena original is not known.</exception>
    /// <remarks>Source: Anexo 20, generación de sellos digitales.</remarks>
    public static SealedDocument Seal(Comprobante document, Csd csd)
    {
        var certified = document with
        {
            NoCertificado = csd.Certificado.NoCertificado,
            Certificado = csd.Certificado.Base64,
            Sello = csd.RoomForSeal,
        };
        using var target = new Utf8Target();
        new Walk(target).Comprobante(certified);
        if (target.NotCovered is { } unknown)
            throw new NotSupportedException($"The cadena original of {unknown} is not known.");
        var sello = csd.Sign(target.CloseCadena());
        var xml = target.Xml.ToArray();
        Encoding.ASCII.GetBytes(sello, SealIn(xml));
        return new SealedDocument(xml, certified with { Sello = sello });
    }

    /// <summary>Sets the certificate and the seal of a document as it was read; nothing else of it changes.</summary>
    /// <param name="comprobante">The root element, not stamped yet.</param>
    /// <param name="csd">The issuer's.</param>
    /// <exception cref="NotSupportedException">It has a complement whose cadena original is not known: <see cref="CadenaOriginal.NotCovered"/>.</exception>
    public static void Seal(XElement comprobante, Csd csd)
    {
        if (CadenaOriginal.NotCovered(comprobante) is [var unknown, ..])
            throw new NotSupportedException($"The cadena original of {unknown.Name} is not known.");
        comprobante.SetAttributeValue("NoCertificado", csd.Certificado.NoCertificado);
        comprobante.SetAttributeValue("Certificado", csd.Certificado.Base64);
        comprobante.SetAttributeValue("Sello", csd.Sign(CadenaOriginal.Of(comprobante)));
    }

    /// <summary>Where the seal is: before it are only attributes of the root, and no value of theirs has a bare quotation mark.</summary>
    private static Span<byte> SealIn(byte[] xml)
    {
        var name = " Sello=\""u8;
        return xml.AsSpan(xml.AsSpan().IndexOf(name) + name.Length);
    }
}
