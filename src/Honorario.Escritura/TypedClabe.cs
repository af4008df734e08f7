using System.Text.RegularExpressions;
using Honorario.Cfdi;

namespace Honorario.Escritura;

/// <summary>A CLABE as people paste it: in groups, with spaces, hyphens or points.</summary>
public static partial class TypedClabe
{
    private const int Length = 18;
    private const int CardLength = 16;

    /// <summary>Reads a CLABE.</summary>
    public static Reading<Clabe> Read(string? text)
    {
        var key = Noise().Replace(Pasted.Key(text), "");
        if (key.Length == 0)
            return Reading.Empty<Clabe>();
        if (!key.All(char.IsAsciiDigit))
            return Reading.Refuse<Clabe>("Una CLABE lleva solo dígitos.");
        if (key.Length != Length)
        {
            return Reading.Refuse<Clabe>(key.Length == CardLength
                ? "Son 16 dígitos, como los de una tarjeta: la CLABE tiene 18 y viene en tu estado de cuenta."
                : $"Una CLABE tiene 18 dígitos: esta tiene {key.Length}.");
        }

        return Clabe.TryParse(key, out var clabe)
            ? Reading.Of(clabe)
            : Reading.Refuse<Clabe>("De los 18 dígitos de la CLABE, el último no corresponde a los demás: revisa que esté bien copiada.");
    }

    [GeneratedRegex("[-._/]|^CLABE:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Noise();
}
