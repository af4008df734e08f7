using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Honorario.Archivos.Tests;

/// <summary>A PDF whose words are put where they shall stand; places in points from the left and from the top.</summary>
internal sealed class Hoja : IDisposable
{
    private const double Height = 792;
    private static readonly byte[] FontBytes = ReadFont();
    private readonly PdfDocumentBuilder _builder = new();
    private readonly PdfDocumentBuilder.AddedFont _font;
    private PdfPageBuilder _page;

    public Hoja()
    {
        _font = _builder.AddTrueTypeFont(FontBytes);
        _page = _builder.AddPage(PageSize.Letter);
    }

    public void NextPage() => _page = _builder.AddPage(PageSize.Letter);

    public void Write(string text, double left, double top, double size = 8)
    {
        if (text.Length > 0)
            _page.AddText(text, size, new PdfPoint(left, Height - top), _font);
    }

    /// <summary>How wide a text is, in points.</summary>
    public double Width(string text, double size = 8) => text.Length == 0 ? 0
        : _page.MeasureText(text, size, new PdfPoint(0, 0), _font).Max(letter => letter.BoundingBox.Right);

    /// <summary>A text in lines that are no wider than a cell.</summary>
    public IReadOnlyList<string> Wrap(string text, double width, double size = 8)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && Width($"{lines[^1]} {word}", size) > width)
                lines.Add(word);
            else
                lines[^1] = $"{lines[^1]} {word}".Trim();
        }

        return lines;
    }

    /// <summary>A QR code as programs draw one that stays sharp: black squares.</summary>
    public void Code(string text, double left, double top, double side)
    {
        var code = Qr(text);
        var module = side / code.Width;
        _page.SetTextAndFillColor(0, 0, 0);
        for (var row = 0; row < code.Height; row++)
        {
            for (var column = 0; column < code.Width; column++)
            {
                if (code[column, row])
                    _page.DrawRectangle(new PdfPoint(left + (column * module), Height - top - ((row + 1) * module)), module, module, 0, fill: true);
            }
        }
    }

    /// <summary>A QR code as a picture of its own.</summary>
    public void CodePicture(string text, double left, double top, double side)
    {
        using var png = new MemoryStream();
        using (var picture = Scan(text, margin: 4, module: 4))
            picture.SaveAsPng(png);
        _page.AddPng(png.ToArray(), new PdfRectangle(left, Height - top - side, left + side, Height - top));
    }

    /// <summary>A page that somebody scanned: one JPEG with a QR code on it, and no text.</summary>
    public void ScannedCode(string text)
    {
        using var jpeg = new MemoryStream();
        using (var picture = Scan(text, margin: 60, module: 5))
            picture.SaveAsJpeg(jpeg);
        _page.AddJpeg(jpeg.ToArray(), new PdfRectangle(0, 0, 612, 612));
    }

    /// <summary>A page that somebody scanned: one JPEG of so many pixels.</summary>
    public void Scan(int width, int height) => _page.AddJpeg(Picture(width, height, png: false), new PdfRectangle(0, 0, 612, Height));

    /// <summary>Letters that are not seen, as a scanner lays them over its picture.</summary>
    public void WriteUnseen(string text, double left, double top)
    {
        _page.SetTextRenderingMode(TextRenderingMode.Neither);
        Write(text, left, top);
    }

    /// <summary>A picture of a page with some lines on it.</summary>
    public static byte[] Picture(int width, int height, bool png)
    {
        using var picture = new Image<L8>(width, height, new L8(255));
        for (var y = 0; y < height; y += 50)
        {
            for (var x = 0; x < width; x++)
                picture[x, y] = new L8((byte)(x % 97));
        }

        using var bytes = new MemoryStream();
        if (png)
            picture.SaveAsPng(bytes);
        else
            picture.SaveAsJpeg(bytes);
        return bytes.ToArray();
    }

    public byte[] Build() => _builder.Build();

    public void Dispose() => _builder.Dispose();

    private static BitMatrix Qr(string text) => new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);

    private static Image<L8> Scan(string text, int margin, int module)
    {
        var code = Qr(text);
        var picture = new Image<L8>((code.Width + (2 * margin)) * module, (code.Height + (2 * margin)) * module, new L8(255));
        for (var y = 0; y < code.Height * module; y++)
        {
            for (var x = 0; x < code.Width * module; x++)
                picture[x + (margin * module), y + (margin * module)] = new L8(code[x / module, y / module] ? (byte)0 : (byte)255);
        }

        return picture;
    }

    private static byte[] ReadFont()
    {
        using var font = typeof(Hoja).Assembly.GetManifestResourceStream("OpenSans-Regular.ttf")!;
        using var bytes = new MemoryStream();
        font.CopyTo(bytes);
        return bytes.ToArray();
    }
}
