namespace Honorario.Archivos.Tablas;

/// <summary>A file of tables as it came: a CSV has one sheet, a workbook several.</summary>
/// <param name="Sheets">Those that hold anything, the visible ones first.</param>
public sealed record Book(IReadOnlyList<Sheet> Sheets);

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
