using System.Globalization;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
using Honorario.Billing.Storage;
using Honorario.Escritura;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>A file of services as it came: rows under a header, which may come after some lines of title. Its rows lie in a file, not in memory.</summary>
public sealed class ServiceFile : IDisposable
{
    public const int MostBytes = 30 * 1024 * 1024;
    public const int MostRows = 100_000;
    private const int HeaderWithin = 60;
    private const int Offered = 12;

    /// <summary>What tells one thing from another by its digits: none of them may be lost.</summary>
    private static readonly ServiceField[] Marks =
        [ServiceField.Folio, ServiceField.Poliza, ServiceField.Autorizacion, ServiceField.Siniestro, ServiceField.Telefono];

    private readonly string _sheet;
    private readonly Spool<Cell[]> _rows;
    private readonly int _headerAt;
    private Seen? _seen;

    private ServiceFile(string name, string sheet, Spool<Cell[]> rows, int headerAt)
    {
        (Name, _sheet, _rows, _headerAt) = (name, sheet, rows, headerAt);
        Header = _headerAt >= 0 ? Names(rows[_headerAt])
            : [.. Enumerable.Range(1, rows.Take(HeaderWithin).Max(row => row.Length)).Select(at => $"Columna {at}")];
    }

    public string Name { get; }

    /// <summary>How many rows it has below the header, blank ones too.</summary>
    public int Count => _rows.Count - _headerAt - 1;

    /// <summary>The headings, by place.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Names the kind of file, so that how it was read is remembered.</summary>
    public string Kind => KindOf(Header);

    /// <summary>The kind that it would be with each of its first rows for its header.</summary>
    public IReadOnlyList<(int Row, string Kind)> Kinds => [.. _rows.Take(HeaderWithin).Select((row, at) => (at + 1, KindOf(row)))];

    /// <summary>Some of its rows, to look at while its columns are chosen.</summary>
    public IReadOnlyList<string[]> Sample =>
        [.. _rows.Skip(_headerAt + 1).Where(row => row.Any(cell => !cell.IsEmpty)).Take(4).Select(row => row.Select(cell => cell.Text).ToArray())];

    /// <summary>Whether a row names its columns; without one it is asked each time what they say.</summary>
    public bool HasHeader => _headerAt >= 0;

    /// <summary>Where its header stands, from 1; 0 when it has none.</summary>
    public int HeaderRow => _headerAt + 1;

    /// <summary>Rows that may be the header, with what they say.</summary>
    public IReadOnlyList<(int Row, string Says)> HeaderChoices =>
    [
        (0, "Sin encabezado: cada fila es un servicio"),
        .. _rows.Take(HeaderWithin).Select((row, at) => (Row: at + 1, Says: string.Join(" · ", row.Where(cell => !cell.IsEmpty).Select(cell => cell.Text))))
            .Where(row => row.Says.Length > 0).Take(Math.Max(Offered, HeaderRow + 2)),
    ];

    /// <summary>The first of its sheets that names most of what is needed, else the first; the others are let go.</summary>
    /// <param name="name">As its owner calls it.</param>
    /// <param name="sheets">What was read of it.</param>
    public static Result<ServiceFile> Of(string name, IReadOnlyList<(string Name, Spool<Cell[]> Rows)> sheets)
    {
        var (sheet, rows) = sheets.FirstOrDefault(one => Named(one.Rows) >= 0) is { Rows: not null } named ? named : sheets[0];
        foreach (var other in sheets.Where(other => other.Rows != rows))
            other.Rows.Dispose();
        if (rows.Where(row => row.Count(cell => !cell.IsEmpty) > 2).Skip(1).Any())
            return new ServiceFile(name, sheet, rows, FindHeader(rows));
        rows.Dispose();
        return new Problem(FieldNames.File, "El archivo no tiene servicios: la primera fila nombra las columnas y cada fila que sigue es un servicio.");
    }

    /// <summary>The same file, with another row for its header, or 0 for none; both let the same rows go.</summary>
    public ServiceFile WithHeader(int row) => new(Name, _sheet, _rows, Math.Clamp(row - 1, -1, _rows.Count - 1));

    public void Dispose() => _rows.Dispose();

    /// <summary>An amount has a decimal comma and none of its column a point, or may mean either: a person must say.</summary>
    public bool AsksComma(ServiceColumns columns) =>
        See(columns) is var seen && (seen.Amounts.Column(comma: false).AsksComma || seen.Copays.Column(comma: false).AsksComma);

    /// <summary>A day that can be read two ways, where nothing in the file tells which: a person must say.</summary>
    public TwoDays? AsksDays(ServiceColumns columns) => See(columns).Days.Asks(Heading(columns));

    /// <summary>Whether its days are read with the month first: one of them can't be read otherwise, or a person said so.</summary>
    public bool MonthFirst(ServiceColumns columns) => See(columns).Days.Column(Heading(columns), columns.MonthFirst).MonthFirst;

    /// <summary>Headings of columns that nothing is read from though they hold something.</summary>
    public IReadOnlyList<string> Unread(ServiceColumns columns) =>
        [.. Header.Where((name, at) => name.Length > 0 && See(columns).Filled.Contains(at) && !columns.At.Values.Contains(at))];

    /// <summary>Its services, one after the other.</summary>
    /// <param name="columns">Which column says what.</param>
    /// <param name="comma">A person said that a comma separates the centavos.</param>
    public IEnumerable<ServiceCells> Read(ServiceColumns columns, bool comma = false)
    {
        var seen = See(columns);
        var reader = new RowReader(
            seen.Days.Column(Heading(columns), columns.MonthFirst), seen.Amounts.Column(comma), seen.Copays.Column(comma), columns, _sheet);
        for (var at = _headerAt + 1; at < _rows.Count; at++)
        {
            var row = _rows[at];
            if (!Array.TrueForAll(row, cell => cell.IsEmpty))
                yield return reader.Read(at + 1, row);
        }
    }

    private static string[] Names(Cell[] row) => [.. row.Select(cell => Pasted.Name(cell.Text))];

    private static string KindOf(Cell[] row) => KindOf(Names(row));

    private static string KindOf(IReadOnlyList<string> header) => string.Join('|', header.Select(heading => NameWords.Of(heading)));

    private string Heading(ServiceColumns columns) =>
        columns.At.TryGetValue(ServiceField.Fecha, out var day) ? Header.ElementAtOrDefault(day) ?? "" : "";

    /// <summary>Goes once through all rows to see how days and amounts are written in them, and which columns hold anything.</summary>
    private Seen See(ServiceColumns columns)
    {
        int At(ServiceField field) => columns.At.GetValueOrDefault(field, -1);
        var places = (At(ServiceField.Fecha), At(ServiceField.Monto), At(ServiceField.Copago));
        if (_seen is { } known && known.Places == places)
            return known;
        var seen = new Seen(places, new DayColumn.Seen(), new AmountColumn.Seen(), new AmountColumn.Seen(), []);
        foreach (var row in _rows.Skip(_headerAt + 1))
        {
            seen.Days.See(Cell(row, places.Item1));
            seen.Amounts.See(Cell(row, places.Item2));
            seen.Copays.See(Cell(row, places.Item3));
            for (var at = 0; at < row.Length; at++)
            {
                if (!row[at].IsEmpty)
                    seen.Filled.Add(at);
            }
        }

        return _seen = seen;
    }

    private static Cell Cell(Cell[] row, int column) => column >= 0 && column < row.Length ? row[column] : Archivos.Tablas.Cell.Empty;

    /// <summary>The first row that names most of what is needed; -1 when none does.</summary>
    private static int Named(Spool<Cell[]> rows) => Enumerable.Range(0, Math.Min(rows.Count, HeaderWithin))
        .FirstOrDefault(at => ServiceColumns.Guess([.. rows[at].Select(cell => cell.Text)]).Missing().Count < 3, -1);

    /// <summary>The first row that names most of what is needed; else the first with three cells or more, unless it is a service: -1.</summary>
    private static int FindHeader(Spool<Cell[]> rows)
    {
        if (Named(rows) is >= 0 and var named)
            return named;
        var first = rows.TakeWhile(row => row.Count(cell => !cell.IsEmpty) <= 2).Count();
        return first == 0 && Array.Exists(rows[0], cell => !cell.IsEmpty && DayColumn.Of([cell]).Read(cell).Value is not null) ? -1 : first;
    }

    /// <summary>How the columns at these places are written.</summary>
    private sealed record Seen((int, int, int) Places, DayColumn.Seen Days, AmountColumn.Seen Amounts, AmountColumn.Seen Copays, HashSet<int> Filled);

    /// <summary>Reads a row's cells as what its columns are.</summary>
    private sealed record RowReader(DayColumn Days, AmountColumn Amounts, AmountColumn Copays, ServiceColumns Columns, string Sheet)
    {
        public ServiceCells Read(int line, Cell[] row)
        {
            var (said, unread) = (new Dictionary<ServiceField, string>(), new Dictionary<ServiceField, string>());
            foreach (var (field, column) in Columns.At)
            {
                var cell = Cell(row, column);
                var (text, why) = cell.IsFault ? (cell.Text, Faults.Clause(cell, line, column, Sheet)) : Read(field, cell);
                said[field] = Pasted.Name(text);
                if (why is not null)
                    unread[field] = Sentence(why);
            }

            if (Columns.Insurer is { } insurer)
                said[ServiceField.Aseguradora] = insurer;

            return new ServiceCells(line, ServiceCells.Row(line), said, unread.Count > 0 ? unread : null);
        }

        private (string Text, string? Why) Read(ServiceField field, Cell cell) => field switch
        {
            ServiceField.Fecha when !cell.IsEmpty => Days.Read(cell) is { Value: { } day } read
                ? (day.ToString(day.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), read.Why)
                : (cell.Text, Days.Read(cell).Why),
            ServiceField.Hora => (Hours.Read(cell)?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? cell.Text, null),
            ServiceField.Monto => Amount(Amounts.Read(cell), cell),
            ServiceField.Copago => Amount(Copays.Read(cell), cell),
            _ when Marks.Contains(field) && Faults.LostDigits(cell) is { } lost => (cell.Text, lost),
            _ => (cell.Text, null),
        };

        private static (string Text, string? Why) Amount(CellReading<decimal> read, Cell cell) =>
            read.Why is { } why ? (cell.Text, why) : (read.Value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "", null);

        private static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..];
    }
}
