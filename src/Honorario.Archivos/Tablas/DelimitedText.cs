using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>CSV, TSV and their like: the delimiter is the one by which most lines have as many columns.</summary>
internal static class DelimitedText
{
    private const int Sampled = 200;
    private const int LongestField = 100_000;
    private const int LinesOfAField = 20;
    private static readonly string[] Delimiters = [",", ";", "\t", "|"];

    public static Sheet Read(string text, Budget budget)
    {
        var body = Declared(text, out var declared);
        var delimiter = declared ?? Guess(body);
        var rows = Rows(body, delimiter, CsvMode.RFC4180, budget.Take, budget.Row);
        if (rows is not null && IsQuotedWhole(rows))
            rows = Rows(string.Join('\n', rows.Select(row => row.Length == 0 ? "" : row[0].Text)), delimiter, CsvMode.RFC4180, budget.Take, budget.Row);
        return new Sheet("", rows ?? Rows(body, delimiter, CsvMode.NoEscape, budget.Take, budget.Row)!);
    }

    /// <summary>Some programs put a whole line of CSV into quotation marks: "05/11/2026,""SPEI"",12500.00".</summary>
    private static bool IsQuotedWhole(List<Cell[]> rows) => rows.TrueForAll(row => row.Length <= 1)
        && rows.Count(row => row.Length == 1 && Delimiters.Any(delimiter => row[0].Text.Contains(delimiter, StringComparison.Ordinal))) > 1;

    /// <summary>Excel's own first line "sep=;" is no row.</summary>
    private static string Declared(string text, out string? delimiter)
    {
        delimiter = null;
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 5)
            return text;
        delimiter = text[4].ToString();
        // The line stays, emptied, so that rows keep their numbers.
        return text[(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)..];
    }

    private static string Guess(string text)
    {
        var end = 0;
        for (var line = 0; line < Sampled && end >= 0 && end < text.Length; line++)
            end = text.IndexOf('\n', end + 1);
        var sample = end > 0 ? text[..end] : text;
        return Delimiters.MaxBy(one => Score(sample, one))!;
    }

    /// <summary>Columns beyond the first, of the rows that have the commonest number of them.</summary>
    private static int Score(string sample, string delimiter)
    {
        if (!sample.Contains(delimiter, StringComparison.Ordinal))
            return 0;
        var rows = Rows(sample, delimiter, CsvMode.RFC4180, cells => [.. cells], _ => { }) ?? Rows(sample, delimiter, CsvMode.NoEscape, cells => [.. cells],
            _ => { })!;
        return rows.Where(row => row.Length > 1).GroupBy(row => row.Length)
            .Select(group => Math.Min(group.Key - 1, 30) * group.Count()).DefaultIfEmpty().Max();
    }

    /// <returns>Null when a quotation mark that is never closed swallows lines.</returns>
    private static List<Cell[]>? Rows(string text, string delimiter, CsvMode mode, Func<List<Cell>, Cell[]> take, Action<int> count)
    {
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false, Delimiter = delimiter, BadDataFound = null, IgnoreBlankLines = false, Mode = mode, MaxFieldSize = LongestField,
            ProcessFieldBufferSize = 4096, TrimOptions = TrimOptions.None,
        });
        var rows = new List<Cell[]>();
        while (Next(parser, mode))
        {
            count(rows.Count + 1);
            var record = parser.Record ?? [];
            if (mode == CsvMode.RFC4180 && record.Any(field => field.AsSpan().Count('\n') > LinesOfAField))
                return null;
            rows.Add(take([.. record.Select(field => Cell.Of(mode == CsvMode.NoEscape ? field.Trim().Trim('"') : field))]));
        }

        return rows;
    }

    private static bool Next(CsvParser parser, CsvMode mode)
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new UnreadableException(mode == CsvMode.RFC4180 || mode == CsvMode.NoEscape
                ? $"El archivo tiene un texto de más de {LongestField:N0} letras sin separar: no parece una tabla. Carga un CSV o un libro de Excel."
                : "");
        }
    }
}
