using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice made elsewhere, as it came; the printed form is optional.</summary>
public sealed record ExternalFiles(byte[] Xml, byte[]? Pdf)
{
    private static readonly string[] TestAuthorities = [SelfIssued.Issuer, "AC UAT"];

    /// <summary>Finds the XML and its PDF among files, or inside the ZIP that they are.</summary>
    public static Result<ExternalFiles> From(IReadOnlyList<Download> files)
    {
        var unpacked = Unpack.All(files);
        if (unpacked.Value is not { } all)
            return unpacked.Problems.ToList();
        var (xmls, pdfs) = (all.Where(Unpack.IsXml).ToList(), all.Where(Unpack.IsPdf).ToList());
        if (xmls.Count != 1)
            return new Problem("Xml", xmls.Count == 0 ? "Falta el XML." : $"Hay {xmls.Count} XML y aquí va uno: deja sólo el suyo.");
        if (pdfs.Count > 1)
            return new Problem("Pdf", $"Hay {pdfs.Count} PDF y aquí va uno: deja sólo el suyo.");
        return new ExternalFiles(xmls[0].Content, pdfs.FirstOrDefault()?.Content);
    }

    /// <summary>Whether its seal is of no authority, or of one for tests.</summary>
    internal static bool HasNoFiscalValue(Comprobante document) =>
        CertificateOf(document) is not { } certificate || TestAuthorities.Contains(certificate.Issuer);

    internal static (string Rfc, string Issuer, bool IsFiel)? CertificateOf(Comprobante document)
    {
        var der = new byte[document.Certificado?.Length ?? 0];
        if (!Convert.TryFromBase64String(document.Certificado ?? "", der, out var length))
            return null;
        using var certificate = Certificado.Read(der.AsSpan(0, length));
        return certificate is null ? null : (certificate.Rfc, certificate.Issuer, certificate.IsFiel);
    }
}
