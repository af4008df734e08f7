using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>The tables of a web page that a bank calls .xls; cells over several columns or rows stand in the first of them.</summary>
internal static class HtmlTables
{
    private const int MostSpan = 200;

    public static List<Sheet> Read(string text, Budget budget)
    {
        var page = new HtmlParser().ParseDocument(text);
        var tables = page.QuerySelectorAll("table").OfType<IHtmlTableElement>().Where(table => table.QuerySelector("table") is null).ToList();
        if (tables.Count == 0)
            throw new UnreadableException("El archivo es una página web sin ninguna tabla: descarga del portal el CSV o el libro de Excel.");
        return [.. tables.Select(table => new Sheet(table.Caption?.TextContent.Trim() ?? "", Rows(table, budget))).OrderByDescending(sheet => sheet.Filled)];
    }

    private static List<Cell[]> Rows(IHtmlTableElement table, Budget budget)
    {
        var rows = new List<Cell[]>();
        var below = new Dictionary<int, int>();
        foreach (var line in table.Rows)
        {
            budget.Row(rows.Count + 1);
            var cells = new List<Cell>();
            foreach (var cell in line.Cells)
            {
                Pass(cells, below);
                var column = cells.Count;
                cells.Add(Cell.Of(Folded(cell.TextContent)));
                var span = Math.Clamp(cell.ColumnSpan, 1, MostSpan);
                for (var more = 1; more < span; more++)
                    cells.Add(Cell.Empty);
                if (cell.RowSpan > 1)
                {
                    for (var more = 0; more < span; more++)
                        below[column + more] = Math.Min(cell.RowSpan, 1000);
                }
            }

            rows.Add(budget.Take(cells));
            foreach (var column in below.Keys.ToList())
            {
                if (--below[column] <= 0)
                    below.Remove(column);
            }
        }

        return rows;
    }

    /// <summary>Columns that a cell of a row above reaches down into.</summary>
    private static void Pass(List<Cell> cells, Dictionary<int, int> below)
    {
        while (below.ContainsKey(cells.Count))
            cells.Add(Cell.Empty);
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
