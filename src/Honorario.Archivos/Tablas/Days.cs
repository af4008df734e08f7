using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Archivos.Tablas;

/// <summary>Days as people, banks and spreadsheets write them in Mexico.</summary>
public static partial class Days
{
    /// <summary>Years that a day of a table may have.</summary>
    public const int FirstYear = 2000;

    public const int LastYear = 2099;

    private const string Months =
        "ENE(?:RO)?|JAN(?:UARY)?|FEB(?:RERO|RUARY)?|MAR(?:ZO|CH)?|ABR(?:IL)?|APR(?:IL)?|MAYO?|JUN(?:IO|E)?|JUL(?:IO|Y)?|AGO(?:STO)?|"
        + "AUG(?:UST)?|SE(?:P|PT|T|PTIEMBRE|PTEMBER|TIEMBRE)|OCT(?:UBRE|OBER)?|NOV(?:IEMBRE|EMBER)?|DIC(?:IEMBRE)?|DEC(?:EMBER)?";

    private static readonly string[] Starts = ["ENE JAN", "FEB", "MAR", "ABR APR", "MAY", "JUN", "JUL", "AGO AUG", "SEP SET", "OCT", "NOV", "DIC DEC"];

    /// <summary>The first and the last serial of a spreadsheet that are taken for days: 2000 and 2099.</summary>
    private const decimal FirstSerial = 36526;

    private const decimal LastSerial = 73050;

    /// <summary>Every day that a cell may mean, with its hour where it says one: none, one, or day before month and month before day.</summary>
    internal static (DateTime? DayFirst, DateTime? MonthFirst) Readings(Cell cell) => cell.Kind switch
    {
        CellKind.Date => Only(DateTime.TryParseExact(
            cell.Text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null),
        CellKind.Text or CellKind.Number => Written(cell.Text),
        _ => (null, null),
    };

    private static (DateTime?, DateTime?) Written(string written)
    {
        var text = Weekday().Replace(Plain(written), "");
        var hour = TimeSpan.Zero;
        if (Clock().Match(text) is { Success: true } split)
        {
            if (Hours.Read(Zone().Replace(split.Groups["hour"].Value, "")) is not { } time)
                return (null, null);
            (text, hour) = (split.Groups["day"].Value.TrimEnd(' ', ',', 'T'), time.ToTimeSpan());
        }

        var (first, second) = Day(text);
        return (first?.Add(hour), second?.Add(hour));
    }

    private static (DateTime? DayFirst, DateTime? MonthFirst) Day(string text)
    {
        if (YearFirst().Match(text) is { Success: true } year)
            return Only(Of(Number(year, 1), Number(year, 2), Number(year, 3)));
        if (YearLast().Match(text) is { Success: true } last)
        {
            var (one, two, of) = (Number(last, 1), Number(last, 2), Year(last.Groups[3].Value));
            var (dayFirst, monthFirst) = (Of(of, two, one), Of(of, one, two));
            return (dayFirst, monthFirst);
        }

        if (Named().Match(text) is { Success: true } named)
            return Only(Of(Year(named.Groups["y"].Value), Month(named.Groups["m"].Value), Number(named, "d")));
        if (NamedFirst().Match(text) is { Success: true } english)
            return Only(Of(Year(english.Groups["y"].Value), Month(english.Groups["m"].Value), Number(english, "d")));
        if (text.Length == 8 && text.All(char.IsAsciiDigit))
            return Only(Of(Digits(text[..4]), Digits(text[4..6]), Digits(text[6..])) ?? Of(Digits(text[4..]), Digits(text[2..4]), Digits(text[..2])));
        if (text.Length == 7 && text.All(char.IsAsciiDigit))
            return Only(Of(Digits(text[3..]), Digits(text[1..3]), Digits(text[..1])));
        return Serial().IsMatch(text) && decimal.Parse(text, CultureInfo.InvariantCulture) is >= FirstSerial and <= LastSerial and var serial
            ? Only(Rounded(DateTime.FromOADate((double)serial)))
            : (null, null);
    }

    private static (DateTime?, DateTime?) Only(DateTime? day) => (day, day);

    private static DateTime Rounded(DateTime moment) =>
        new((moment.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);

    private static DateTime? Of(int year, int month, int day) =>
        year is >= FirstYear and <= LastYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day) : null;

    private static int Year(string digits) => digits.Length == 2 ? FirstYear + Digits(digits) : Digits(digits);

    private static int Month(string name) => 1
        + Array.FindIndex(Starts, starts => starts.Split(' ').Any(start => name.StartsWith(start, StringComparison.Ordinal)));

    private static int Number(Match match, int group) => Digits(match.Groups[group].Value);

    private static int Number(Match match, string group) => Digits(match.Groups[group].Value);

    private static int Digits(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Upper case without accents, quotation marks or doubled spaces; its separators stay.</summary>
    private static string Plain(string text)
    {
        var plain = new System.Text.StringBuilder(text.Length);
        foreach (var letter in Words.Whole(text).Normalize(System.Text.NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || letter is '\'' or '"' or '’' or '‘')
                continue;
            if (!char.IsWhiteSpace(letter))
                plain.Append(char.ToUpperInvariant(letter is '–' or '‑' or '−' ? '-' : letter));
            else if (plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().Trim();
    }

    [GeneratedRegex(@"^(LUNES|MARTES|MIERCOLES|JUEVES|VIERNES|SABADO|DOMINGO|LUN|MIE|JUE|VIE|SAB|DOM|MON|TUE|WED|THU|FRI|SAT|SUN)\.?,?\s+")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"^(?<day>.*?\d)(?:T|,?\s+(?:A LAS\s+)?|,)(?<hour>\d{1,2}:\d{2}.*)$")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$")]
    private static partial Regex Zone();

    [GeneratedRegex(@"^(\d{4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,2})$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4}|\d{2})$")]
    private static partial Regex YearLast();

    [GeneratedRegex(@"^(?<d>\d{1,2})(?:\s?[-/. ]\s?|\s?DE\s|)\s?(?:DE\s)?(?<m>" + Months + @")\.?(?:\s?[-/. ,]\s?|)(?:DEL? )?(?<y>\d{4}|\d{2})$")]
    private static partial Regex Named();

    [GeneratedRegex("^(?<m>" + Months + @")\.?[-/. ]\s?(?<d>\d{1,2})(?:ST|ND|RD|TH)?[-/., ]\s?(?<y>\d{4}|\d{2})$")]
    private static partial Regex NamedFirst();

    [GeneratedRegex(@"^\d{5}(\.\d+)?$")]
    private static partial Regex Serial();
}
