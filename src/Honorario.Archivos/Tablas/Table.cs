using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>The rows of a sheet under its header, whose columns are found by name, without case, accents or punctuation.</summary>
public sealed class Table
{
    private readonly Sheet _sheet;
    private readonly int _headerAt;
    private readonly string[] _header;

    private Table(Sheet sheet, int headerAt)
    {
        (_sheet, _headerAt) = (sheet, headerAt);
        _header = [.. sheet.Rows[headerAt].Select(cell => Words.Of(cell.Text))];
    }

    /// <summary>Numbers of the rows that say anything, as the file counts from 1.</summary>
    public IEnumerable<int> Lines => Enumerable.Range(_headerAt + 1, _sheet.Rows.Count - _headerAt - 1)
        .Where(at => _sheet.Rows[at].Any(cell => !cell.IsEmpty)).Select(at => at + 1);

    /// <summary>The first row, of any sheet, that names all the columns that are needed.</summary>
    /// <param name="book">The file.</param>
    /// <param name="mostRows">More rows of the table than these are refused.</param>
    /// <param name="needed">Columns that must be there.</param>
    /// <param name="columns">All of them, for the sentence.</param>
    public static Read<Table> Find(Book book, int mostRows, IReadOnlyList<string> needed, IReadOnlyList<string> columns)
    {
        var wanted = needed.Select(Words.Of).ToList();
        var best = (Missing: needed, Row: 0);
        foreach (var sheet in book.Sheets)
        {
            for (var at = 0; at < Math.Min(sheet.Rows.Count, TableLimits.Titles); at++)
            {
                var names = sheet.Rows[at].Select(cell => Words.Of(cell.Text)).ToList();
                var missing = needed.Where((_, which) => !names.Contains(wanted[which])).ToList();
                if (missing.Count == 0)
                    return Checked(new Table(sheet, at), mostRows, columns);
                if (missing.Count < best.Missing.Count)
                    best = (missing, at + 1);
            }
        }

        var named = $"Una fila debe nombrar las columnas: {string.Join(", ", columns)}.";
        return new Read<Table>(null, best.Row == 0 ? named : $"{named} En la fila {best.Row} falta {string.Join(", ", best.Missing)}.");
    }

    /// <summary>A cell; empty where there is none.</summary>
    public Cell Cell(int line, string column)
    {
        var (at, row) = (At(column), _sheet.Rows[line - 1]);
        return at >= 0 && at < row.Length ? row[at] : Tablas.Cell.Empty;
    }

    /// <summary>A cell's text; "" where there is none.</summary>
    public string Text(int line, string column) => Cell(line, column).Text;

    /// <summary>A column as days.</summary>
    public DayColumn Days(string column) => DayColumn.Of(Lines.Select(line => Cell(line, column)), column);

    /// <summary>A column as amounts.</summary>
    public AmountColumn Amounts(string column) => AmountColumn.Of(Lines.Select(line => Cell(line, column)));

    /// <summary>What keeps a row from being what somebody wrote: letters that an earlier program lost, formulas that failed.</summary>
    /// <returns>Null when there is nothing.</returns>
    public string? Damage(int line)
    {
        var row = _sheet.Rows[line - 1];
        for (var column = 0; column < row.Length; column++)
        {
            if (row[column].Text.Contains('\uFFFD', StringComparison.Ordinal))
                return $"«{row[column].Text}» trae letras dañadas: guarda el archivo otra vez desde el programa donde se hizo.";
            if (row[column].IsFault)
                return Faults.Clause(row[column], line, column, _sheet.Name);
        }

        return null;
    }

    private static Read<Table> Checked(Table table, int mostRows, IReadOnlyList<string> columns)
    {
        if (table.Lines.Skip(mostRows).Any())
            return new Read<Table>(null, $"El archivo tiene más de {mostRows:N0} filas: divídelo.");
        var twice = columns.FirstOrDefault(column => table._header.Count(name => name == Words.Of(column)) > 1);
        return twice is null ? table : new Read<Table>(null, $"Dos columnas se llaman {twice}: deja sólo una.");
    }

    private int At(string column) => Array.IndexOf(_header, Words.Of(column));
}
