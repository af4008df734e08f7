using PdfSharp.Drawing;

namespace Honorario.Printing.Drawing;

internal sealed record Column(string Heading, double Width, bool ToTheRight = false);

/// <summary>A line of a cell, already broken to fit its column.</summary>
internal readonly record struct CellLine(string Text, TextStyle Style);

/// <summary>Rows under a head that is drawn again on each page; a row is split only when no page could hold it whole.</summary>
internal sealed class DrawnTable
{
    private const double HeadHeight = 15;
    private const double Padding = 3;

    private readonly Sheets _sheets;
    private readonly Column[] _columns;
    private readonly List<CellLine>[] _cells;

    public DrawnTable(Sheets sheets, params Column[] columns)
    {
        (_sheets, _columns) = (sheets, columns);
        _cells = Array.ConvertAll(columns, static _ => new List<CellLine>());
        sheets.Need(HeadHeight + 40);
        DrawHead();
        sheets.Resume = DrawHead;
    }

    /// <summary>Adds text to a cell of the row that is being made.</summary>
    public DrawnTable Cell(int column, string? text, TextStyle style)
    {
        if (text is not null)
            foreach (var line in style.Wrap(text, _columns[column].Width - (2 * Padding)))
                _cells[column].Add(new(line, style));
        return this;
    }

    public DrawnTable Cell(int column, string? text) => Cell(column, text, Look.Body);

    /// <summary>Draws the row and begins the next.</summary>
    public void EndRow()
    {
        var height = (2 * Padding) + _cells.Max(static cell => cell.Sum(static line => line.Style.LineHeight));
        if (height < _sheets.Bottom - _sheets.Margin - 120)
            _sheets.Need(height);

        var next = new int[_columns.Length];
        while (true)
        {
            var top = _sheets.Y;
            var deepest = top;
            var x = Sheets.Left;
            var whole = true;
            for (var i = 0; i < _columns.Length; i++)
            {
                var y = top + Padding;
                var (cell, column) = (_cells[i], _columns[i]);
                for (; next[i] < cell.Count && y + cell[next[i]].Style.LineHeight <= _sheets.Bottom; next[i]++)
                {
                    var (text, style) = cell[next[i]];
                    if (column.ToTheRight)
                        style.DrawRight(_sheets.Page, text, x + column.Width - Padding, y);
                    else
                        style.Draw(_sheets.Page, text, x + Padding, y);
                    y += style.LineHeight;
                }

                whole &= next[i] == cell.Count;
                deepest = Math.Max(deepest, y + Padding);
                x += column.Width;
            }

            _sheets.Y = deepest;
            if (whole)
                break;
            _sheets.Add(_sheets.Width, _sheets.Height);
        }

        _sheets.Page.DrawLine(Look.Hairline, Sheets.Left, _sheets.Y, _sheets.Right, _sheets.Y);
        foreach (var cell in _cells)
            cell.Clear();
    }

    public void End() => _sheets.Resume = null;

    private void DrawHead()
    {
        var y = _sheets.Y;
        _sheets.Page.DrawRectangle(Look.Accent, Sheets.Left, y, _sheets.Right - Sheets.Left, HeadHeight);
        var x = Sheets.Left;
        foreach (var (heading, width, toTheRight) in _columns)
        {
            if (toTheRight)
                Look.OnAccent.DrawRight(_sheets.Page, heading, x + width - Padding, y + 3);
            else
                Look.OnAccent.Draw(_sheets.Page, heading, x + Padding, y + 3);
            x += width;
        }

        _sheets.Y += HeadHeight;
    }
}
