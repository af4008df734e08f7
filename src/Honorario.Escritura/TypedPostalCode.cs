using System.Text.RegularExpressions;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Escritura;

/// <summary>A postal code as people paste it: "C.P. 06700".</summary>
public static partial class TypedPostalCode
{
    /// <summary>Reads a postal code. Four digits have lost the zero in front, as spreadsheets do: it is asked.</summary>
    public static Reading<PostalCode> Read(string? text)
    {
        var key = Bare(text);
        if (key.Length == 0)
            return Reading.Empty<PostalCode>();
        if (PostalCode.TryParse(key, out var code))
            return SatCatalogs.MayBePostalCode(key) ? Reading.Of(code)
                : Reading.Refuse<PostalCode>($"El código postal {key} no está en el catálogo del SAT: cópialo de la Constancia de Situación Fiscal.");
        if (key.Length == 4 && PostalCode.TryParse("0" + key, out var meant))
            return Reading.Ask($"¿Quisiste decir {meant.Value}?", meant);
        return Reading.Refuse<PostalCode>(key.Length == 5 && key.All(char.IsAsciiDigit)
            ? $"No hay códigos postales que empiecen con {key[..2]}: revísalo."
            : "Un código postal tiene cinco dígitos, p. ej. 06700.");
    }

    /// <summary>The digits alone; what can't be read, as pasted.</summary>
    public static string Bare(string? text) => Noise().Replace(Pasted.Key(text), "").Replace("-", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^C\.?P\.?:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Noise();
}
