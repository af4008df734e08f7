using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>A percentage from 0 to 100 with up to six decimals, as SAT's TasaOCuota has; the value is in percent: 10.6667.</summary>
public static partial class TypedPercent
{
    private const int Decimals = 4;

    /// <summary>Reads a percentage. A fraction (0.16) without the sign may be 16%: it is asked.</summary>
    public static Reading<decimal> Read(string? text)
    {
        var written = Pasted.Key(text);
        if (written.Length == 0)
            return Reading.Empty<decimal>();
        var signed = written.EndsWith('%');
        var bare = written.TrimEnd('%').TrimStart('+');
        if (Comma().IsMatch(bare) && Number(bare.Replace(',', '.')) is { } meant)
            return Reading.Ask($"¿Quisiste decir {Write(meant)}?", meant);
        if (!Figure().IsMatch(bare) || !decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return Reading.Refuse<decimal>("Escribe un porcentaje de 0 a 100, p. ej. 10 o 10.6667.");
        if (value > 100)
            return Reading.Refuse<decimal>("Un porcentaje llega a lo más a 100.");
        if (value != decimal.Round(value, Decimals))
            return Reading.Refuse<decimal>("Un porcentaje lleva a lo más cuatro decimales.");
        return value is > 0 and < 1 && !signed ? Reading.Ask($"¿Quisiste decir {Write(value * 100)} o {Write(value)}?", value * 100, value) : Reading.Of(value);
    }

    /// <summary>10%, 10.6667%</summary>
    public static string Write(decimal percent) => percent.ToString("0.####", CultureInfo.InvariantCulture) + "%";

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 100
            && value == decimal.Round(value, Decimals) ? value : null;

    [GeneratedRegex(@"^(\d{1,9}(\.\d{0,9})?|\.\d{1,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^\d{0,3},\d{1,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Comma();
}
