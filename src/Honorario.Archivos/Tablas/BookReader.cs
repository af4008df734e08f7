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
        try
        {
            var sheets = Sheets(file, new Budget(limits));
            return sheets.Any(sheet => sheet.Filled > 0) ? new Book([.. sheets.Where(sheet => sheet.Filled > 0)])
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

    private static Read<Book> Refuse(string sentence) => new(null, sentence);

    private static List<Sheet> Sheets(BroughtFile file, Budget budget)
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
            case FileKind.Zip or FileKind.Ole:
                return Workbooks.Read(file, budget);
            case FileKind.Html:
                return HtmlTables.Read(Text(file), budget);
            case FileKind.Xml when SpreadsheetXml.Is(file.Content):
                return SpreadsheetXml.Read(file.Content, budget);
            case FileKind.Text:
                return [DelimitedText.Read(Text(file), budget)];
            default:
                throw new UnreadableException(kind == FileKind.Empty
                    ? $"{file.Name} está vacío."
                    : $"{file.Name} es {FileKinds.Name(kind)}: carga una tabla en CSV o en un libro de Excel (XLSX o XLS).");
        }
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

    public Cell[] Take(List<Cell> cells)
    {
        while (cells.Count > 0 && cells[^1].IsEmpty)
            cells.RemoveAt(cells.Count - 1);
        if (cells.Count > limits.Columns)
        {
            throw new UnreadableException(
                $"El archivo tiene una fila de más de {limits.Columns} columnas: no parece una tabla. Carga un CSV o un libro de Excel.");
        }

        foreach (var cell in cells)
            _characters += cell.Text.Length;
        if (_characters > limits.Characters)
            throw new UnreadableException("El archivo tiene demasiado texto: divídelo.");
        return cells.Count == 0 ? [] : [.. cells];
    }
}
