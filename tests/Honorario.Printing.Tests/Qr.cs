using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Honorario.Printing.Tests;

/// <summary>A QR code found in a PDF.</summary>
/// <param name="Text">What a phone reads.</param>
/// <param name="SideInMillimetres">From edge to edge, without the quiet zone.</param>
internal sealed record Qr(string Text, double SideInMillimetres)
{
    /// <summary>Paints the black paths of many rectangles as a phone would see them, and decodes them.</summary>
    public static List<Qr> ReadFrom(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return
        [
            .. from page in document.GetPages()
               from path in page.Paths
               where path.IsFilled && path.Count > 100
               select Read([.. path.Select(static rectangle => rectangle.GetBoundingRectangle()!.Value)]),
        ];
    }

    private static Qr Read(List<PdfRectangle> rectangles)
    {
        const int scale = 6, quiet = 40;
        double left = rectangles.Min(static r => r.Left), right = rectangles.Max(static r => r.Right), top = rectangles.Max(static r => r.Top);
        var size = (int)((right - left) * scale) + (2 * quiet);
        var picture = new byte[size * size];
        Array.Fill(picture, byte.MaxValue);
        foreach (var r in rectangles)
            for (var y = At(top - r.Top); y < At(top - r.Bottom); y++)
                for (var x = At(r.Left - left); x < At(r.Right - left); x++)
                    picture[(y * size) + x] = 0;

        var light = new RGBLuminanceSource(picture, size, size, RGBLuminanceSource.BitmapFormat.Gray8);
        var result = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(light)));
        return new Qr(result?.Text ?? "", (right - left) / 72 * 25.4);

        static int At(double points) => (int)Math.Round(points * scale) + quiet;
    }
}
