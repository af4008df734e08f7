using Honorario.Archivos;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Lectura;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice made elsewhere, as it came; the printed form is optional.</summary>
/// <param name="Xml">The CFDI.</param>
/// <param name="Pdf">The printed form.</param>
/// <param name="PdfDoubt">Why the printed form may be of something else; null when its text says that it is this one's.</param>
/// <param name="PdfOfAnother">It is of something else: it is never kept as this one's printed form.</param>
public sealed record ExternalFiles(byte[] Xml, byte[]? Pdf, string? PdfDoubt = null, bool PdfOfAnother = false)
{
    /// <summary>The printed form as it came; null where the document is printed here.</summary>
    public byte[]? Printed => PdfOfAnother ? null : Pdf;

    private static readonly string[] TestAuthorities = [SelfIssued.Issuer, "AC UAT"];

    /// <summary>Finds the CFDI and its PDF among files, or inside the ZIP that they are.</summary>
    public static async Task<Result<ExternalFiles>> FromAsync(IArchivos archivos, IReadOnlyList<Download> files, CancellationToken ct)
    {
        var read = await archivos.UnpackAsync([.. files.Select(file => new BroughtFile(file.Name, file.Content))], ct);
        if (!read.Ok)
            return new Problem(FieldNames.Xml, read.Refusal);
        var sorted = Pairing.Sort(read.Value);
        if (sorted.Documents is not [var document])
            return new Problem(FieldNames.Xml,
                sorted.Documents.Count == 0 ? Missing(sorted) : $"Hay {sorted.Documents.Count} XML y aquí va uno: deja sólo el suyo.");
        var pdfs = sorted.LeftOut.Count(one => one.Piece.Kind == PieceKind.Pdf);
        if (pdfs > 0)
            return new Problem(FieldNames.Pdf, $"Hay {pdfs + (document.Pdf is null ? 0 : 1)} PDF y aquí va uno: deja sólo el suyo.");
        return Of(document);
    }

    internal static ExternalFiles Of(Paired document) => new(document.Xml.Content, document.Pdf?.Content, document.Doubt, document.OfAnother);

    /// <summary>What there is instead of a CFDI 4.0.</summary>
    internal static string Missing(Sorted sorted)
    {
        var other = sorted.LeftOut.FirstOrDefault(one => one.Piece.Kind is PieceKind.OldCfdi or PieceKind.Retenciones or PieceKind.Acuse or PieceKind.OtherXml);
        return other.Piece is null ? "Falta el XML." : $"Falta el XML del CFDI 4.0: {Path.GetFileName(other.Piece.Name)} {other.Why}.";
    }

    /// <summary>When somebody else's PAC stamped it, in UTC.</summary>
    public static DateTime StampedAt(Comprobante document) => PlaceClock.ToUtc(document.Timbre!.FechaTimbrado, PlaceClock.Centre);

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
