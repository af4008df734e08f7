using System.Text.RegularExpressions;
using Honorario.Cfdi;

namespace Honorario.Escritura;

/// <summary>A postal code as people paste it: "C.P. 06700".</summary>
public static partial class TypedPostalCode
{
    /// <summary>Reads a postal code. Four digits have lost the zero in front, as spreadsheets do: it is asked.</summary>
    public static Reading<PostalCode> Read(string? text)
    {
        var key = Noise().Replace(Pasted.Key(text), "");
        if (key.Length == 0)
            return Reading.Empty<PostalCode>();
        if (PostalCode.TryParse(key, out var code))
            return Reading.Of(code);
        if (key.Length == 4 && PostalCode.TryParse("0" + key, out var meant))
            return Reading.Ask($"¿Quisiste decir {meant.Value}?", meant);
        return Reading.Refuse<PostalCode>(key.Length == 5 && key.All(char.IsAsciiDigit)
            ? $"No hay códigos postales que empiecen con {key[..2]}: revísalo."
            : "Un código postal tiene cinco dígitos, p. ej. 06700.");
    }

    [GeneratedRegex(@"^C\.?P\.?:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Noise();
}
