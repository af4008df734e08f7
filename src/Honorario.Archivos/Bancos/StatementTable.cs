using System.Globalization;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>A sheet of movements with its header found, or made up by what the columns hold where there is none.</summary>
internal sealed class StatementTable
{
    private const int Shown = 6;

    private StatementTable(Sheet sheet, int headerRow, bool twoRows = false)
    {
        (Sheet, HeaderRow) = (sheet, headerRow);
        Header = Names(sheet, headerRow, twoRows ? sheet.Rows[headerRow - 2] : []);
        Roles = headerRow > 0 ? Roles.Of(Header) : Headerless.Roles(sheet, Header);
        DayAbove = Sheet.Rows.Take(Math.Max(0, headerRow - 1)).TakeLast(3).Select(DayAlone).LastOrDefault(day => day is not null);
        HasDayRows = DayAbove is not null || Sheet.Rows.Skip(headerRow).Any(row => DayAlone(row) is not null);
    }

    public Sheet Sheet { get; }

    /// <summary>From 1; 0 for a sheet without one.</summary>
    public int HeaderRow { get; }

    /// <summary>A name a column; "" for columns that hold nothing.</summary>
    public IReadOnlyList<string> Header { get; }

    public Roles Roles { get; private set; }

    /// <summary>A day that stands alone just above the header, of the rows below it.</summary>
    public DateTime? DayAbove { get; }

    /// <summary>Some days stand in rows of their own.</summary>
    public bool HasDayRows { get; }

    public StatementColumns Guess => Roles.Columns;

    /// <summary>The header is a bank's own, not made up, and says which column is the text. Banks of Mexico write the day first.</summary>
    public bool IsOfBank => HeaderRow > 0 && Roles.IsStatement && Roles.Text.Length > 0;

    /// <summary>It is a bank's, and what came is told apart from what went.</summary>
    public bool Sure => IsOfBank && (Roles.Credit.Length > 0 || Roles.Sign.Length > 0 || HasSigns);

    public IReadOnlyList<IReadOnlyList<string>> Sample =>
    [
        [.. Header.Where(name => name.Length > 0)],
        .. Sheet.Rows.Skip(HeaderRow).Where(row => row.Count(cell => !cell.IsEmpty) > 1).Take(Shown - 1)
            .Select(row => (IReadOnlyList<string>)[.. Header.Select((name, column) => (name, column)).Where(one => one.name.Length > 0)
                .Select(one => one.column < row.Length ? row[one.column].Text : "")]),
    ];

    private bool HasSigns => Column(Roles.Amount) is >= 0 and var column && Cells(column).Any(cell => Amounts.Of(cell).Point < 0);

    /// <summary>The sheet and row whose words are those of a statement; else the row above the first movement; else columns without a header.</summary>
    /// <returns>Null when no row has a day and an amount.</returns>
    public static StatementTable? Find(Book book)
    {
        StatementTable? best = null;
        foreach (var sheet in book.Sheets)
        {
            for (var row = 1; row <= Math.Min(sheet.Rows.Count, TableLimits.Titles); row++)
            {
                if (sheet.Rows[row - 1].Count(cell => cell.Kind == CellKind.Text) < 2)
                    continue;
                var table = Titled(new StatementTable(sheet, row));
                if (table.Roles.IsStatement && (table.Roles.Date.Length > 0 || table.HasDayRows) && (best is null || table.Roles.Score > best.Roles.Score))
                    best = table;
            }
        }

        return (best ?? book.Sheets.Select(Unnamed).FirstOrDefault(table => table is not null))?.WithHours();
    }

    public static StatementTable At(Sheet sheet, int row) => Titled(new StatementTable(sheet, row)).WithHours();

    /// <summary>A header of two rows: the upper one names the day, the lower one divides what the upper joins, as "Importe" into "Cargo" and "Abono".</summary>
    private static StatementTable Titled(StatementTable table)
    {
        if (table.HeaderRow < 2 || table.Roles.Date.Length > 0 || table.Roles is { Credit: "", Debit: "" })
            return table;
        var whole = new StatementTable(table.Sheet, table.HeaderRow, twoRows: true);
        return whole.Roles.IsStatement && whole.Roles.Date.Length > 0 ? whole : table;
    }

    /// <summary>A column that holds nothing but hours says them, whatever it is called: Multiva calls it "Fecha de Aplicacion".</summary>
    private StatementTable WithHours()
    {
        if (Roles.Time.Length == 0 && Header.FirstOrDefault(name => name.Length > 0 && name != Roles.Date && IsOfHours(Column(name))) is { } hours)
            Roles = Roles with { Time = hours };
        return this;
    }

    private bool IsOfHours(int column)
    {
        var said = Cells(column).Where(cell => !cell.IsEmpty && !Amounts.SaysNone(cell)).ToList();
        return said.Count > 0 && said.TrueForAll(cell => cell.Text.Contains(':', StringComparison.Ordinal) && Hours.Read(cell) is not null
            && Days.Readings(cell) is (null, null));
    }

    public bool AsksComma(StatementColumns columns) => Column(columns.Credit) is >= 0 and var column && AmountColumn.Of(Cells(column)).AsksComma;

    /// <summary>A day that can be read two ways, where nothing in the column tells which.</summary>
    public TwoDays? EitherDays(StatementColumns columns) => DaysOf(columns).Asks(columns.Date);

    /// <summary>The look at the column of days.</summary>
    public DayColumn.Seen DaysOf(StatementColumns columns) => DayColumn.Seen.Of(Column(columns.Date) is >= 0 and var column ? Cells(column) : []);

    public IEnumerable<Statement> Read(StatementColumns columns, bool comma) => new StatementRows(this, columns, comma).Read();

    public int Column(string name) => name.Length == 0 ? -1 : Header.ToList().IndexOf(name);

    public IEnumerable<Cell> Cells(int column) => Sheet.Rows.Skip(HeaderRow).Where(row => column < row.Length).Select(row => row[column]);

    /// <summary>A row that says a day and nothing else.</summary>
    public static DateTime? DayAlone(Cell[] row)
    {
        var said = row.Where(cell => !cell.IsEmpty && !Amounts.SaysNone(cell)).ToList();
        if (said.Count != 1 || said[0].Kind == CellKind.Number)
            return null;
        var text = said[0].Kind == CellKind.Text && said[0].Text.StartsWith("Fecha", StringComparison.OrdinalIgnoreCase)
            ? said[0].Text[5..].TrimStart(':', ' ') : said[0].Text;
        return Days.Readings(said[0] with { Text = text }).DayFirst;
    }

    /// <summary>A sheet whose words are unknown: its header is the row of words above the first row with a day and an amount, if there is such a
    /// row.</summary>
    private static StatementTable? Unnamed(Sheet sheet)
    {
        var first = sheet.Rows.ToList().FindIndex(Headerless.IsMovement);
        if (first < 0)
            return null;
        for (var at = first - 1; at >= 0 && at >= first - 3; at--)
        {
            var row = sheet.Rows[at];
            if (row.Count(cell => cell.Kind == CellKind.Text && !cell.Text.Any(char.IsAsciiDigit)) >= Math.Max(2,
                sheet.Rows[first].Count(cell => !cell.IsEmpty) / 2))
                return new StatementTable(sheet, at + 1);
        }

        return new StatementTable(sheet, 0);
    }

    private static List<string> Names(Sheet sheet, int headerRow, Cell[] above)
    {
        var width = sheet.Rows.Select(row => row.Length).DefaultIfEmpty().Max();
        var names = new List<string>();
        for (var column = 0; column < width; column++)
        {
            var name = headerRow > 0 && column < sheet.Rows[headerRow - 1].Length
                ? string.Join(' ', sheet.Rows[headerRow - 1][column].Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : "";
            if (name.Length == 0 && column < above.Length)
                name = above[column].Text;
            if (name.Length == 0 && sheet.Rows.Skip(headerRow).Any(row => column < row.Length && !row[column].IsEmpty))
                name = $"Columna {Faults.Letters(column)}";
            var (bare, again) = (name, 1);
            while (name.Length > 0 && names.Contains(name))
                name = string.Create(CultureInfo.InvariantCulture, $"{bare} ({++again})");
            names.Add(name);
        }

        return names;
    }
}
