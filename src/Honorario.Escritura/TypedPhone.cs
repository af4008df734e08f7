using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>A telephone number: ten digits in Mexico, with + and the country's code elsewhere.</summary>
public static partial class TypedPhone
{
    private const int Mexican = 10;

    /// <summary>Reads a number, forgiving what people put between the digits, the country's code and the prefixes 044, 045, 01 and +521 of old.</summary>
    /// <returns>Ten digits, or + and the digits of another country's.</returns>
    public static Reading<string> Read(string? text)
    {
        var written = Pasted.Key(text);
        if (written.Length == 0)
            return Reading.Empty<string>();
        var digits = Noise().Replace(written, "");
        var abroad = digits.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        digits = digits.TrimStart('+');
        if (!digits.All(char.IsAsciiDigit) || digits.Length == 0)
            return Reading.Refuse<string>("Escribe el teléfono con sus diez dígitos, p. ej. 55 1234 5678.");
        if (abroad && digits.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        if (digits.Length != Mexican && Prefix().Match(digits) is { Success: true } prefix)
            (digits, abroad) = (digits[prefix.Length..], false);
        if (!abroad || (digits.Length == Mexican && !written.StartsWith('+')))
            return digits.Length == Mexican ? Reading.Of(digits) : Reading.Refuse<string>($"Un teléfono tiene diez dígitos: este tiene {digits.Length}.");
        return digits.Length is >= 7 and <= 15 ? Reading.Of("+" + digits) : Reading.Refuse<string>("Un teléfono de otro país lleva + y de 7 a 15 dígitos.");
    }

    [GeneratedRegex("[-.()/]|^tel:?|^cel:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(521|52|044|045|01)(?=\d{10}$)", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
