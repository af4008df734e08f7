using ZXing;
using ZXing.Common;
using ZXing.Multi.QrCode;

namespace Honorario.Archivos.Imagenes;

/// <summary>Reads QR codes, black on white or white on black.</summary>
internal static class QrReader
{
    /// <summary>White around the picture, in pixels: a code may begin at its very edge.</summary>
    private const int Margin = 16;

    /// <summary>Of a side, in pixels: a larger picture is looked at in half, a third… of its size.</summary>
    private const int Largest = 2600;

    private static readonly Dictionary<DecodeHintType, object> Hints = new() { [DecodeHintType.TRY_HARDER] = true };

    /// <returns>What the codes of the picture say; none where there is none.</returns>
    public static IReadOnlyList<string> Read(GrayPicture picture)
    {
        var (side, light) = (Math.Max(picture.Width, picture.Height), (LuminanceSource)Framed(picture));
        if (side < 21)
            return [];
        foreach (var seen in (LuminanceSource[])[light, light.invert()])
        {
            foreach (var binarizer in (Binarizer[])[new HybridBinarizer(seen), new GlobalHistogramBinarizer(seen)])
            {
                if (new QRCodeMultiReader().decodeMultiple(new BinaryBitmap(binarizer), Hints) is { Length: > 0 } found)
                    return [.. found.Select(code => code.Text)];
            }
        }

        return [];
    }

    private static RGBLuminanceSource Framed(GrayPicture picture)
    {
        var step = 1 + ((Math.Max(picture.Width, picture.Height) - 1) / Largest);
        var (width, height) = (picture.Width / step, picture.Height / step);
        var framed = new byte[(width + (2 * Margin)) * (height + (2 * Margin))];
        Array.Fill(framed, byte.MaxValue);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                framed[((y + Margin) * (width + (2 * Margin))) + x + Margin] = Mean(picture, x * step, y * step, step);
        }

        return new RGBLuminanceSource(framed, width + (2 * Margin), height + (2 * Margin), RGBLuminanceSource.BitmapFormat.Gray8);
    }

    private static byte Mean(GrayPicture picture, int left, int top, int side)
    {
        var sum = 0;
        for (var y = top; y < top + side; y++)
        {
            for (var x = left; x < left + side; x++)
                sum += picture.Light[(y * picture.Width) + x];
        }

        return (byte)(sum / (side * side));
    }
}
