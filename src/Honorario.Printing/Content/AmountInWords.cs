using System.Globalization;
using System.Text;

namespace Honorario.Printing.Content;

/// <summary>Writes an amount as Mexican invoices do: whole units in words, cents over a hundred.</summary>
public static class AmountInWords
{
    /// <summary>The largest amount that has a name here.</summary>
    public const decimal Largest = 999_999_999_999.99m;

    private static readonly string[] UpToTwentyNine =
    [
        "CERO", "UN", "DOS", "TRES", "CUATRO", "CINCO", "SEIS", "SIETE", "OCHO", "NUEVE", "DIEZ", "ONCE", "DOCE", "TRECE",
        "CATORCE", "QUINCE", "DIECISÉIS", "DIECISIETE", "DIECIOCHO", "DIECINUEVE", "VEINTE", "VEINTIÚN", "VEINTIDÓS",
        "VEINTITRÉS", "VEINTICUATRO", "VEINTICINCO", "VEINTISÉIS", "VEINTISIETE", "VEINTIOCHO", "VEINTINUEVE",
    ];

    private static readonly string[] Tens = ["", "", "", "TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA"];

    private static readonly string[] Hundreds =
    [
        "", "CIENTO", "DOSCIENTOS", "TRESCIENTOS", "CUATROCIENTOS", "QUINIENTOS", "SEISCIENTOS", "SETECIENTOS", "OCHOCIENTOS",
        "NOVECIENTOS",
    ];

    /// <summary>
    /// The amount in words and in parentheses: <c>(UN MIL DOSCIENTOS PESOS 50/100 M.N.)</c> in MXN, and
    /// <c>(UN MIL DOSCIENTOS DÓLARES 50/100 USD)</c>; without the name in any other currency.
    /// </summary>
    /// <param name="total">0 to <see cref="Largest"/>; rounded to cents half away from zero.</param>
    /// <param name="moneda">c_Moneda.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or too large to be named.</exception>
    public static string Of(decimal total, string moneda)
    {
        var amount = decimal.Round(total, 2, MidpointRounding.AwayFromZero);
        ArgumentOutOfRangeException.ThrowIfNegative(amount, nameof(total));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, Largest, nameof(total));

        var units = (long)decimal.Truncate(amount);
        var cents = ((int)((amount - units) * 100)).ToString("00", CultureInfo.InvariantCulture);
        var words = new StringBuilder(96).Append('(');
        Append(words, units);
        var (one, many) = moneda switch { "MXN" => ("PESO", "PESOS"), "USD" => ("DÓLAR", "DÓLARES"), _ => ("", "") };
        if (one.Length > 0 && units >= 1_000_000 && units % 1_000_000 == 0)
            words.Append(" DE");
        if (one.Length > 0)
            words.Append(' ').Append(units == 1 ? one : many);
        return words.Append(' ').Append(cents).Append("/100 ").Append(moneda == "MXN" ? "M.N." : moneda).Append(')').ToString();
    }

    private static void Append(StringBuilder words, long number)
    {
        if (number >= 1_000_000)
        {
            Append(words, number / 1_000_000);
            words.Append(number < 2_000_000 ? " MILLÓN" : " MILLONES");
            AppendRest(words, number % 1_000_000);
        }
        else if (number >= 1_000)
        {
            Append(words, number / 1_000);
            words.Append(" MIL");
            AppendRest(words, number % 1_000);
        }
        else if (number == 100)
        {
            words.Append("CIEN");
        }
        else if (number > 100)
        {
            words.Append(Hundreds[number / 100]);
            AppendRest(words, number % 100);
        }
        else if (number < 30)
        {
            words.Append(UpToTwentyNine[number]);
        }
        else
        {
            words.Append(Tens[number / 10]);
            if (number % 10 != 0)
                words.Append(" Y ").Append(UpToTwentyNine[number % 10]);
        }
    }

    private static void AppendRest(StringBuilder words, long rest)
    {
        if (rest == 0)
            return;
        words.Append(' ');
        Append(words, rest);
    }
}
