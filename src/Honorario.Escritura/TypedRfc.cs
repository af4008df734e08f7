using System.Text.RegularExpressions;
using Honorario.Cfdi;

namespace Honorario.Escritura;

/// <summary>An RFC as people paste it: in lower case, with spaces, hyphens or points.</summary>
public static partial class TypedRfc
{
    /// <summary>Reads an RFC. A letter in a digit's place (O for 0, I for 1) is asked about; a check digit that doesn't fit is noted.</summary>
    public static Reading<Rfc> Read(string? text)
    {
        var key = Bare(text);
        if (key.Length == 0)
            return Reading.Empty<Rfc>();
        if (Rfc.TryParse(key, out var rfc))
            return Reading.Of(rfc, rfc.HasRightCheckDigit
                ? null : "El último carácter del RFC no es el que resulta de los demás: revisa que esté bien copiado.");
        if (key.Length is not (12 or 13))
            return Reading.Refuse<Rfc>($"Un RFC tiene 12 caracteres si es de una empresa y 13 si es de una persona: este tiene {key.Length}.");
        var letters = key.Length - 9;
        var digits = key[letters..(letters + 6)].Replace('O', '0').Replace('I', '1').Replace('L', '1');
        var mended = key[..letters].Replace('0', 'O').Replace('1', 'I') + digits + key[(letters + 6)..];
        if (Rfc.TryParse(mended, out var meant))
            return Reading.Ask($"¿Quisiste decir {meant.Value}?", meant);
        return Reading.Refuse<Rfc>(Shape().IsMatch(key)
            ? $"La fecha dentro del RFC ({key[letters..(letters + 6)]}, año, mes y día) no existe: revísala."
            : "Un RFC lleva 3 o 4 letras, seis dígitos de una fecha y tres caracteres más, p. ej. CACX7605101P8.");
    }

    /// <summary>An RFC's characters without what people put between them; not checked.</summary>
    public static string Bare(string? text) =>
        Separators().Replace(Pasted.Key(text).Replace("&AMP;", "&", StringComparison.OrdinalIgnoreCase), "").ToUpperInvariant();

    [GeneratedRegex("[-._/]|^RFC:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Separators();

    [GeneratedRegex("^[A-Z&Ñ]{3,4}[0-9]{6}[A-Z0-9]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
