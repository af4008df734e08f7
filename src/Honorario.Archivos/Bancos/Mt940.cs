using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>
/// SWIFT MT940: any number of statements of any number of accounts; <c>:61:</c> is a movement and the <c>:86:</c> after it what the bank says, over
/// as many lines as it takes. A statement's pages (<c>:28C:</c> 1/1, 1/2) are one.
/// </summary>
internal static partial class Mt940
{
    private const int Width = 65;

    public static bool Is(string text) => text.Contains("\n:61:", StringComparison.Ordinal) && Balance().IsMatch(text)
        || (text.Contains("\n:25", StringComparison.Ordinal) && Balance().IsMatch(text));

    /// <summary>An MT942, which a bank gives during the day and whose movements may change.</summary>
    public static bool IsOfTheDay(string text) => text.Contains("\n:61:", StringComparison.Ordinal) && text.Contains("\n:34F:", StringComparison.Ordinal);

    public static List<Statement> Read(string text)
    {
        var pages = new List<Page>();
        Page? page = null;
        foreach (var (tag, lines, row) in Fields(text))
        {
            if (tag is "20")
            {
                page = null;
                continue;
            }

            if (page is null || (tag is "25" or "25P" && page.Account.Length > 0))
                pages.Add(page = new Page());
            page.Add(tag, lines, row);
        }

        return [.. pages.Where(one => one.Account.Length > 0 || one.Moves.Count > 0).GroupBy(one => (one.Account, one.Currency)).Select(Statement)];
    }

    /// <summary>A field begins with its tag at the start of a line and ends before the next one or the message's end.</summary>
    private static IEnumerable<(string Tag, List<string> Lines, int Row)> Fields(string text)
    {
        var (tag, lines, row) = ("", new List<string>(), 0);
        var all = text.ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at <= all.Length; at++)
        {
            var line = at < all.Length ? all[at] : null;
            var found = line is null ? Match.Empty : Tag().Match(line);
            var ends = line is null || line.Trim() is "-" or "-}" || line.StartsWith("-}", StringComparison.Ordinal)
                || line.StartsWith("{1:", StringComparison.Ordinal);
            if ((found.Success || ends) && tag.Length > 0)
            {
                yield return (tag, lines, row);
                (tag, lines) = ("", []);
            }

            if (found.Success)
                (tag, lines, row) = (found.Groups[1].Value, [line![found.Length..]], at + 1);
            else if (!ends && tag.Length > 0)
                lines.Add(line!);
        }
    }

    private static Statement Statement(IGrouping<(string Account, string Currency), Page> pages)
    {
        var moves = pages.SelectMany(page => page.Moves).ToList();
        var notes = new List<string>();
        if (pages.First().Opening is { } opening && pages.Last().Closing is { } closing && opening + moves.Sum(move => move.Signed) is var sum
            && sum != closing && pages.All(page => page.Bad.Count == 0))
            notes.Add(Chain.Mismatch(opening, moves.Sum(move => move.Signed), closing));
        return new Statement(
            pages.Key.Account.Length > 0 ? [pages.Key.Account] : [],
            pages.Key.Currency,
            [.. moves.Where(move => move.Signed > 0).Select(move => move.Deposit)],
            moves.Count(move => move.Signed <= 0),
            [.. pages.SelectMany(page => page.Bad)],
            [],
            notes);
    }

    private sealed record Move(decimal Signed, Deposit Deposit);

    private sealed class Page
    {
        public string Account { get; private set; } = "";
        public string Currency { get; private set; } = "";
        public decimal? Opening { get; private set; }
        public decimal? Closing { get; private set; }
        public List<Move> Moves { get; } = [];
        public List<RowFinding> Bad { get; } = [];
        private bool _last;

        public void Add(string tag, List<string> lines, int row)
        {
            switch (tag)
            {
                case "25" or "25P":
                    Account = lines[0].Trim();
                    break;
                case "60F" or "60M" when Balance(lines[0]) is var (amount, currency):
                    (Opening, Currency) = (Opening ?? amount, currency);
                    break;
                case "62F" or "62M" when Balance(lines[0]) is var (amount, currency):
                    (Closing, Currency) = (amount, currency);
                    _last = false;
                    break;
                case "61":
                    _last = Take(lines, row);
                    break;
                case "86" when _last:
                    var (text, last) = (Joined(lines), Moves[^1]);
                    var spei = SpeiText.Of(text);
                    Moves[^1] = last with
                    {
                        Deposit = last.Deposit with
                        {
                            Text = $"{last.Deposit.Text} {text}".Trim(), TrackingKey = spei.TrackingKey, Payer = spei.Payer, Time = spei.Time,
                        },
                    };
                    break;
            }
        }

        private bool Take(List<string> lines, int row)
        {
            var found = Movement().Match(lines[0]);
            if (!found.Success || !DateOnly.TryParseExact(found.Groups["day"].Value, "yyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || Decimal(found.Groups["amount"].Value) is not { } amount || Amounts.Centavos(amount) is not { } centavos)
            {
                Bad.Add(new RowFinding(row, $"el movimiento «{lines[0]}» no se entiende."));
                return false;
            }

            var (own, banks) = (found.Groups["own"].Value.Trim(), found.Groups["bank"].Value.Trim());
            var reference = own is "" or "NONREF" ? banks : own;
            var comes = found.Groups["mark"].Value is "C" or "RD" or "EC";
            var about = Joined([.. lines.Skip(1)]);
            if (own.Length > 0 && banks.Length > 0 && banks != own && own != "NONREF")
                about = $"{banks} {about}".Trim();
            Moves.Add(new Move(comes ? centavos : -centavos, new Deposit(row, day, null, centavos, reference, "", "", about, null)));
            return true;
        }

        /// <summary>A line that is full is cut within a word.</summary>
        private static string Joined(List<string> lines)
        {
            var text = new System.Text.StringBuilder();
            foreach (var (line, at) in lines.Select((line, at) => (line, at)))
            {
                if (at > 0 && lines[at - 1].Length < Width && text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
                text.Append(at == 0 ? line.TrimStart() : line);
            }

            var said = text.ToString();
            // Some banks number the parts of it: ?20CI-101?32GENERAL DE SALUD.
            if (Subfields().Count(said) > 1)
                said = Subfields().Replace(said, " ");
            return string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }

        private static (decimal Amount, string Currency)? Balance(string line)
        {
            var found = BalanceField().Match(line.Trim());
            return found.Success && Decimal(found.Groups["amount"].Value) is { } amount
                ? (found.Groups["mark"].Value == "D" ? -amount : amount, found.Groups["currency"].Value)
                : null;
        }

        private static decimal? Decimal(string text) =>
            decimal.TryParse(text.TrimEnd(',', '.').Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
                : null;
    }

    [GeneratedRegex(@"^:60[FM]:", RegexOptions.Multiline)]
    private static partial Regex Balance();

    [GeneratedRegex(@"\?\d{2}")]
    private static partial Regex Subfields();

    [GeneratedRegex(@"^:(\d{2}[A-Z]?):")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?<day>\d{6})(?<entry>\d{4})?(?<mark>R[CD]|E[CD]|[CD])(?<funds>[A-Z])?\s?(?<amount>\d[\d]*[,.]?\d{0,4})"
        + @"(?<kind>[A-Z][A-Z0-9]{3})?(?<own>(?:(?!//).){0,24})(?://(?<bank>.*))?$")]
    private static partial Regex Movement();

    [GeneratedRegex(@"^(?<mark>[CD])(?<day>\d{6})(?<currency>[A-Z]{3})(?<amount>[\d.,]+)$")]
    private static partial Regex BalanceField();
}
