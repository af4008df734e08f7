using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Archivos.Tablas;

/// <summary>What a cell says of money.</summary>
/// <param name="Point">Read with a decimal point, in pesos; null when that does not fit.</param>
/// <param name="Comma">Read with a decimal comma; null when that does not fit.</param>
/// <param name="Foreign">Names a currency other than pesos.</param>
/// <param name="IsEither">One point before three digits: 12.500 may be twelve thousand five hundred or twelve and a half.</param>
public readonly record struct Money(decimal? Point, decimal? Comma, bool Foreign, bool IsEither = false);

/// <summary>Amounts as people, banks and spreadsheets write them: $ 12,500.00 MXN, 12,500.00 M.N., (12,500.00), 12,500.00 CR, 1.25E+04.</summary>
public static partial class Amounts
{
    /// <summary>Binary fractions are never further from centavos than this.</summary>
    private const decimal Noise = 0.0001m;

    /// <summary>A cell that says there is no amount: blank, "-", "N/A", "No aplica".</summary>
    public static bool SaysNone(Cell cell) => cell.IsEmpty || (cell.Kind == CellKind.Text && None().IsMatch(cell.Text));

    public static Money Of(Cell cell)
    {
        if (cell.Kind is not (CellKind.Text or CellKind.Number))
            return default;
        var text = Bare(cell.Text, out var negative, out var foreign);
        if (text is null)
            return new Money(null, null, foreign);
        decimal? point = PointStyle().IsMatch(text) ? Parse(text.Replace(",", "", StringComparison.Ordinal)) : Science().IsMatch(text) ? Parse(text) : null;
        decimal? comma = cell.Kind == CellKind.Text && CommaStyle().IsMatch(text) ? Parse(text.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'))
            : null;
        var either = cell.Kind == CellKind.Text && EitherStyle().IsMatch(text);
        return negative ? new Money(-point, -comma, foreign, either) : new Money(point, comma, foreign, either);
    }

    /// <summary>To whole centavos, or null when it says more than centavos.</summary>
    public static decimal? Centavos(decimal amount)
    {
        var rounded = decimal.Round(amount, 2, MidpointRounding.AwayFromZero);
        return Math.Abs(rounded - amount) <= Noise ? rounded : null;
    }

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var amount)
            && Math.Abs(amount) < 1e15m ? amount : null;

    /// <returns>Digits and their separators alone; null when there is anything else.</returns>
    private static string? Bare(string text, out bool negative, out bool foreign)
    {
        var upper = text.ToUpperInvariant().Replace('\u00A0', ' ').Replace('\u202F', ' ').Replace('\u2212', '-').Replace('Ó', 'O');
        foreign = ForeignCurrency().IsMatch(upper);
        negative = false;
        if (foreign)
            return null;
        upper = Pesos().Replace(upper, " ").Trim();
        if (Side().Match(upper) is { Success: true } side)
        {
            negative = side.Value.Trim()[0] == 'D';
            upper = upper[..side.Index].TrimEnd();
        }

        if (upper.StartsWith('(') && upper.EndsWith(')'))
            (negative, upper) = (true, upper[1..^1].Trim());
        else if (upper.StartsWith('-') || upper.StartsWith('+'))
            (negative, upper) = (negative ^ upper[0] == '-', upper[1..].Trim());
        else if (upper.EndsWith('-') || upper.EndsWith('+'))
            (negative, upper) = (negative ^ upper[^1] == '-', upper[..^1].Trim());
        upper = Pesos().Replace(upper, "").Trim('\'', ' ');
        upper = Groups().Replace(Millions().Replace(upper, ","), "");
        return upper.Length > 0 && upper.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or 'E' or '+' or '-') ? upper : null;
    }

    [GeneratedRegex(@"^(?:[-–—\s]+|N/?A\.?|NO APLICA|ND|N/D)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex None();

    [GeneratedRegex(@"MX\$|\$|\bMX[NP]\b|M\.\s?N\.?(?![A-Z])|\bMN\b|\bPESOS?\b|\bMONEDA NACIONAL\b")]
    private static partial Regex Pesos();

    [GeneratedRegex(@"US\s?\$|U\.S\.|\bUSD\b|\bEUR\b|€|£|\bDLL?S?\b\.?|D[OÓ]LAR|EURO|\bCAD\b|\bGBP\b|\bUDI")]
    private static partial Regex ForeignCurrency();

    [GeneratedRegex(@"\s*\b(?:CR|DR|DB)\.?$")]
    private static partial Regex Side();

    /// <summary>The apostrophe of millions over commas of thousands: 1'250,000.00.</summary>
    [GeneratedRegex(@"(?<=^\d{1,3})['’](?=\d{3},\d{3}(?:\D|$))")]
    private static partial Regex Millions();

    /// <summary>Spaces and apostrophes between groups of three.</summary>
    [GeneratedRegex(@"(?<=\d)[ '’](?=\d{3}(?:\D|$))")]
    private static partial Regex Groups();

    [GeneratedRegex(@"^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?$|^\.\d+$")]
    private static partial Regex PointStyle();

    [GeneratedRegex(@"^(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$")]
    private static partial Regex CommaStyle();

    [GeneratedRegex(@"^[1-9]\d{0,2}\.\d{3}$")]
    private static partial Regex EitherStyle();

    [GeneratedRegex(@"^\d+(?:\.\d+)?E[+-]?\d{1,2}$")]
    private static partial Regex Science();
}
