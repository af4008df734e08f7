using System.Collections.Concurrent;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Sealing;

/// <summary>What a seal is worth.</summary>
public enum SealState
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>The order of SAT's cadena original is not known for the document or for one of its complements: it may be right or not.</summary>
    NotVerifiable,

    /// <summary>It covers something else, or its certificate is not one or another than the document names.</summary>
    Invalid,

    /// <summary>The certificate in the document made it over this very document.</summary>
    Valid,
}

/// <summary>What a PAC's stamp is worth.</summary>
public enum StampState
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It stamps another document, or its seal is wrong.</summary>
    Invalid,

    /// <summary>It stamps this document, but the PAC's certificate is not at hand to check its seal.</summary>
    UnknownCertificate,

    /// <summary>The PAC's certificate made it over this document's seal.</summary>
    Valid,
}

/// <summary>Verifies seals and stamps of documents as they were read.</summary>
public static class SealVerifier
{
    private const int MostKnown = 256;

    /// <summary>Characters of the longest certificate read; SAT's have about two thousand.</summary>
    private const int LongestCertificate = 16 * 1024;

    /// <summary>
    /// Certificates already read, by their base64: an issuer's documents come by the hundred, and reading a certificate costs
    /// ten times what verifying a seal does.
    /// </summary>
    private static readonly ConcurrentDictionary<string, Certificado> Known = new(StringComparer.Ordinal);

    /// <summary>Verifies the issuer's seal with the certificate in the document.</summary>
    /// <param name="comprobante">The root element.</param>
    public static SealState Seal(XElement comprobante) => Seal(SatElement.Of(comprobante));

    internal static SealState Seal(SatElement comprobante)
    {
        if (string.IsNullOrWhiteSpace(comprobante.Attribute("Sello")?.Value))
            return SealState.Absent;
        return Seal(comprobante, Cadena.OfDocument(comprobante));
    }

    internal static SealState Seal(SatElement comprobante, Cadena? cadena)
    {
        var sello = comprobante.Attribute("Sello")?.Value;
        if (string.IsNullOrWhiteSpace(sello))
            return SealState.Absent;
        if (cadena is null)
            return SealState.NotVerifiable;
        var certificado = ReadCertificate((comprobante.Attribute("Certificado") ?? comprobante.Attribute("Cert"))?.Value);
        if (certificado is null || certificado.NoCertificado != (comprobante.Attribute("NoCertificado") ?? comprobante.Attribute("NumCert"))?.Value)
            return SealState.Invalid;
        if (cadena.Unknown.Count > 0)
            return SealState.NotVerifiable;
        if (certificado.Verifies(cadena.Text, sello) || (IsOldRetenciones(comprobante) && certificado.VerifiesSha1(cadena.Text, sello)))
            return SealState.Valid;
        return cadena.IsDoubtful ? SealState.NotVerifiable : SealState.Invalid;
    }

    /// <summary>Verifies the PAC's stamp.</summary>
    /// <param name="comprobante">The root element.</param>
    /// <param name="pac">The PAC's certificate, if at hand.</param>
    public static StampState Stamp(XElement comprobante, Certificado? pac)
    {
        if (comprobante.Element(comprobante.Name.Namespace + Schema.Complemento.LocalName)?.Element(Schema.Timbre.Name) is not { } timbre)
            return StampState.Absent;
        if (timbre.Attribute("selloCFD")?.Value == comprobante.Attribute("Sello")?.Value)
            return StampState.UnknownCertificate;
        if (timbre.Attribute("SelloCFD")?.Value != comprobante.Attribute("Sello")?.Value)
            return StampState.Invalid;
        if (pac is null || pac.NoCertificado != timbre.Attribute("NoCertificadoSAT")?.Value)
            return StampState.UnknownCertificate;
        return pac.Verifies(CadenaOriginal.OfTimbre(timbre), timbre.Attribute("SelloSAT")?.Value ?? "") ? StampState.Valid : StampState.Invalid;
    }

    /// <summary>Retenciones 1.0 was sealed over SHA-1 at first.</summary>
    private static bool IsOldRetenciones(SatElement root) => root.Attribute("NumCert") is not null && root.Name != Schema.Comprobante.Name;

    /// <summary>The certificate in a document's attribute.</summary>
    internal static Certificado? ReadCertificate(string? base64)
    {
        if (string.IsNullOrEmpty(base64) || base64.Length > LongestCertificate)
            return null;
        if (Known.TryGetValue(base64, out var known))
            return known;

        var der = new byte[(base64.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(base64, der, out var length) || Certificado.Read(der.AsSpan(0, length)) is not { } certificado)
            return null;
        if (Known.Count >= MostKnown)
            Known.Clear();
        Known[base64] = certificado;
        return certificado;
    }
}
