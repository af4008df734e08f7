using System.IO.Compression;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice made elsewhere, as it came; the printed form is optional.</summary>
public sealed record ExternalFiles(byte[] Xml, byte[]? Pdf)
{
    private const int MostEntries = 100;
    private static readonly string[] TestAuthorities = [SelfIssued.Issuer, "AC UAT"];

    /// <summary>Finds the XML and its PDF among files, or inside the ZIP that they are.</summary>
    public static Result<ExternalFiles> From(IReadOnlyList<Download> files)
    {
        var all = new List<Download>();
        foreach (var file in files)
        {
            if (!Ends(file, ".zip"))
                all.Add(file);
            else if (Open(file) is { } opened)
                all.AddRange(opened);
            else
                return new Problem("Xml", $"{file.Name} no se puede abrir: debe ser un ZIP de hasta {MostEntries} archivos de 10 MB.");
        }

        var (xmls, pdfs) = (all.Where(file => Ends(file, ".xml")).ToList(), all.Where(file => Ends(file, ".pdf")).ToList());
        if (xmls.Count != 1)
            return new Problem("Xml", xmls.Count == 0 ? "Falta el XML." : $"Hay {xmls.Count} XML y esta factura lleva uno: deja sólo el suyo.");
        if (pdfs.Count > 1)
            return new Problem("Pdf", $"Hay {pdfs.Count} PDF y esta factura lleva uno: deja sólo el suyo.");
        return new ExternalFiles(xmls[0].Content, pdfs.FirstOrDefault()?.Content);
    }

    private static bool Ends(Download file, string ending) => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null for what is no ZIP, or one that is bigger inside than it may be.</returns>
    private static List<Download>? Open(Download zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip.Content));
            return archive.Entries.Count > MostEntries ? null : [.. archive.Entries.Where(entry => entry.Name.Length > 0).Select(Read)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static Download Read(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = content.Read(buffer)) > 0; bytes.Write(buffer, 0, count))
        {
            if (bytes.Length + count > LoadExternalInvoice.MostBytes)
                throw new InvalidDataException($"{entry.Name} is bigger than it may be.");
        }

        return new Download(entry.Name, "", bytes.ToArray());
    }

    /// <summary>Whether its seal is of no authority, or of one for tests.</summary>
    internal static bool HasNoFiscalValue(Comprobante document) => CertificateOf(document) is not { } certificate || TestAuthorities.Contains(certificate.Issuer);

    internal static (string Rfc, string Issuer, bool IsFiel)? CertificateOf(Comprobante document)
    {
        var der = new byte[document.Certificado?.Length ?? 0];
        if (!Convert.TryFromBase64String(document.Certificado ?? "", der, out var length))
            return null;
        using var certificate = Certificado.Read(der.AsSpan(0, length));
        return certificate is null ? null : (certificate.Rfc, certificate.Issuer, certificate.IsFiel);
    }
}
