using System.IO.Compression;

namespace Honorario.Billing.Facturacion;

/// <summary>Files as they were dropped, with those inside of ZIPs in the place of the ZIPs.</summary>
internal static class Unpack
{
    private const int MostEntries = 1000;
    private const int MostUnpacked = 100 * 1024 * 1024;

    /// <returns>All files, those of a ZIP named "ZIP/path"; or which of the ZIPs can't be opened.</returns>
    public static Result<List<Download>> All(IReadOnlyList<Download> files)
    {
        var all = new List<Download>();
        foreach (var file in files)
        {
            if (!Ends(file, ".zip"))
                all.Add(file);
            else if (Open(file) is { } opened)
                all.AddRange(opened);
            else
                return new Problem(
                    "Xml", $"{file.Name} no se puede abrir: debe ser un ZIP sin contraseña, de hasta {MostEntries} archivos de 10 MB y 100 MB en total.");
        }

        return all;
    }

    public static bool IsXml(Download file) => Ends(file, ".xml");

    public static bool IsPdf(Download file) => Ends(file, ".pdf");

    private static bool Ends(Download file, string ending) => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null for what is no ZIP, has a password or is bigger inside than it may be.</returns>
    private static List<Download>? Open(Download zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip.Content));
            if (archive.Entries.Count > MostEntries)
                return null;
            var (files, left) = (new List<Download>(), MostUnpacked);
            foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0 && !IsOfTheMac(entry)))
            {
                if (entry.IsEncrypted)
                    return null;
                var content = Read(entry, Math.Min(left, LoadExternalInvoice.MostBytes));
                left -= content.Length;
                files.Add(new Download($"{zip.Name}/{entry.FullName}", "", content));
            }

            return files;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What a Mac adds beside each file of a ZIP that it makes: of the same name and ending, but none of the user's.</summary>
    private static bool IsOfTheMac(ZipArchiveEntry entry) =>
        entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) || entry.Name.StartsWith("._", StringComparison.Ordinal) || entry.Name == ".DS_Store";

    /// <summary>What an entry says of its length is not believed.</summary>
    private static byte[] Read(ZipArchiveEntry entry, int most)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = content.Read(buffer)) > 0; bytes.Write(buffer, 0, count))
        {
            if (bytes.Length + count > most)
                throw new InvalidDataException($"{entry.FullName} is bigger than it may be.");
        }

        return bytes.ToArray();
    }
}
