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

    public static Written Of(SatElement element, string attribute)
    {
        var text = element.Text(attribute);
        if (text is null)
            return default;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return new Written(text, value);
        return new Written(text, text.Length > 28 && text.All(char.IsAsciiDigit) ? decimal.MaxValue : null);
    }
}
