using PdfSharp.Drawing;

namespace Honorario.Printing.Drawing;

/// <summary>How a text looks, how wide it is and where its lines break. Lengths are points.</summary>
internal sealed class TextStyle(Typeface face, double size, XBrush brush)
{
    public double LineHeight { get; } = Math.Round(size * 1.32, 2);

    public static TextStyle Of(Typeface face, double size) => new(face, size, XBrushes.Black);

    public double Measure(ReadOnlySpan<char> text) => face.Measure(text) * size;

    /// <summary>Draws one line with its top left corner at the point.</summary>
    public void Draw(XGraphics page, string line, double x, double y)
    {
        foreach (var (own, text) in face.Pieces(line))
        {
            page.DrawString(text, own.At(size), brush, x, y + (size * 1.03));
            x += own.Measure(text) * size;
        }
    }

    public void DrawRight(XGraphics page, string line, double right, double y) => Draw(page, line, right - Measure(line), y);

    public void DrawCentered(XGraphics page, string line, double middle, double y) => Draw(page, line, middle - (Measure(line) / 2), y);

    /// <summary>Draws as many lines as the text needs in the width and returns the height they took.</summary>
    public double DrawWrapped(XGraphics page, string text, double x, double y, double width)
    {
        var lines = Wrap(text, width);
        for (var i = 0; i < lines.Count; i++)
            Draw(page, lines[i], x, y + (i * LineHeight));
        return lines.Count * LineHeight;
    }

    public double HeightOf(string text, double width) => Wrap(text, width).Count * LineHeight;

    /// <summary>Breaks the text at white space, and inside a word only where the word alone is wider than the line.</summary>
    public List<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var limit = width / size;
        var position = 0;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
                position++;
            if (position == text.Length)
                return lines;

            var end = LineEnd(text, position, limit);
            lines.Add(OneSpaced(text[position..end].TrimEnd()));
            position = end;
        }
    }

    private int LineEnd(string text, int start, double limit)
    {
        var used = 0.0;
        var lastBreak = -1;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
                lastBreak = i;
            used += face.Advance(text[i]);
            if (used <= limit || i == start || char.IsWhiteSpace(text[i]) || char.IsLowSurrogate(text[i]))
                continue;
            return lastBreak >= 0 ? lastBreak : i;
        }

        return text.Length;
    }

    private static string OneSpaced(string line) =>
        line.AsSpan().ContainsAny('\t', '\n', '\r') || line.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : line;
}
