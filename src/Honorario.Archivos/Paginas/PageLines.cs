using System.Text;
using Honorario.Archivos.Tablas;
using UglyToad.PdfPig.Content;

namespace Honorario.Archivos.Paginas;

/// <summary>A word with its place: X from the left, Y from the top of the document's first page on, in points.</summary>
internal readonly record struct Placed(string Text, double Left, double Right, double Y, double Size);

/// <summary>Words that stand on one line, from left to right.</summary>
internal sealed record Line(double Y, double Size, IReadOnlyList<Placed> Placed)
{
    public string Text => string.Join(' ', Placed.Select(word => word.Text));
    public string Folded => Words.Of(Text);

    /// <summary>The part of it within a column; null when there is none.</summary>
    public Line? Within(double from, double to)
    {
        var words = Placed.Where(word => word.Left >= from && word.Left < to).ToList();
        return words.Count == 0 ? null : this with { Placed = words };
    }
}

/// <summary>All pages' words as lines, from the top of the first to the foot of the last.</summary>
internal static class PageLines
{
    private const double PageGap = 2000;

    public static List<Line> Of(IEnumerable<Page> pages)
    {
        var lines = new List<Line>();
        foreach (var page in pages)
        {
            var words = page.GetWords().Where(word => !string.IsNullOrWhiteSpace(word.Text)).Select(word => Place(word, page))
                .OrderBy(word => word.Y).ToList();
            for (var at = 0; at < words.Count;)
            {
                var (first, line) = (words[at], new List<Placed>());
                for (; at < words.Count && words[at].Y - first.Y <= Math.Max(2, first.Size * 0.3); at++)
                    line.Add(words[at]);
                lines.Add(new Line(first.Y, line.Max(word => word.Size), [.. line.OrderBy(word => word.Left)]));
            }
        }

        return lines;
    }

    /// <summary>By its baseline: the letters of a line have different heights.</summary>
    private static Placed Place(Word word, Page page)
    {
        var letter = word.Letters[0];
        return new Placed(
            Apart(word.Text.Trim()), word.BoundingBox.Left, word.BoundingBox.Right, (page.Number * PageGap) - letter.StartBaseLine.Y,
                Math.Max(4, Math.Abs(letter.PointSize)));
    }

    /// <summary>A font may write ﬁ as one letter.</summary>
    private static string Apart(string word) => string.Concat(word.Select(letter => letter is >= '\uFB00' and <= '\uFB06'
        ? letter.ToString().Normalize(NormalizationForm.FormKC) : letter.ToString()));
}
