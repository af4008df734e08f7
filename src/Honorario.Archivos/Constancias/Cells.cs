using Honorario.Archivos.Paginas;

namespace Honorario.Archivos.Constancias;

/// <summary>Lines of a column that belong to one cell: they stand closer to each other than to those of the next.</summary>
internal sealed record Block(IReadOnlyList<Line> Lines)
{
    /// <summary>Between the lines of a cell there is at most this much of the letters' height.</summary>
    private const double Leading = 1.4;

    public double Top => Lines[0].Y;
    public double Bottom => Lines[^1].Y;
    public double Middle => (Top + Bottom) / 2;
    public string Text => string.Join(' ', Lines.Select(line => line.Text));

    /// <param name="lines">A column's, from the top.</param>
    /// <param name="begins">A line that opens a cell however close it stands to the one above.</param>
    public static List<Block> Of(IEnumerable<Line> lines, Func<Line, bool> begins)
    {
        var blocks = new List<List<Line>>();
        foreach (var line in lines)
        {
            var above = blocks.Count > 0 ? blocks[^1][^1] : null;
            if (above is not null && line.Y - above.Y <= Leading * Math.Max(line.Size, above.Size) && !begins(line))
                blocks[^1].Add(line);
            else
                blocks.Add([line]);
        }

        return [.. blocks.Select(block => new Block(block))];
    }
}
