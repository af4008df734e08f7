using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Serialization;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Imagenes;

/// <summary>A picture that can be printed.</summary>
public sealed record Picture(FileKind Kind, int Width, int Height)
{
    /// <summary>The PNG or JPEG to print: as it was brought, or made of what does not print. Its bytes travel apart.</summary>
    [JsonIgnore]
    public byte[] Content { get; set; } = [];
}

/// <summary>
/// Looks whether a picture is whole. A PNG or JPEG that prints is counted and not decoded; a JPEG in CMYK, a PNG of 16 bits, a WebP and a GIF are made
/// one that does.
/// </summary>
public static class PictureReader
{
    /// <summary>Pixels a side.</summary>
    public const int Largest = 4000;

    /// <summary>Bytes of pixels that a picture may have beyond its own.</summary>
    private const int Spare = 64 * 1024;

    private const string What = "PNG, JPEG, WebP o GIF de hasta 4,000 píxeles por lado";

    public static Read<Picture> Read(BroughtFile file)
    {
        var kind = FileKinds.Of(file.Content);
        return kind switch
        {
            FileKind.Png => OfPng(file.Content),
            FileKind.Jpeg => OfJpeg(file.Content),
            FileKind.WebP when file.Content.Length < BinaryPrimitives.ReadUInt32LittleEndian(file.Content.AsSpan(4)) + 8L => Broken(),
            FileKind.WebP or FileKind.Gif => Converted(file.Content),
            FileKind.Xml or FileKind.Html when file.Content.AsSpan(0, Math.Min(file.Content.Length, 4096)).IndexOf("<svg"u8) >= 0 =>
                Refuse($"La imagen es SVG: debe ser una imagen {What}."),
            _ => Refuse($"El archivo {FileKinds.Says(kind)}: debe ser una imagen {What}."),
        };
    }

    private static Read<Picture> Refuse(string sentence) => new(null, sentence);

    private static Read<Picture> Broken() => Refuse("La imagen está incompleta o dañada: guárdala otra vez como PNG o JPEG.");

    private static Read<Picture> Converted(byte[] picture)
    {
        try
        {
            if (Pixels.Size(picture) is not var (width, height))
                return Broken();
            if (Sized(picture, width, height) is { Ok: false } refused)
                return refused;
            return Sized(Pixels.Printable(picture), width, height);
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            return Refuse("La imagen está dañada o es una animación: guárdala otra vez como PNG o JPEG.");
        }
    }

    private static Read<Picture> Sized(byte[] picture, int width, int height) => width is > 0 and <= Largest && height is > 0 and <= Largest
        ? new Picture(FileKinds.Of(picture), width, height) { Content = picture }
        : Refuse($"La imagen mide {width:N0} × {height:N0} píxeles: guárdala más pequeña, con unos 600 píxeles de ancho basta.");

    /// <summary>Chunks up to IEND, and as many bytes of pixels as the size says.</summary>
    private static Read<Picture> OfPng(byte[] png)
    {
        var (width, height, bits, color, interlaced) = (0, 0, 0, 0, false);
        using var pixels = new MemoryStream();
        var ended = false;
        for (var at = 8; at + 12 <= png.Length && !ended;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
                return Broken();
            var type = png.AsSpan(at + 4, 4);
            var data = png.AsSpan(at + 8, (int)length);
            if (type.SequenceEqual("IHDR"u8) && length >= 13)
            {
                (width, height) = ((int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(data), int.MaxValue),
                    (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(data[4..]), int.MaxValue));
                (bits, color, interlaced) = (data[8], data[9], data[12] == 1);
                if (Sized(png, width, height) is { Ok: false } refused)
                    return refused;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                pixels.Write(data);
            }

            ended = type.SequenceEqual("IEND"u8);
            at += 12 + (int)length;
        }

        var channels = color switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (!ended || width == 0 || channels == 0)
            return Broken();
        pixels.Position = 0;
        var needed = (long)height * (1 + (((long)width * channels * bits) + 7) / 8);
        // An interlaced one has a few more; one that has far more was made to burst what draws it.
        if (Inflated(pixels, (2 * needed) + Spare) is var inflated && (inflated > (2 * needed) + Spare || (!interlaced && inflated < needed)))
            return Broken();
        return bits == 16 ? Converted(png) : Sized(png, width, height);
    }

    private static long Inflated(Stream pixels, long most)
    {
        var (total, buffer) = (0L, new byte[81920]);
        try
        {
            using var inflate = new ZLibStream(pixels, CompressionMode.Decompress);
            for (int count; (count = inflate.Read(buffer)) > 0 && total <= most;)
                total += count;
        }
        catch (InvalidDataException)
        {
            return -1;
        }

        return total;
    }

    /// <summary>Segments up to the picture's end; without the end, printers show half of it.</summary>
    private static Read<Picture> OfJpeg(byte[] jpeg)
    {
        var (width, height, components) = (0, 0, 0);
        for (var at = 2; at + 4 <= jpeg.Length;)
        {
            if (jpeg[at] != 0xFF)
                return Broken();
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && at + 10 <= jpeg.Length)
                (height, width, components) = (BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 5)),
                    BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 7)), jpeg[at + 9]);
            at += 2 + length;
            if (marker == 0xDA)
            {
                at = EndOfScan(jpeg, at);
                if (at < 0)
                    return Broken();
                if (jpeg[at + 1] == 0xD9)
                    return Judge(jpeg, width, height, components);
            }
        }

        return Broken();
    }

    /// <summary>Where the marker after a scan's pixels stands; -1 when the file ends before.</summary>
    private static int EndOfScan(byte[] jpeg, int at)
    {
        for (; at + 1 < jpeg.Length; at++)
        {
            if (jpeg[at] == 0xFF && jpeg[at + 1] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
                return at;
        }

        return -1;
    }

    private static Read<Picture> Judge(byte[] jpeg, int width, int height, int components) => components switch
    {
        // The colours of a printing house.
        4 => Converted(jpeg),
        1 or 3 when width > 0 => Sized(jpeg, width, height),
        _ => Broken(),
    };
}
