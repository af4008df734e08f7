using System.Buffers.Binary;
using System.IO.Compression;

namespace Honorario.Archivos.Imagenes;

/// <summary>A picture that can be printed.</summary>
public sealed record Picture(FileKind Kind, int Width, int Height);

/// <summary>Looks whether a picture is whole and of a kind that prints; nothing of it is decoded but counted.</summary>
public static class PictureReader
{
    /// <summary>Pixels a side.</summary>
    public const int Largest = 4000;

    private const string What = "PNG o JPEG de hasta 4,000 píxeles por lado";

    public static Read<Picture> Read(BroughtFile file)
    {
        var kind = FileKinds.Of(file.Content);
        return kind switch
        {
            FileKind.Png => OfPng(file.Content),
            FileKind.Jpeg => OfJpeg(file.Content),
            FileKind.WebP => Refuse($"La imagen es WebP: debe ser una imagen {What}."),
            FileKind.Gif => Refuse($"La imagen es GIF: debe ser una imagen {What}."),
            FileKind.Xml or FileKind.Html when file.Content.AsSpan(0, Math.Min(file.Content.Length, 4096)).IndexOf("<svg"u8) >= 0 =>
                Refuse($"La imagen es SVG: debe ser una imagen {What}."),
            _ => Refuse($"El archivo es {FileKinds.Name(kind)}: debe ser una imagen {What}."),
        };
    }

    private static Read<Picture> Refuse(string sentence) => new(null, sentence);

    private static Read<Picture> Broken() => Refuse("La imagen está incompleta o dañada: guárdala otra vez como PNG o JPEG.");

    private static Read<Picture> Sized(FileKind kind, int width, int height) => width is > 0 and <= Largest && height is > 0 and <= Largest
        ? new Picture(kind, width, height)
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
                if (!Sized(FileKind.Png, width, height).Ok)
                    return Sized(FileKind.Png, width, height);
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
        if (bits == 16)
            return Refuse("La imagen PNG es de 16 bits por color: guárdala de 8.");
        pixels.Position = 0;
        return interlaced || Inflated(pixels) >= (long)height * (1 + (((long)width * channels * bits) + 7) / 8) ? Sized(FileKind.Png, width, height)
            : Broken();
    }

    private static long Inflated(Stream pixels)
    {
        var (total, buffer) = (0L, new byte[81920]);
        try
        {
            using var inflate = new ZLibStream(pixels, CompressionMode.Decompress);
            for (int count; (count = inflate.Read(buffer)) > 0 && total < 1L << 28;)
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
                    return Judge(width, height, components);
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

    private static Read<Picture> Judge(int width, int height, int components) => components == 4
        ? Refuse("La imagen JPEG está en CMYK, los colores de imprenta: guárdala en RGB, o como PNG.")
        : components is 1 or 3 && width > 0 ? Sized(FileKind.Jpeg, width, height) : Broken();
}
