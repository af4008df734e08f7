using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing;

namespace Honorario.Web.Components.Shared;

/// <summary>Amounts, dates and problems as the screen says them.</summary>
internal static partial class Say
{
    public static CultureInfo Mexico { get; } = CultureInfo.GetCultureInfo("es-MX");

    /// <summary>A period that may be open: "del 01/11/2026 al 28/11/2026", "desde 01/11/2026"; null for none.</summary>
    public static string? Period(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) => $"del {Date(first)} al {Date(last)}",
        ({ } first, null) => $"desde {Date(first)}",
        (null, { } last) => $"hasta {Date(last)}",
        _ => null,
    };

    /// <summary>$1,234.50</summary>
    public static string Money(decimal pesos) => pesos < 0
        ? "−$" + (-pesos).ToString("N2", Mexico)
        : "$" + pesos.ToString("N2", Mexico);

    /// <summary>1,234</summary>
    public static string Whole(int number) => number.ToString("N0", Mexico);

    /// <summary>20/03/2026</summary>
    public static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>An instant in UTC as the clock in central Mexico: 20/03/2026 12:05</summary>
    public static string Instant(DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(utc, CentralMexico).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The instant in UTC when a day begins in central Mexico.</summary>
    public static DateTime StartOf(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), CentralMexico);

    /// <summary>"1 servicio", "23 servicios"</summary>
    public static string Count(int number, string one, string many) => Counted.Text(number, one, many);

    /// <summary>What a field shows of its problems; null when it has none. Codes for technicians stand in the summary of the form.</summary>
    public static string? At(this IEnumerable<Problem> problems, string field)
    {
        var own = problems.Where(problem => problem.Field == field).Select(problem => problem.Message).ToList();
        return own.Count == 0 ? null : string.Join(" ", own);
    }

    /// <summary>An answer of the PAC or SAT as it is kept, "305: La fecha no es…", or several one after the other: the words, and the codes apart.</summary>
    public static (string Words, string? Code) Answer(string kept)
    {
        var codes = Codes().Matches(kept).Select(match => match.Groups["code"].Value).ToList();
        return (Codes().Replace(kept, ""), codes.Count == 0 ? null : string.Join(", ", codes));
    }

    /// <summary>A code at the beginning, or after the end of a sentence.</summary>
    [GeneratedRegex(@"(?<=^|[.!?] )(?<code>[A-Z]{0,6}[0-9]{3,6}): ")]
    private static partial Regex Codes();

    private static TimeZoneInfo CentralMexico { get; } = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");
}
