using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

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

    public byte[] Build() => _builder.Build();

    public void Dispose() => _builder.Dispose();

    private static byte[] ReadFont()
    {
        using var font = typeof(Hoja).Assembly.GetManifestResourceStream("OpenSans-Regular.ttf")!;
        using var bytes = new MemoryStream();
        font.CopyTo(bytes);
        return bytes.ToArray();
    }
}
