using Honorario.Archivos.Imagenes;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;

namespace Honorario.Archivos.Paginas;

/// <summary>What the QR codes of a PDF's pages say, be they pictures or drawn of black squares.</summary>
internal static class PageCodes
{
    /// <summary>Of a page; the code is not hidden among hundreds.</summary>
    private const int MostPictures = 20;

    /// <summary>A code has at least so many squares, and none is larger than a corner's frame, in points.</summary>
    private const int FewestSquares = 60;

    private const double LargestSquare = 40;

    /// <summary>Pixels a point.</summary>
    private const int Scale = 4;

    /// <returns>What can be read; a picture that is damaged says nothing.</returns>
    public static List<string> Of(IEnumerable<Page> pages)
    {
        var codes = new List<string>();
        foreach (var page in pages)
        {
            foreach (var picture in page.GetImages().Take(MostPictures))
                codes.AddRange(Read(() => Picture(picture)));
            codes.AddRange(Read(() => Drawn(page)));
        }

        return [.. codes.Distinct()];
    }

    private static IReadOnlyList<string> Read(Func<GrayPicture?> see)
    {
        try
        {
            return see() is { } picture ? QrReader.Read(picture) : [];
        }
        catch (Exception damaged) when (Pdf.IsDamage(damaged))
        {
            return [];
        }
    }

    private static GrayPicture? Picture(IPdfImage image)
    {
        if ((long)image.WidthInSamples * image.HeightInSamples > Pixels.Most)
            return null;
        if (Photograph(image) is { } jpeg)
            return Pixels.Gray(jpeg);
        return image.TryGetPng(out var png) ? Pixels.Gray(png) : null;
    }

    /// <summary>A photograph stands in a PDF as the JPEG that it was, bare or wrapped once more.</summary>
    private static byte[]? Photograph(IPdfImage image)
    {
        var filters = DefaultFilterProvider.Instance.GetFilters(image.ImageDictionary);
        if (filters is not [.., DctDecodeFilter])
            return null;
        Memory<byte> bytes = image.RawBytes.ToArray();
        for (var at = 0; at < filters.Count - 1; at++)
            bytes = filters[at].Decode(bytes, image.ImageDictionary, DefaultFilterProvider.Instance, at);
        return bytes.ToArray();
    }

    /// <summary>Paints the small dark rectangles of a page, as programs draw a code that stays sharp.</summary>
    private static GrayPicture? Drawn(Page page)
    {
        var squares = page.Paths.Where(path => path.IsFilled && !path.IsClipping && IsDark(path.FillColor))
            .SelectMany(path => path.Select(part => part.GetBoundingRectangle())).OfType<PdfRectangle>()
            .Where(one => one.Width is > 0 and < LargestSquare && one.Height is > 0 and < LargestSquare).ToList();
        if (squares.Count < FewestSquares)
            return null;
        var (left, top) = (squares.Min(one => one.Left), squares.Max(one => one.Top));
        var (width, height) = (At(squares.Max(one => one.Right) - left), At(top - squares.Min(one => one.Bottom)));
        if (width < 1 || height < 1 || (long)width * height > Pixels.Most)
            return null;
        var light = new byte[width * height];
        Array.Fill(light, byte.MaxValue);
        foreach (var square in squares)
        {
            var from = Math.Clamp(At(square.Left - left), 0, width);
            var to = Math.Clamp(At(square.Right - left), from, width);
            for (var y = Math.Max(0, At(top - square.Top)); y < Math.Min(height, At(top - square.Bottom)); y++)
                light.AsSpan((y * width) + from, to - from).Clear();
        }

        return new GrayPicture(width, height, light);
    }

    private static bool IsDark(UglyToad.PdfPig.Graphics.Colors.IColor? color) =>
        color is null || color.ToRGBValues() is var (red, green, blue) && red + green + blue < 1;

    private static int At(double points) => (int)Math.Round(points * Scale);
}
