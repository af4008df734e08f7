using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;

namespace Honorario.Billing.Storage;

/// <summary>A CSV or XLSX file as rows of text under named columns; names are matched without case or accents.</summary>
public sealed class Spreadsheet
{
    private readonly List<string[]> _rows;
    private readonly string[] _header;

    /// <summary>The reader asks for Windows' code page even for XLSX, which has none.</summary>
    static Spreadsheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private Spreadsheet(List<string[]> rows)
    {
        _rows = rows;
        _header = rows.Count == 0 ? [] : [.. rows[0].Select(name => SearchText.Of(name))];
    }

    /// <summary>Line numbers of the rows that say anything, as the spreadsheet counts them: the header is line 1.</summary>
    public IEnumerable<int> Lines => Enumerable.Range(2, Math.Max(0, _rows.Count - 1)).Where(line => !_rows[line - 1].All(string.IsNullOrWhiteSpace));

    /// <summary>Reads a file, or says why it can't be used.</summary>
    /// <param name="fileName">Its ending tells the format.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="mostRows">More than these are refused.</param>
    /// <param name="needed">Columns that must be there.</param>
    /// <param name="columns">All columns, for the message.</param>
    public static Result<Spreadsheet> Read(string fileName, byte[] content, int mostRows, string[] needed, string[] columns)
    {
        Spreadsheet sheet;
        try
        {
            sheet = new Spreadsheet(fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? ReadXlsx(content, mostRows) : ReadCsv(content, mostRows));
        }
        catch (Exception unreadable) when (unreadable is CsvHelperException or IOException or InvalidDataException or FormatException or ExcelDataReader.Exceptions.ExcelReaderException)
        {
            return new Problem("File", "El archivo no se puede leer: carga un CSV o un XLSX.");
        }

        if (needed.Any(column => sheet.At(column) < 0))
            return new Problem("File", $"La primera fila debe nombrar las columnas: {string.Join(", ", columns)}.");
        if (sheet._rows.Count > mostRows + 1)
            return new Problem("File", $"El archivo tiene más de {mostRows:N0} filas: divídelo.");
        return sheet;
    }

    /// <summary>A cell's text, trimmed; "" where there is none.</summary>
    public string Cell(int line, string column) =>
        At(column) is >= 0 and var at && at < _rows[line - 1].Length ? _rows[line - 1][at].Trim() : "";

    private int At(string column) => Array.IndexOf(_header, SearchText.Of(column));

    private static List<string[]> ReadCsv(byte[] content, int mostRows)
    {
        using var text = new StreamReader(new MemoryStream(content), new UTF8Encoding(false));
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, DetectDelimiter = true, BadDataFound = null });
        var rows = new List<string[]>();
        while (csv.Read() && rows.Count <= mostRows + 1)
            rows.Add(csv.Parser.Record ?? []);
        return rows;
    }

    private static List<string[]> ReadXlsx(byte[] content, int mostRows)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(content));
        var rows = new List<string[]>();
        while (reader.Read() && rows.Count <= mostRows + 1)
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(at => Text(reader.GetValue(at)))]);
        return rows;
    }

    private static string Text(object? value) => value switch
    {
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
