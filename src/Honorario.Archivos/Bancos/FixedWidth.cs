using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Bancos;

/// <summary>Texts whose columns have fixed places: Scotiabank's (CHQMXN…) and Santander's Enlace.</summary>
internal static partial class FixedWidth
{
    private const int EnlaceWidth = 200;

    /// <returns>Null when it is neither.</returns>
    public static BankFile? Read(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select((line, at) => (Line: line, Row: at + 1))
            .Where(one => one.Line.Trim().Length > 0).ToList();
        if (lines.Count > 0 && lines.All(one => Scotiabank().IsMatch(one.Line)))
            return Bank("Scotiabank", lines, OfScotiabank);
        return lines.Count > 0 && lines.All(one => one.Line.Length >= EnlaceWidth && Enlace().IsMatch(one.Line)) ? Bank("Santander Enlace", lines, OfEnlace)
            : null;
    }

    private sealed record Move(string Account, string Currency, bool Comes, Deposit Deposit);

    private static BankFile Bank(string name, List<(string Line, int Row)> lines, Func<string, int, Move?> read)
    {
        var all = lines.Select(one => (one.Row, one.Line, Move: read(one.Line, one.Row))).ToList();
        var bad = all.Where(one => one.Move is null).Select(one => new RowFinding(one.Row, $"el movimiento «{one.Line.Trim()}» no se entiende.")).ToList();
        return new BankFile(name,
            [.. all.Select(one => one.Move).OfType<Move>().GroupBy(one => (one.Account, one.Currency)).Select((moves, at) => new Statement(
            [moves.Key.Account], moves.Key.Currency, [.. moves.Where(move => move.Comes).Select(move => move.Deposit)], moves.Count(move => !move.Comes),
                at == 0 ? bad : [], [],
            Chain.Check(
                [.. moves.Select(move => new Link(move.Deposit.Row, move.Comes ? move.Deposit.Amount : -move.Deposit.Amount, move.Deposit.Balance))])))], null);
    }

    private static Move? OfScotiabank(string line, int row)
    {
        if (!Day(Part(line, 26, 36), "yyyy/MM/dd", out var day) || Number(Part(line, 46, 63)) is not { } amount)
            return null;
        return New(Part(line, 6, 26), Part(line, 3, 6), Part(line, 63, 68).StartsWith("Abono", StringComparison.OrdinalIgnoreCase), row, day, null, amount,
            Part(line, 36, 46), Part(line, 85, line.Length), Number(Part(line, 68, 85)));
    }

    private static Move? OfEnlace(string line, int row)
    {
        if (!Day(Part(line, 16, 24), "MMddyyyy", out var day) || Implied(Part(line, 77, 91)) is not { } amount)
            return null;
        TimeOnly? time = TimeOnly.TryParseExact(Part(line, 24, 28), "HHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;
        var text = string.Join(' ',
            $"{Part(line, 36, 76)} {Part(line, 113, 203)} {Part(line, 263, 383)} {Part(line, 499, line.Length)}".Split((char[]?)null,
                StringSplitOptions.RemoveEmptyEntries));
        var tail = Part(line, 383, 499).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var move = New(Part(line, 0, 16), "", line[76] == '+', row, day, time, amount, Part(line, 105, 113), text, Implied(Part(line, 91, 105)));
        var key = tail.FirstOrDefault(word => word.Length is >= 10 and <= 30 && !Cfdi.Rfc.TryParse(word, out _)
            && SpeiText.KeyOf(word).Length > 0) ?? move.Deposit.TrackingKey;
        return move with { Deposit = move.Deposit with { TrackingKey = key, Payer = Part(line, 263, 383) } };
    }

    private static Move New(string account, string currency, bool comes, int row, DateOnly day, TimeOnly? time, decimal amount, string reference,
        string text, decimal? balance)
    {
        var spei = SpeiText.Of(text);
        return new Move(account, currency, comes, new Deposit(row, day, time ?? spei.Time, amount, reference, spei.TrackingKey, spei.Payer, text, balance));
    }

    private static string Part(string line, int from, int to) => from >= line.Length ? "" : line[from..Math.Min(to, line.Length)].Trim();

    private static bool Day(string text, string format, out DateOnly day) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture,
            out var number) ? number : null;

    private static decimal? Implied(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var centavos)
        ? centavos / 100m : null;

    [GeneratedRegex(@"^CHQ[A-Z]{3}.{20}\d{4}/\d{2}/\d{2}")]
    private static partial Regex Scotiabank();

    [GeneratedRegex(@"^[\d ]{16}\d{8}[\d ]{4}.{48}[+-]\d{14}")]
    private static partial Regex Enlace();
}
