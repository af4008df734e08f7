using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>
/// An amount in pesos as people write and paste it. A comma counts only where it groups three digits before a point or the end; everything
/// else that has a comma is asked about. Nothing is clamped, wiped or rounded.
/// </summary>
public static partial class TypedMoney
{
    /// <summary>More than anybody bills: a slip of the finger.</summary>
    public const decimal Most = 99_999_999_999.99m;

    private const string Form = "Escribe el importe en pesos con números, p. ej. 1,500.50.";

    /// <summary>Reads an amount of zero or more, in pesos.</summary>
    public static Reading<decimal> Read(string? text)
    {
        var written = Pasted.Name(text);
        if (written.Length == 0)
            return Reading.Empty<decimal>();
        if (Foreign().IsMatch(written))
            return Reading.Refuse<decimal>("El importe va en pesos: conviértelo y escríbelo sin otra moneda.");
        var bare = Hundredths().Replace(written, "$1.$2");
        bare = Currency().Replace(bare, "").Trim();
        if (bare.Length == 0)
            return Reading.Refuse<decimal>(Form);
        if (bare.StartsWith('-') || bare.EndsWith('-') || bare.StartsWith('('))
            return Reading.Refuse<decimal>("El importe va sin signo de menos.");
        bare = bare.TrimStart('+').Trim();
        if (Strict().IsMatch(bare))
            return Exact(bare);
        return Separated().IsMatch(bare) && bare.Any(char.IsAsciiDigit) ? Ask(bare) : Reading.Refuse<decimal>(Form);
    }

    /// <summary>As the field writes it back: 1,500.50.</summary>
    public static string Write(decimal pesos) => pesos.ToString("N2", CultureInfo.InvariantCulture);

    private static Reading<decimal> Exact(string bare)
    {
        if (Number(Grouping().Replace(bare, "")) is not { } value)
            return Reading.Refuse<decimal>($"El importe es demasiado grande: hasta {Write(Most)}.");
        var rounded = decimal.Round(value, 2, MidpointRounding.AwayFromZero);
        if (PointAsGroup().IsMatch(bare) && Number(bare.Replace(".", "", StringComparison.Ordinal)) is { } thousands)
            return Asked(thousands, rounded);
        return value == rounded ? Reading.Of(value) : Asked(rounded);
    }

    /// <summary>The last mark may be the cents', when one or two digits follow it and no other mark is like it; else all of them group.</summary>
    private static Reading<decimal> Ask(string bare)
    {
        var last = bare.LastIndexOfAny([',', '.', '\'', ' ']);
        var (whole, rest) = (Digits(bare[..last]), Digits(bare[(last + 1)..]));
        var cents = rest.Length is 1 or 2 || (whole.Length == 0 && rest.Length > 0) || whole is "0" or "00";
        List<decimal> meant = [];
        if (cents && Number($"{(whole.Length == 0 ? "0" : whole)}.{rest}") is { } withCents && withCents == decimal.Round(withCents, 2))
            meant.Add(withCents);
        else if (Number(whole + rest) is { } all)
            meant.Add(all);
        if (bare[last] == ' ' && cents && Number(whole + rest) is { } together)
            meant.Add(together);
        return meant.Count == 0 ? Reading.Refuse<decimal>(Form) : Asked([.. meant]);
    }

    private static Reading<decimal> Asked(params decimal[] meant) =>
        Reading.Ask($"¿Quisiste decir {string.Join(" o ", meant.Select(Write))}?", meant);

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);

    private static decimal? Number(string text) =>
        text.Length <= 28 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= Most
            ? value : null;

    /// <summary>Digits with or without groups of three, a point and what follows it: 1500, 1,500.5, 1 500, 1'234,567.00, .50, 500.</summary>
    [GeneratedRegex(@"^([1-9]\d{0,2}((,\d{3})+|( \d{3})+|('\d{3})+|'\d{3}(,\d{3})+)|\d+)(\.\d*)?$|^\.\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Strict();

    /// <summary>As the point groups in other countries: 1.500.</summary>
    [GeneratedRegex(@"^[1-9]\d{0,2}\.\d{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex PointAsGroup();

    [GeneratedRegex(@"^[\d,.' ]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Separated();

    [GeneratedRegex("[,' ]", RegexOptions.CultureInvariant)]
    private static partial Regex Grouping();

    /// <summary>As a cheque has it: 1,500 50/100.</summary>
    [GeneratedRegex(@"^(.*\d)\s+(?:pesos\s+)?(\d\d)/100(?=\D*$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Hundredths();

    [GeneratedRegex(
        @"^\s*(MXN|MXP|MX|MN|M\.\s?N\.?)?\s*\$?\s*(MXN|MXP)?\s*" + @"|\s*\$?\s*(MXN|MXP|MX|MN|M\.\s?N\.?|pesos?)?\s*(MXN|M\.\s?N\.?|MN)?\.?\s*\$?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Currency();

    [GeneratedRegex(@"USD|US\$|U\.S\.|EUR|€|£|¥|d[oó]lar|\bdlls?\b|\bdls\b|\bCAD\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();
}
