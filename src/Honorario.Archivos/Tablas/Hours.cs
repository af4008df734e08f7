using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Archivos.Tablas;

/// <summary>Hours as banks write them: 10:22, 1022, 02:15 p. m., 14:05 hrs, 10:22:33.123.</summary>
public static partial class Hours
{
    /// <returns>Null for what is none.</returns>
    public static TimeOnly? Read(Cell cell) => cell.Kind switch
    {
        CellKind.Date => Read(cell.Text.Split(' ')[^1]),
        CellKind.Number when decimal.TryParse(cell.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part) && part is > 0 and < 1 =>
            TimeOnly.FromTimeSpan(TimeSpan.FromSeconds((double)decimal.Round(part * 86400) % 86400)),
        CellKind.Text or CellKind.Number => Read(cell.Text),
        _ => null,
    };

    internal static TimeOnly? Read(string text)
    {
        var clock = Clock().Match(text.Trim().Trim('\''));
        if (!clock.Success)
            return null;
        var (hour, minute) = (Number(clock, "h"), Number(clock, "m"));
        var second = clock.Groups["s"].Success ? Number(clock, "s") : 0;
        if (clock.Groups["half"].Value is { Length: > 0 } half)
        {
            if (hour is 0 or > 12)
                return null;
            hour = (hour % 12) + (half is "p" or "P" ? 12 : 0);
        }

        return hour < 24 && minute < 60 && second < 60 ? new TimeOnly(hour, minute, second) : null;
    }

    private static int Number(Match clock, string group) => int.Parse(clock.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<h>\d{1,2})(?::(?<m>\d{2})(?::(?<s>\d{2})(?:[.,]\d+)?)?|"
        + @"(?<m>\d{2})(?<s>\d{2})?)(?:\s*(?<half>[aApP])\.?\s*[mM]\.?)?(?:\s*(?:hrs?|HRS?|horas|h)\.?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
