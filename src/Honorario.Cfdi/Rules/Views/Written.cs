using System.Globalization;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>A number as it is written: SAT's rules count the decimals written, not those that matter.</summary>
/// <param name="Text">As written; null when absent.</param>
/// <param name="Value">Null when absent or not a number; the largest number when it is larger.</param>
internal readonly record struct Written(string? Text, decimal? Value)
{
    public bool IsPresent => Text is not null;

    public int Decimals => Text is null ? 0 : Lexical.DecimalsOf(Text);

    public decimal OrZero => Value ?? 0;

    /// <summary>Half a unit of its last decimal.</summary>
    public decimal Half => Decimals > 27 ? 0 : new decimal(5, 0, 0, false, (byte)(Decimals + 1));

    public bool Exceeds(int? decimals) => Decimals > decimals;

    /// <summary>A number of the form that nearly all have; null for any other, which <see cref="decimal.TryParse(string?, out decimal)"/> reads.</summary>
    private static decimal? Plain(string text)
    {
        if (text.Length is 0 or > 18 || !char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[^1]))
            return null;
        var (digits, point) = (0L, -1);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
                digits = (digits * 10) + (text[at] - '0');
            else if (text[at] == '.' && point < 0)
                point = at;
            else
                return null;
        }

        return new decimal((int)digits, (int)(digits >> 32), 0, false, (byte)(point < 0 ? 0 : text.Length - point - 1));
    }

    public static Written Of(SatElement element, string attribute)
    {
        var text = element.Text(attribute);
        if (text is null)
            return default;
        if (Plain(text) is { } plain)
            return new Written(text, plain);
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return new Written(text, value);
        return new Written(text, text.Length > 28 && text.All(char.IsAsciiDigit) ? decimal.MaxValue : null);
    }
}
