using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>A file of tables as it came: a CSV has one sheet, a workbook several.</summary>
/// <param name="Sheets">Those that hold anything, the visible ones first.</param>
public sealed record Book(IReadOnlyList<Sheet> Sheets);

/// <summary>A sheet whose rows were handed on while they were read.</summary>
/// <param name="Number">By which its rows were told, from 0.</param>
/// <param name="Name">"" for a CSV.</param>
public sealed record SheetName(int Number, string Name);

/// <summary>The sheets of a file that hold anything, the visible ones first.</summary>
public sealed record SheetNames(IReadOnlyList<SheetName> All);

/// <summary>Takes rows as they are read, sheet by sheet, and makes a book of them.</summary>
internal sealed class BookTaker
{
    private readonly Dictionary<int, List<Cell[]>> _rows = [];

    public void Add(int sheet, Cell[] row)
    {
        if (!_rows.TryGetValue(sheet, out var rows))
            _rows[sheet] = rows = [];
        rows.Add(row);
    }

    public Read<Book> Of(Read<SheetNames> read) =>
        read.Ok ? new Book([.. read.Value.All.Select(sheet => new Sheet(sheet.Name, _rows[sheet.Number]))]) : new Read<Book>(null, read.Refusal);
}

/// <summary>A sheet's rows, blank ones too: a row's place is its number in the file less one.</summary>
/// <param name="Name">"" for a CSV.</param>
public sealed record Sheet(string Name, IReadOnlyList<Cell[]> Rows)
{
    /// <summary>Rows that say anything.</summary>
    public int Filled => Rows.Count(row => row.Any(cell => !cell.IsEmpty));
}

/// <summary>How much of a table is read; a file beyond it is refused with a sentence.</summary>
/// <param name="Rows">Of one sheet.</param>
/// <param name="Columns">Of one row.</param>
/// <param name="Characters">Of the whole file.</param>
public sealed record TableLimits(int Rows, int Columns = 200, int Characters = 12_000_000)
{
    /// <summary>Title lines above the header are no rows of the table.</summary>
    public const int Titles = 60;
}
