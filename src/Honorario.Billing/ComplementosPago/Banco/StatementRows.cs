using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>Reads the rows of a statement, as the banks of Mexico write them, and names each that it can't read.</summary>
internal sealed partial class StatementRows(StatementColumns columns, IReadOnlyList<string> header)
{
    private static readonly string[] DateFormats =
    [
        "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-M-d", "yyyy/M/d", "d/M/yy", "d-M-yy", "ddMMyyyy", "yyyyMMdd",
        "d/MMM/yyyy", "d-MMM-yyyy", "d MMM yyyy", "d/MMM/yy", "d-MMM-yy", "d MMM yy",
    ];

    private static readonly string[] Months = ["ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC"];
    private static readonly HashSet<string> Comes = ["+", "A", "ABONO", "ABONOS", "CR", "CREDITO", "DEPOSITO", "H", "HABER"];
    private static readonly HashSet<string> Goes = ["-", "C", "CARGO", "CARGOS", "D", "DB", "DR", "DEBITO", "DEBE", "RETIRO"];

    private readonly List<StatementCredit> _credits = [];
    private readonly List<Problem> _bad = [];
    private int _debits;

    public Statement Read => new(_credits, _debits, _bad);

    public void Add(int line, string[] row)
    {
        if (row.All(string.IsNullOrWhiteSpace))
            return;
        var (day, written, sign) = (Cell(row, columns.Date), Cell(row, columns.Credit), SearchText.Of(Cell(row, columns.Sign)));
        if (written.All(letter => letter == '-'))
            written = "";
        if (day.Length == 0 && written.Length == 0)
            Bad(line, "no es un movimiento: no tiene día ni importe.");
        else if (ReadDate(day) is not { } date)
            Bad(line, day.Length == 0 ? "no dice el día." : $"el día «{day}» no se entiende.");
        else if (sign.Length > 0 && !Comes.Contains(sign) && !Goes.Contains(sign))
            Bad(line, $"«{sign}» no dice si el dinero llegó o salió.");
        else if (written.Length == 0 || Goes.Contains(sign))
            _debits++;
        else if (ReadAmount(written) is not { } amount)
            Bad(line, $"el importe «{written}» no se entiende.");
        else if (amount <= 0)
            _debits++;
        else if (Cell(row, columns.Time) is var hour && hour.Length > 0 && ReadTime(hour) is null)
            Bad(line, $"la hora «{hour}» no se entiende.");
        else
            _credits.Add(
                new StatementCredit(line, date, ReadTime(hour), amount, Short(Cell(row, columns.Reference), BankMovement.ReferenceLength), Words(row)));
    }

    internal static string Short(string text, int most) => text.Length <= most ? text : text[..most];

    internal static DateOnly? ReadDate(string text)
    {
        var upper = SearchText.Of(text.Split('T')[0]);
        for (var month = 0; month < Months.Length; month++)
            upper = upper.Replace(Months[month], CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[month]
                .ToUpperInvariant(), StringComparison.Ordinal);
        foreach (var format in DateFormats)
        {
            if (DateOnly.TryParseExact(upper, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 2000 and < 2100)
                return date;
        }

        return null;
    }

    /// <summary>1,234.50, $1,234.50, (1,234.50) or 1,234.50-: thousands with commas, cents with a point, as everybody writes them in Mexico.</summary>
    internal static decimal? ReadAmount(string text)
    {
        var bare = Noise().Replace(text, "");
        var negative = bare.StartsWith('-') || bare.EndsWith('-') || (bare.StartsWith('(') && bare.EndsWith(')'));
        bare = bare.Trim('-', '+', '(', ')');
        if (!Figure().IsMatch(bare)
            || !decimal.TryParse(bare, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount))
            return null;
        var cents = decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
        return Math.Abs(cents - amount) > 0.0001m ? null : negative ? -cents : cents;
    }

    private static TimeOnly? ReadTime(string text) =>
        TimeOnly.TryParseExact(text, ["H:mm", "H:mm:ss", "HHmm", "HHmmss", "h:mm tt", "h:mm:ss tt"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var time) ? time : null;

    private string Words(string[] row)
    {
        var parts = new[] { Cell(row, columns.Text), Cell(row, columns.Detail) }.Where(part => part.Length > 0).Distinct();
        return Short(string.Join(" · ", parts), BankMovement.TextLength);
    }

    /// <summary>Without the apostrophes by which some banks keep a spreadsheet from touching a number.</summary>
    private string Cell(string[] row, string column)
    {
        var at = column.Length == 0 ? -1 : header.ToList().IndexOf(column);
        return at >= 0 && at < row.Length ? row[at].Trim().Trim('\'').Trim() : "";
    }

    private void Bad(int line, string why) => _bad.Add(new Problem("", $"Fila {line}: {why}"));

    [GeneratedRegex(@"[\s$']|MXN|MN")]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")]
    private static partial Regex Figure();
}
