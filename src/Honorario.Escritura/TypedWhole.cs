using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>A whole number of zero or more: a folio's number, days, a port.</summary>
public static partial class TypedWhole
{
    /// <summary>Reads a number; commas count only where they group three digits.</summary>
    public static Reading<int> Read(string? text)
    {
        var written = Pasted.Key(text);
        if (written.Length == 0)
            return Reading.Empty<int>();
        if (!Grouped().IsMatch(written))
            return Reading.Refuse<int>("Escribe un número entero, sin decimales ni signo.");
        return int.TryParse(written.Split('.')[0].Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? Reading.Of(value)
            : Reading.Refuse<int>("El número es demasiado grande.");
    }

    /// <summary>As the field writes it back, without groups.</summary>
    public static string Write(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d+|[1-9]\d{0,2}(,\d{3})+)(\.0*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
