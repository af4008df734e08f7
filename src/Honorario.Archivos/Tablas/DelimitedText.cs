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

    /// <summary>How a text is to be read.</summary>
    private enum Way
    {
        /// <summary>As it should be.</summary>
        Plain,

        /// <summary>Some programs put a whole line of CSV into quotation marks: "05/11/2026,""SPEI"",12500.00".</summary>
        QuotedWhole,

        /// <summary>A quotation mark that is never closed swallows lines: the marks mean nothing.</summary>
        Unclosed,
    }

    /// <summary>It is gone through twice, first to see how it is written: no row is kept.</summary>
    public static void Read(string text, Budget budget, Action<Cell[]> row)
    {
        var body = Declared(text, out var declared);
        var delimiter = declared ?? Guess(body);
        var way = Look(body, delimiter, budget);
        if (way == Way.QuotedWhole)
        {
            var inner = string.Join('\n', Records(body, delimiter, CsvMode.RFC4180).Select(record => record.Length == 0 ? "" : Cell.Of(record[0]).Text));
            (body, way) = Look(inner, delimiter, budget) == Way.Unclosed ? (body, Way.Unclosed) : (inner, Way.Plain);
        }

        var (mode, count) = (way == Way.Unclosed ? CsvMode.NoEscape : CsvMode.RFC4180, 0);
        foreach (var record in Records(body, delimiter, mode))
        {
            budget.Row(++count);
            row(budget.Take([.. record.Select(field => Cell.Of(mode == CsvMode.NoEscape ? field.Trim().Trim('"') : field))]));
        }
    }

    private static Way Look(string text, string delimiter, Budget budget)
    {
        var (count, whole, single) = (0, 0, true);
        foreach (var record in Records(text, delimiter, CsvMode.RFC4180))
        {
            budget.Row(++count);
            if (Swallows(record))
                return Way.Unclosed;
            single = single && record.Skip(1).All(field => Cell.Of(field).IsEmpty);
            if (single && record.Length > 0 && Delimiters.Any(one => record[0].Contains(one, StringComparison.Ordinal)))
                whole++;
        }

        return single && whole > 1 ? Way.QuotedWhole : Way.Plain;
    }

    private static bool Swallows(string[] record) => record.Any(field => field.AsSpan().Count('\n') > LinesOfAField);

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
        var rows = Records(sample, delimiter, CsvMode.RFC4180).ToList();
        if (rows.Exists(Swallows))
            rows = [.. Records(sample, delimiter, CsvMode.NoEscape)];
        return rows.Where(row => row.Length > 1).GroupBy(row => row.Length)
            .Select(group => Math.Min(group.Key - 1, 30) * group.Count()).DefaultIfEmpty().Max();
    }

    private static IEnumerable<string[]> Records(string text, string delimiter, CsvMode mode)
    {
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false, Delimiter = delimiter, BadDataFound = null, IgnoreBlankLines = false, Mode = mode, MaxFieldSize = LongestField,
            ProcessFieldBufferSize = 4096, TrimOptions = TrimOptions.None,
        });
        while (Next(parser, mode))
            yield return parser.Record ?? [];
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
