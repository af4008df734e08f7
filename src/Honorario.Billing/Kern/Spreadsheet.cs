using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;

namespace Honorario.Billing.Kern;

/// <summary>A CSV or XLSX file as rows of text under named columns; names are matched without case or accents.</summary>
public sealed class Spreadsheet
{
    private const int DelimiterWithin = 60;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
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
        catch (Exception unreadable) when (
            unreadable is CsvHelperException or IOException or InvalidDataException or FormatException or ExcelDataReader.Exceptions.ExcelReaderException)
        {
            return new Problem("File", "El archivo no se puede leer: carga un CSV o un XLSX.");
        }

        if (needed.Any(column => sheet.At(column) < 0))
            return new Problem("File", $"La primera fila debe nombrar las columnas: {string.Join(", ", columns)}.");
        if (sheet._rows.Count > mostRows + 1)
            return new Problem("File", $"El archivo tiene más de {mostRows:N0} filas: divídelo.");
        return sheet;
    }

    /// <summary>The rows of a CSV, XLS or XLSX file as they are, blank ones too, whatever its encoding and whatever comes before its header.</summary>
    /// <param name="fileName">Its ending tells CSV from the others.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="mostRows">More than these are refused.</param>
    public static Result<IReadOnlyList<string[]>> ReadRows(string fileName, byte[] content, int mostRows)
    {
        try
        {
            var binary = content.AsSpan().StartsWith("PK"u8) || content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);
            var rows = binary ? ReadXlsx(content, mostRows) : ReadAnyCsv(content, mostRows);
            return rows.Count > mostRows + 1 ? new Problem("File", $"{fileName} tiene más de {mostRows:N0} filas: divídelo.") : rows;
        }
        catch (Exception unreadable) when (
            unreadable is CsvHelperException or IOException or InvalidDataException or FormatException or ExcelDataReader.Exceptions.ExcelReaderException)
        {
            return new Problem("File", $"{fileName} no se puede leer: carga un CSV o un libro de Excel.");
        }
    }

    /// <summary>A cell's text, trimmed; "" where there is none.</summary>
    public string Cell(int line, string column) =>
        At(column) is >= 0 and var at && at < _rows[line - 1].Length ? _rows[line - 1][at].Trim() : "";

    private int At(string column) => Array.IndexOf(_header, SearchText.Of(column));

    private static List<string[]> ReadCsv(byte[] content, int mostRows)
    {
        using var text = new StreamReader(new MemoryStream(content), new UTF8Encoding(false));
        return ReadCsv(
            text, mostRows, new CsvConfiguration(CultureInfo.InvariantCulture) { HasHeaderRecord = false, DetectDelimiter = true, BadDataFound = null });
    }

    private static List<string[]> ReadCsv(TextReader text, int mostRows, CsvConfiguration how)
    {
        using var csv = new CsvReader(text, how);
        var rows = new List<string[]>();
        while (csv.Read() && rows.Count <= mostRows + 1)
            rows.Add(csv.Parser.Record ?? []);
        return rows;
    }

    /// <summary>A CSV whose first lines may say anything: the delimiter is the one that most lines use.</summary>
    private static List<string[]> ReadAnyCsv(byte[] content, int mostRows)
    {
        var text = Decode(content);
        var lines = text.Split('\n').Take(DelimiterWithin).ToList();
        var delimiter = Delimiters.MaxBy(one => lines.Count(line => line.Count(letter => letter == one) > 1));
        return ReadCsv(new StringReader(text), mostRows, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false, Delimiter = delimiter.ToString(), BadDataFound = null, IgnoreBlankLines = false,
        });
    }

    /// <summary>UTF-8 where it is, else as Windows writes Spanish.</summary>
    private static string Decode(byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252).GetString(content);
        }
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
