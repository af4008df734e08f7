using System.IO.Compression;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Externos;

/// <summary>Takes files out of their ZIPs, of ZIPs in ZIPs too, and tells what each one is.</summary>
internal static class Unpacker
{
    public const int MostEntries = 1000;
    public const int MostBytes = 10 * 1024 * 1024;
    public const int MostUnpacked = 100 * 1024 * 1024;
    private const int Deepest = 3;

    /// <summary>Each file's bytes are handed to <paramref name="keep"/> as they come, in the order of the pieces.</summary>
    public static Read<Pieces> Read(IReadOnlyList<BroughtFile> files, Action<byte[]> keep)
    {
        try
        {
            var all = new List<BroughtFile>();
            var left = (long)MostUnpacked;
            foreach (var file in files)
                Open(file, 0, all, ref left);
            var xmls = all.Select(file => XmlFacts.Of(file)).ToList();
            var rfcs = xmls.OfType<XmlFacts>().SelectMany(xml => xml.Rfcs).Distinct().ToList();
            var pieces = new List<Piece>();
            for (var at = 0; at < all.Count; at++)
            {
                var file = all[at];
                pieces.Add(xmls[at] is { } xml ? new Piece(file.Name, xml.Kind, xml.Root, xml.Uuid, xml.Rfcs, null)
                    : IsPdf(file) ? new Piece(file.Name, PieceKind.Pdf, "", "", [], PdfText.Of(file.Content, rfcs))
                    : new Piece(file.Name, PieceKind.Other, "", "", [], null));
                keep(file.Content);
            }

            return new Pieces(pieces);
        }
        catch (UnreadableException refused)
        {
            return new Read<Pieces>(null, refused.Message);
        }
    }

    private static bool IsPdf(BroughtFile file) => FileKinds.Of(file.Content) == FileKind.Pdf
        || file.Name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);

    private static void Open(BroughtFile file, int depth, List<BroughtFile> all, ref long left)
    {
        var isZip = FileKinds.Of(file.Content) == FileKind.Zip;
        if (!isZip && !file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            all.Add(file);
            return;
        }

        if (!isZip || depth >= Deepest)
            throw Closed(file.Name);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Content, writable: false));
            if (archive.Entries.Count + all.Count > MostEntries)
                throw Closed(file.Name);
            foreach (var entry in archive.Entries.Where(entry => entry.Name.Length > 0 && !IsOfTheSystem(entry)))
            {
                if (entry.IsEncrypted)
                    throw Closed(file.Name);
                var content = Content(entry, Math.Min(left, MostBytes), file.Name);
                left -= content.Length;
                Open(new BroughtFile($"{file.Name}/{entry.FullName}", content), depth + 1, all, ref left);
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or NotSupportedException or IOException or ArgumentException)
        {
            throw Closed(file.Name);
        }
    }

    private static UnreadableException Closed(string name) => new(
        $"{name} no se puede abrir: debe ser un ZIP sin contraseña, de hasta {MostEntries} archivos de {MostBytes / 1024 / 1024} MB y "
            + $"{MostUnpacked / 1024 / 1024} MB en total, con a lo más {Deepest} ZIP uno dentro de otro.");

    /// <summary>What Mac and Windows add beside the user's own.</summary>
    private static bool IsOfTheSystem(ZipArchiveEntry entry) =>
        entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) || entry.FullName.Contains("/__MACOSX/", StringComparison.Ordinal)
        || entry.Name.StartsWith("._", StringComparison.Ordinal) || entry.Name is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    /// <summary>What an entry says of its length is not believed.</summary>
    private static byte[] Content(ZipArchiveEntry entry, long most, string zip)
    {
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = content.Read(buffer)) > 0; bytes.Write(buffer, 0, count))
        {
            if (bytes.Length + count > most)
                throw Closed(zip);
        }

        return bytes.ToArray();
    }
}
