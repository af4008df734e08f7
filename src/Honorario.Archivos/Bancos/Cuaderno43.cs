using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Bancos;

/// <summary>
/// The old Spanish format that Banorte and BBVA still give: records 11 (account), 22 (movement), 23 (its text), 33 (end of the account) and 88.
/// </summary>
internal static partial class Cuaderno43
{
    private const string PesosInIso = "484";
    private const string DollarsInIso = "840";

    public static bool Is(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 2 && lines[0].StartsWith("11", StringComparison.Ordinal) && lines[0].Length >= 40 && lines
            .Any(line => line.StartsWith("33", StringComparison.Ordinal))
            && lines.All(line => Known().IsMatch(line));
    }

    public static List<Statement> Read(string text)
    {
        var statements = new List<Statement>();
        var (account, currency, deposits, bad, debits, open) = ("", "", new List<Deposit>(), new List<RowFinding>(), 0, false);
        var (opening, went) = ((decimal?)null, 0m);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].TrimEnd();
            switch (line.Length >= 2 ? line[..2] : "")
            {
                case "11":
                    (account, currency, deposits, bad, debits) = (line.Length >= 20 ? line[2..20].Trim() : "", Currency(line), [], [], 0);
                    (opening, went) = (Balance(line, 32), 0);
                    break;
                case "22":
                    open = false;
                    if (Movement(line, at + 1) is not { } move)
                        bad.Add(new RowFinding(at + 1, $"el movimiento «{line}» no se entiende."));
                    else if (move.Comes)
                        (open, _) = (true, Add(deposits, move.Deposit));
                    else
                        (debits, went) = (debits + 1, went + move.Deposit.Amount);
                    break;
                case "23" when open && deposits.Count > 0:
                    deposits[^1] = With(deposits[^1], line[4..]);
                    break;
                case "33":
                    statements.Add(new Statement(
                        account.Length > 0 ? [account] : [], currency, deposits, debits, bad, [],
                            bad.Count == 0 ? Unbalanced(opening, deposits.Sum(one => one.Amount) - went, Balance(line, 58)) : []));
                    open = false;
                    break;
            }
        }

        return statements;
    }

    private static bool Add(List<Deposit> deposits, Deposit deposit)
    {
        deposits.Add(deposit);
        return true;
    }

    private static string Currency(string line) => line.Length >= 50
        ? line[47..50] switch { PesosInIso => Statement.Pesos, DollarsInIso => "USD", var code => code.Trim() } : "";

    private static IReadOnlyList<string> Unbalanced(decimal? opening, decimal moved, decimal? closing) =>
        opening is { } first && closing is { } last && first + moved != last ? [Chain.Mismatch(first, moved, last)] : [];

    /// <summary>A sign, 1 for what is owed, and fourteen digits.</summary>
    private static decimal? Balance(string line, int at) => line.Length >= at + 15 && line[at] is ('1' or '2')
        && long.TryParse(line.AsSpan(at + 1, 14), NumberStyles.None, CultureInfo.InvariantCulture, out var centavos)
            ? (line[at] == '1' ? -1 : 1) * (centavos / 100m) : null;

    private static (bool Comes, Deposit Deposit)? Movement(string line, int row)
    {
        if (line.Length < 42 || !DateOnly.TryParseExact(line[10..16], "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || line[27] is not ('1' or '2') || !long.TryParse(line[28..42], NumberStyles.None, CultureInfo.InvariantCulture, out var centavos))
            return null;
        var folio = line.Length > 82 ? line[82..Math.Min(line.Length, 94)].Trim() : line.Length > 52 ? line[52..Math.Min(line.Length, 64)].Trim() : "";
        return (line[27] == '2', new Deposit(row, day, null, centavos / 100m, folio, "", "", "", null));
    }

    private static Deposit With(Deposit deposit, string more)
    {
        var text = string.Join(' ', $"{deposit.Text} {more}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var spei = SpeiText.Of(text);
        return deposit with { Text = text, TrackingKey = spei.TrackingKey, Payer = spei.Payer, Time = spei.Time };
    }

    [GeneratedRegex(@"^(?:11|22|23|24|33|88)[\d ]")]
    private static partial Regex Known();
}
