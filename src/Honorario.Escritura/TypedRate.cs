using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>Pesos for a unit of a foreign currency, as SAT's TipoCambio: up to six decimals.</summary>
public static partial class TypedRate
{
    /// <summary>Reads a rate. A comma in the place of the point is asked about.</summary>
    public static Reading<decimal> Read(string? text)
    {
        var written = Pasted.Key(text).TrimStart('$');
        if (written.Length == 0)
            return Reading.Empty<decimal>();
        if (Figure().IsMatch(written) && Number(written) is > 0 and var rate)
            return Reading.Of(rate);
        return Figure().IsMatch(written.Replace(',', '.')) && Number(written.Replace(',', '.')) is > 0 and var meant
            ? Reading.Ask($"¿Quisiste decir {Write(meant)}?", meant)
            : Reading.Refuse<decimal>("Escribe los pesos por dólar con seis decimales a lo más, p. ej. 18.2034.");
    }

    /// <summary>18.2034</summary>
    public static string Write(decimal rate) => rate.ToString("0.00####", CultureInfo.InvariantCulture);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{1,4}(\.\d{1,6})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}
