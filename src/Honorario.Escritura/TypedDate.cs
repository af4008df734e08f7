using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>
/// A day as people write it in Mexico: 1/11/2026, 28-11-26, 28112026, 2026-11-28, 28 nov 2026, 28/11, hoy, ayer, -3. Written back 28/11/2026.
/// </summary>
public static partial class TypedDate
{
    private const int FirstYear = 1900;
    private const int LastYear = 2100;
    private const string Form = "Escribe la fecha como 28/11/2026.";
    private static readonly string[] Months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

    private static readonly string[] MonthNames =
        ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    /// <summary>Reads a day.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="today">What "hoy", "-3" and a day without a year count from.</param>
    public static Reading<DateOnly> Read(string? text, DateOnly today)
    {
        var written = Bare(text);
        if (written.Length == 0)
            return Reading.Empty<DateOnly>();
        if (Spoken(written) is { } days)
            return days is >= -36525 and <= 36525 && today.DayNumber + days is > 0 and < 3_650_000
                ? Within(today.AddDays(days)) : Reading.Refuse<DateOnly>(Form);
        if (Iso().Match(written) is { Success: true } iso)
            return Day(Part(iso, "d"), Part(iso, "m"), Part(iso, "y"), swaps: false);
        if (Parts().Match(written) is { Success: true } parts)
            return parts.Groups["y"].Success
                ? Day(Part(parts, "d"), Part(parts, "m"), Year(parts.Groups["y"].Value, today)) : Nearest(Part(parts, "d"), Part(parts, "m"), today);
        if (Named().Match(written) is { Success: true } named && Array.IndexOf(Months, named.Groups["m"].Value[..3]) is >= 0 and var month
            && IsMonth(named.Groups["m"].Value, month))
            return named.Groups["y"].Success
                ? Day(Part(named, "d"), month + 1, Year(named.Groups["y"].Value, today)) : Nearest(Part(named, "d"), month + 1, today);
        return written.All(char.IsAsciiDigit) ? Digits(written, today) : Reading.Refuse<DateOnly>(Form);
    }

    /// <summary>28/11/2026</summary>
    public static string Write(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Lower case, without accents, weekday or hour.</summary>
    private static string Bare(string? text)
    {
        var plain = new StringBuilder();
        foreach (var letter in Pasted.Name(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(letter));
        }

        return Weekday().Replace(Hour().Replace(plain.ToString(), ""), "").Replace("setiembre", "septiembre", StringComparison.Ordinal).Trim();
    }

    private static int? Spoken(string written) => written switch
    {
        "hoy" => 0,
        "ayer" => -1,
        "antier" or "anteayer" or "antes de ayer" => -2,
        "manana" => 1,
        _ => Relative().Match(written) is { Success: true } relative
            ? int.Parse(relative.Groups["n"].Value, CultureInfo.InvariantCulture) * (relative.Groups["s"].Value == "+" ? 1 : -1)
            : null,
    };

    private static Reading<DateOnly> Digits(string written, DateOnly today)
    {
        switch (written.Length)
        {
            case 8:
                var read = At(written[..2], written[2..4], written[4..]);
                return read ?? At(written[6..], written[4..6], written[..4])
                    ?? Day(Number(written[..2]), Number(written[2..4]), Number(written[4..]));
            case 6:
                var (dayFirst, yearFirst) = (At(written[..2], written[2..4], "20" + written[4..]), At(written[4..], written[2..4], "20" + written[..2]));
                return (dayFirst, yearFirst) switch
                {
                    ({ } one, { } other) when one.Value != other.Value => Asked(one.Value, other.Value),
                    ({ } one, _) => one,
                    (null, { } other) => other,
                    _ => Reading.Refuse<DateOnly>(Form),
                };
            case 4:
                var near = Nearest(Number(written[..2]), Number(written[2..]), today);
                return near.Ok ? Asked(near.Value) : Reading.Refuse<DateOnly>(Form);
            default:
                return Reading.Refuse<DateOnly>(Form);
        }
    }

    private static Reading<DateOnly>? At(string day, string month, string year) =>
        Day(Number(day), Number(month), Number(year), swaps: false) is { Ok: true } read ? read : null;

    private static Reading<DateOnly> Day(int day, int month, int year, bool swaps = true)
    {
        if (year is < FirstYear or > LastYear)
            return Reading.Refuse<DateOnly>($"El año {year} no parece correcto: escribe la fecha como 28/11/2026.");
        if (month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
            return Reading.Of(new DateOnly(year, month, day));
        if (swaps && day is >= 1 and <= 12 && month is > 12 && month <= DateTime.DaysInMonth(year, day))
            return Asked(new DateOnly(year, day, month));
        if (month is < 1 or > 12)
            return Reading.Refuse<DateOnly>($"No hay mes {month}: escribe la fecha como 28/11/2026.");
        return Reading.Refuse<DateOnly>($"{Capital(MonthNames[month - 1])} de {year} tiene {DateTime.DaysInMonth(year, month)} días.");
    }

    /// <summary>Without a year: the day of that name which is nearest to today.</summary>
    private static Reading<DateOnly> Nearest(int day, int month, DateOnly today)
    {
        if (month is < 1 or > 12)
            return Day(day, month, today.Year);
        var near = Enumerable.Range(today.Year - 1, 3).Where(year => day >= 1 && day <= DateTime.DaysInMonth(year, month))
            .Select(year => new DateOnly(year, month, day))
            .OrderBy(date => Math.Abs(date.DayNumber - today.DayNumber)).ToList();
        return near.Count > 0 ? Within(near[0]) : Day(day, month, today.Year);
    }

    private static Reading<DateOnly> Within(DateOnly day) => Day(day.Day, day.Month, day.Year);

    private static Reading<DateOnly> Asked(params DateOnly[] meant) => Reading.Ask($"¿Quisiste decir {string.Join(" o ", meant.Select(Write))}?", meant);

    /// <summary>Two digits: within the twenty years to come, or past.</summary>
    private static int Year(string text, DateOnly today)
    {
        var year = Number(text);
        if (text.Length > 2)
            return year;
        var century = today.Year / 100 * 100;
        return century + year > today.Year + 20 ? century + year - 100 : century + year;
    }

    private static bool IsMonth(string text, int month) => text is { Length: 3 or 4 } || MonthNames[month].StartsWith(text, StringComparison.Ordinal);

    private static int Part(Match match, string name) => Number(match.Groups[name].Value);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    [GeneratedRegex(@"^(?<y>\d{4})(?<s>[-/. ])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<d>\d{1,2})\s?[-/. ]\s?(?<m>\d{1,2})(\s?[-/. ]\s?(?<y>\d{2}|\d{4}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^(?<d>\d{1,2})[-/. ]?\s?(de )?(?<m>[a-z]{3,10})\.?([-/. ,]?\s?(de |del )?(?<y>\d{4}|\d{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"^((?<s>[-+])\s?|hace (?<s>))(?<n>\d{1,5})( dias?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Relative();

    [GeneratedRegex(@"(t|,? )\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?( ?[ap]\.? ?m\.?| ?hrs?\.?|z|[-+]\d{2}:\d{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Hour();

    [GeneratedRegex("^(lunes|martes|miercoles|jueves|viernes|sabado|domingo),? ", RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();
}
