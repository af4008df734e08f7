using System.Buffers.Binary;

namespace Honorario.Archivos.Lectura;

/// <summary>What a file is, by what is inside; its name is not asked.</summary>
public enum FileKind
{
    Empty,
    Text,
    Xml,
    Html,
    Pdf,
    Zip,

    /// <summary>An Office document of before 2007, among them .xls.</summary>
    Ole,
    Png,
    Jpeg,
    WebP,
    Gif,

    /// <summary>A picture that is not read: TIFF, BMP, what telephones make.</summary>
    OtherPicture,
    Other,
}

/// <summary>Tells what a file is.</summary>
public static class FileKinds
{
    private const int Looked = 4096;

    public static FileKind Of(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return FileKind.Empty;
        if (content[..Math.Min(content.Length, 1024)].IndexOf("%PDF-"u8) is >= 0 and var at && (at == 0 || !LooksLikeText(content[..at]))
            || content.StartsWith("%PDF"u8))
            return FileKind.Pdf;
        if (content.StartsWith("PK\x03\x04"u8) || content.StartsWith("PK\x05\x06"u8))
            return FileKind.Zip;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return FileKind.Ole;
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
            return FileKind.Png;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileKind.Jpeg;
        if (content.StartsWith("GIF8"u8))
            return FileKind.Gif;
        if (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8))
            return FileKind.WebP;
        return IsPicture(content) ? FileKind.OtherPicture : Written(content);
    }

    private static bool IsPicture(ReadOnlySpan<byte> content) =>
        content.StartsWith("II*\0"u8) || content.StartsWith("MM\0*"u8)
        || (content.Length > 26 && content.StartsWith("BM"u8) && BinaryPrimitives.ReadInt32LittleEndian(content[2..]) == content.Length)
        || (content.Length > 12 && content[4..8].SequenceEqual("ftyp"u8)
            && (content[8..12].SequenceEqual("heic"u8) || content[8..12].SequenceEqual("heix"u8) || content[8..12].SequenceEqual("mif1"u8)
                || content[8..12].SequenceEqual("avif"u8)));

    /// <summary>What a file is said to be: "es un PDF", "está vacío".</summary>
    public static string Says(FileKind kind) => kind switch
    {
        FileKind.Empty => "está vacío",
        FileKind.Text => "es un archivo de texto",
        FileKind.Xml => "es un XML",
        FileKind.Html => "es una página web",
        FileKind.Pdf => "es un PDF",
        FileKind.Zip => "es un ZIP",
        FileKind.Ole => "es un documento de Office",
        FileKind.Png or FileKind.Jpeg or FileKind.Gif or FileKind.WebP => "es una imagen",
        FileKind.OtherPicture => "es una imagen de otro formato",
        _ => "es un archivo de otro tipo",
    };

    /// <summary>Text of any encoding, among it XML and HTML.</summary>
    private static FileKind Written(ReadOnlySpan<byte> content)
    {
        var text = TextDecoding.Decode(content[..Math.Min(content.Length, Looked)], cut: content.Length > Looked);
        if (text is null)
            return FileKind.Other;
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
            return start.Contains("<html", StringComparison.OrdinalIgnoreCase) ? FileKind.Html : FileKind.Xml;
        if (start is ['<', ..])
        {
            return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.Contains("<html", StringComparison.OrdinalIgnoreCase)
                || start.Contains("<table", StringComparison.OrdinalIgnoreCase) || start.Contains("<td", StringComparison.OrdinalIgnoreCase)
                ? FileKind.Html
                : FileKind.Xml;
        }

        return start.Length > 0 ? FileKind.Text : FileKind.Empty;
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> content) => content.IndexOfAny((byte)',', (byte)';', (byte)'\t') >= 0;

    /// <summary>A ZIP's inflated size as its directory declares it, in bytes; 0 where there is none to read.</summary>
    internal static long DeclaredSize(ReadOnlySpan<byte> zip)
    {
        var total = 0L;
        for (var at = zip.IndexOf("PK\x01\x02"u8); at >= 0 && at + 46 <= zip.Length;)
        {
            total += BinaryPrimitives.ReadUInt32LittleEndian(zip[(at + 24)..]);
            var next = at + 46 + BinaryPrimitives.ReadUInt16LittleEndian(zip[(at + 28)..]) + BinaryPrimitives.ReadUInt16LittleEndian(zip[(at + 30)..])
                + BinaryPrimitives.ReadUInt16LittleEndian(zip[(at + 32)..]);
            at = next + 4 <= zip.Length && zip[next..].StartsWith("PK\x01\x02"u8) ? next : -1;
        }

        return total;
    }
}
