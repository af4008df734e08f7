using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>
/// The movements of a SWIFT MT940 statement: <c>:61:</c> with the day, C or D, the amount with a decimal comma and the references,
/// and the <c>:86:</c> that follows it with what the bank says.
/// </summary>
internal static partial class Mt940
{
    public static Statement Read(string text)
    {
        var (credits, bad, debits) = (new List<StatementCredit>(), new List<Problem>(), 0);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (!lines[at].StartsWith(":61:", StringComparison.Ordinal))
                continue;
            var found = Movement().Match(lines[at]);
            var date = found.Success
                && DateOnly.TryParseExact(found.Groups["day"].Value, "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day : (DateOnly?)null;
            if (date is null || StatementRows.ReadAmount(found.Groups["amount"].Value.TrimEnd(',').Replace(',', '.')) is not { } amount)
                bad.Add(new Problem("", $"Fila {at + 1}: el movimiento «{StatementRows.Short(lines[at], 60)}» no se entiende."));
            else if (found.Groups["mark"].Value != "C")
                debits++;
            else
                credits.Add(new StatementCredit(at + 1, date.Value, null, amount, Reference(found), About(lines, at + 1)));
        }

        return new Statement(credits, debits, bad);
    }

    private static string Reference(Match found)
    {
        var (own, banks) = (found.Groups["own"].Value.Trim(), found.Groups["bank"].Value.Trim());
        return StatementRows.Short(own is "" or "NONREF" ? banks : own, BankMovement.ReferenceLength);
    }

    /// <summary>What follows up to the next movement or field, joined.</summary>
    private static string About(string[] lines, int from)
    {
        var words = new List<string>();
        for (var at = from; at < lines.Length && !lines[at].StartsWith(":61:", StringComparison.Ordinal)
            && !lines[at].StartsWith(":6", StringComparison.Ordinal) && !lines[at].StartsWith('-'); at++)
            words.Add((lines[at].StartsWith(":86:", StringComparison.Ordinal) ? lines[at][4..] : lines[at]).Trim());
        return StatementRows.Short(string.Join(' ', words.Where(word => word.Length > 0)), BankMovement.TextLength);
    }

    [GeneratedRegex(@"^:61:(?<day>\d{6})(\d{4})?(?<mark>R?[CD])[A-Z]?(?<amount>\d+,\d{0,2})(?<kind>[A-Z][A-Z0-9]{3})(?<own>[^/\n]{0,16})(//(?<bank>.*))?")]
    private static partial Regex Movement();
}
