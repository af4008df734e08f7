using ExcelDataReader.Exceptions;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>Reads every kind of table that people bring, told apart by content: CSV and its like, XLSX, XLS, XML and HTML saved as .xls.</summary>
public static class BookReader
{
    private const long MostInflated = 200L * 1024 * 1024;

    /// <param name="file">The file.</param>
    /// <param name="limits">More than these are refused.</param>
    public static Read<Book> Read(BroughtFile file, TableLimits limits)
    {
        var taker = new BookTaker();
        return taker.Of(Each(file, limits, taker.Add));
    }

    /// <summary>Hands on each row as it is read, so that a long table is nowhere whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">More than these are refused, after rows were handed on.</param>
    /// <param name="row">Takes the number of a sheet and its next row.</param>
    public static Read<SheetNames> Each(BroughtFile file, TableLimits limits, Action<int, Cell[]> row)
    {
        var filled = new HashSet<int>();
        void Take(int sheet, Cell[] cells)
        {
            if (!filled.Contains(sheet) && cells.Any(cell => !cell.IsEmpty))
                filled.Add(sheet);
            row(sheet, cells);
        }

        try
        {
            var sheets = Sheets(file, new Budget(limits), Take);
            return filled.Count > 0 ? new SheetNames([.. sheets.Where(sheet => filled.Contains(sheet.Number))])
                : Refuse(Workbooks.IsStrict(file.Content)
                    ? $"{file.Name} está guardado como «Libro de Excel estricto»: guárdalo como «Libro de Excel» (XLSX)."
                    : $"{file.Name} no tiene ninguna fila con datos.");
        }
        catch (UnreadableException refused)
        {
            return Refuse(refused.Message);
        }
        catch (HeaderException)
        {
            return Refuse($"{file.Name} no se puede leer: parece un libro de Excel, pero está dañado. Ábrelo y guárdalo otra vez como XLSX o CSV.");
        }
        catch (Exception damaged) when (damaged is not OutOfMemoryException)
        {
            return Refuse($"{file.Name} no se puede leer: está dañado. Ábrelo y guárdalo otra vez como XLSX o CSV.");
        }
    }

    private static Read<SheetNames> Refuse(string sentence) => new(null, sentence);

    private static List<SheetName> Sheets(BroughtFile file, Budget budget, Action<int, Cell[]> row)
    {
        var kind = FileKinds.Of(file.Content);
        switch (kind)
        {
            case FileKind.Zip when FileKinds.DeclaredSize(file.Content) > MostInflated:
                throw new UnreadableException($"{file.Name} es demasiado grande por dentro: divídelo o guárdalo como CSV.");
            case FileKind.Zip when file.Content.AsSpan().IndexOf("opendocument.spreadsheet"u8) >= 0 || file.Content.AsSpan().IndexOf(".iwa"u8) >= 0:
                throw new UnreadableException($"{file.Name} es una hoja de LibreOffice o de Numbers: guárdala como libro de Excel (XLSX) o como CSV.");
            case FileKind.Zip when file.Content.AsSpan().IndexOf("xl/"u8) < 0:
                throw new UnreadableException($"{file.Name} es un ZIP que no es un libro de Excel: carga un CSV o un libro de Excel (XLSX o XLS).");
            case FileKind.Zip when file.Content.AsSpan().IndexOf("xl/workbook.bin"u8) >= 0:
                throw new UnreadableException($"{file.Name} está guardado como «Libro binario de Excel» (XLSB): guárdalo como «Libro de Excel» (XLSX).");
            case FileKind.Zip or FileKind.Ole:
                return Workbooks.Read(file, budget, row);
            case FileKind.Html:
                return HandedOn(HtmlTables.Read(Text(file), budget), row);
            case FileKind.Xml when SpreadsheetXml.Is(file.Content):
                return HandedOn(SpreadsheetXml.Read(file.Content, budget), row);
            case FileKind.Text:
                DelimitedText.Read(Text(file), budget, cells => row(0, cells));
                return [new SheetName(0, "")];
            default:
                throw new UnreadableException($"{file.Name} {FileKinds.Says(kind)}: carga una tabla en CSV o en un libro de Excel (XLSX o XLS).");
        }
    }

    private static List<SheetName> HandedOn(List<Sheet> sheets, Action<int, Cell[]> row)
    {
        for (var number = 0; number < sheets.Count; number++)
        {
            foreach (var cells in sheets[number].Rows)
                row(number, cells);
        }

        return [.. sheets.Select((sheet, number) => new SheetName(number, sheet.Name))];
    }

    private static string Text(BroughtFile file) => TextDecoding.Decode(file.Content)
        ?? throw new UnreadableException($"{file.Name} no es un archivo de texto: carga un CSV o un libro de Excel (XLSX o XLS).");
}

/// <summary>Counts what is read and ends it beyond the limits.</summary>
internal sealed class Budget(TableLimits limits)
{
    private int _characters;

    public void Row(int number)
    {
        if (number > limits.Rows + TableLimits.Titles)
            throw new UnreadableException($"El archivo tiene más de {limits.Rows:N0} filas: divídelo.");
    }

    /// <summary>Puts a cell at its place, however far to the right it stands.</summary>
    public void Put(List<Cell> cells, int column, Cell cell)
    {
        if (column >= limits.Columns)
            throw TooWide();
        while (cells.Count <= column)
            cells.Add(Cell.Empty);
        cells[column] = cell;
    }

    public Cell[] Take(List<Cell> cells)
    {
        while (cells.Count > 0 && cells[^1].IsEmpty)
            cells.RemoveAt(cells.Count - 1);
        if (cells.Count > limits.Columns)
            throw TooWide();

        foreach (var cell in cells)
            _characters += cell.Text.Length;
        if (_characters > limits.Characters)
            throw new UnreadableException("El archivo tiene demasiado texto: divídelo.");
        return cells.Count == 0 ? [] : [.. cells];
    }

    private UnreadableException TooWide() =>
        new($"El archivo tiene una fila de más de {limits.Columns} columnas: no parece una tabla. Carga un CSV o un libro de Excel.");
}
