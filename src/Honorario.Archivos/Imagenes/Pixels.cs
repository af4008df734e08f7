using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Advanced;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.PixelFormats;

namespace Honorario.Archivos.Imagenes;

/// <summary>How light each pixel is, from 0 (black) to 255, row by row.</summary>
internal sealed record GrayPicture(int Width, int Height, byte[] Light);

/// <summary>Decodes pictures, by one thread and never more of them than a page of paper has at 300 dots an inch.</summary>
internal static class Pixels
{
    /// <summary>Of a picture that is decoded.</summary>
    public const long Most = 16_000_000;

    private static readonly Configuration Kinds = new(
        new PngConfigurationModule(), new JpegConfigurationModule(), new WebpConfigurationModule(), new GifConfigurationModule())
    {
        MaxDegreeOfParallelism = 1,
        MemoryAllocator = MemoryAllocator.Create(new MemoryAllocatorOptions { MaximumPoolSizeMegabytes = 1 }),
    };

    /// <summary>Width and height in pixels, as the picture's head says; null when it has none.</summary>
    public static (int Width, int Height)? Size(byte[] picture) => Image.Identify(Kinds, picture, out _) is { } head ? (head.Width, head.Height) : null;

    /// <summary>The first picture of the file on white; null when it is larger than <see cref="Most"/> or of another kind.</summary>
    public static GrayPicture? Gray(byte[] picture)
    {
        if (Size(picture) is not var (width, height) || (long)width * height > Most)
            return null;
        using var image = Image.Load<Rgba32>(Kinds, picture);
        var light = new byte[image.Width * image.Height];
        for (var (y, at) = (0, 0); y < image.Height; y++)
        {
            foreach (var pixel in image.DangerousGetPixelRowMemory(y).Span)
            {
                var seen = ((pixel.R * 299) + (pixel.G * 587) + (pixel.B * 114)) / 1000;
                light[at++] = (byte)(255 - ((255 - seen) * pixel.A / 255));
            }
        }

        return new GrayPicture(image.Width, image.Height, light);
    }

    /// <summary>The first picture of the file as forms print it: JPEG in RGB, or PNG of 8 bits where any of it can be seen through.</summary>
    public static byte[] Printable(byte[] picture)
    {
        using var image = Image.Load<Rgba32>(Kinds, picture);
        using var bytes = new MemoryStream();
        if (Opaque(image))
            image.Save(bytes, new JpegEncoder { Quality = 92, ColorType = JpegColorType.YCbCrRatio444 });
        else
            image.Save(bytes, new PngEncoder { BitDepth = PngBitDepth.Bit8, ColorType = PngColorType.RgbWithAlpha });
        return bytes.ToArray();
    }

    private static bool Opaque(Image<Rgba32> image)
    {
        for (var y = 0; y < image.Height; y++)
        {
            foreach (var pixel in image.DangerousGetPixelRowMemory(y).Span)
            {
                if (pixel.A < byte.MaxValue)
                    return false;
            }
        }

        return true;
    }
}
