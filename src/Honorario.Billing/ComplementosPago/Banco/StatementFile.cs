using System.Text;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>Money that a statement says arrived.</summary>
/// <param name="Line">Its row in the file, from 1.</param>
public sealed record StatementCredit(int Line, DateOnly Date, TimeOnly? Time, decimal Amount, string Reference, string Text);

/// <summary>What a statement says.</summary>
/// <param name="Credits">What arrived, in the file's order.</param>
/// <param name="Debits">How many movements took money away; they are not looked at.</param>
/// <param name="Bad">Each row that could not be read, by its number, and why.</param>
public sealed record Statement(IReadOnlyList<StatementCredit> Credits, int Debits, IReadOnlyList<Problem> Bad);

/// <summary>A bank statement as it came: rows under a header, or SWIFT MT940.</summary>
public sealed class StatementFile
{
    public const int MostBytes = 5 * 1024 * 1024;
    public const int MostRows = 10_000;
    private const int HeaderWithin = 40;
    private readonly IReadOnlyList<string[]> _rows;
    private readonly int _headerAt;

    private StatementFile(string name, string? mt940, IReadOnlyList<string[]> rows)
    {
        (Name, Mt940, _rows) = (name, mt940, rows);
        _headerAt = mt940 is null ? FindHeader(rows) : 0;
        Header = mt940 is null && rows.Count > 0 ? [.. rows[_headerAt].Select(cell => cell.Trim()).Where(cell => cell.Length > 0).Distinct()] : [];
    }

    public string Name { get; }

    /// <summary>Its text, when it is MT940, which needs no columns.</summary>
    public string? Mt940 { get; }

    /// <summary>The names of its columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Some of its rows, to look at while its columns are chosen.</summary>
    public IReadOnlyList<string[]> Sample => [.. _rows.Skip(_headerAt).Take(6)];

    public static Result<StatementFile> Open(string name, byte[] content)
    {
        if (content.Length > MostBytes)
            return new Problem("File", $"El archivo pesa más de {MostBytes / 1024 / 1024} MB: pide al banco un periodo más corto.");
        if (Text(content) is { } text && text.Contains("\n:61:", StringComparison.Ordinal) && text.Contains(":60", StringComparison.Ordinal))
            return new StatementFile(name, text, []);
        var rows = Spreadsheet.ReadRows(name, content, MostRows);
        if (rows.Value is not { } read)
            return rows.Problems.ToList();
        return read.Any(row => row.Count(cell => cell.Trim().Length > 0) > 2)
            ? new StatementFile(name, null, read)
            : new Problem("File", "El archivo no tiene movimientos: descarga del banco el estado de cuenta en CSV, Excel o MT940.");
    }

    /// <param name="columns">Which column says what; not looked at for MT940.</param>
    public Result<Statement> Read(StatementColumns columns)
    {
        if (Mt940 is not null)
            return Banco.Mt940.Read(Mt940);
        if (columns.Problems(Header) is { Count: > 0 } problems)
            return problems.ToList();
        var reader = new StatementRows(columns, [.. _rows[_headerAt].Select(cell => cell.Trim())]);
        foreach (var (row, line) in _rows.Select((row, index) => (row, index + 1)).Skip(_headerAt + 1))
            reader.Add(line, row);
        return reader.Read;
    }

    /// <summary>The first row that names a day and an amount; else the first with three cells or more.</summary>
    private static int FindHeader(IReadOnlyList<string[]> rows)
    {
        for (var at = 0; at < Math.Min(rows.Count, HeaderWithin); at++)
        {
            if (StatementColumns.Guess([.. rows[at].Select(cell => cell.Trim())]) is { Date.Length: > 0, Credit.Length: > 0 })
                return at;
        }

        return Math.Max(0, rows.ToList().FindIndex(row => row.Count(cell => cell.Trim().Length > 0) > 2));
    }

    private static string? Text(byte[] content) => content.AsSpan().IndexOf((byte)0) < 0 ? Encoding.Latin1.GetString(content) : null;
}
