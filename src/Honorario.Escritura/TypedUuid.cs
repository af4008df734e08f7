using System.Text.RegularExpressions;
using Honorario.Cfdi;

namespace Honorario.Escritura;

/// <summary>A folio fiscal as people paste it: in either case, without its hyphens, in braces, within SAT's address of verification.</summary>
public static partial class TypedUuid
{
    /// <summary>Reads a folio fiscal.</summary>
    public static Reading<Uuid> Read(string? text)
    {
        var key = Pasted.Key(text);
        if (key.Length == 0)
            return Reading.Empty<Uuid>();
        if (Verification().Match(key) is { Success: true } address)
            key = address.Groups[1].Value;
        var digits = Noise().Replace(key, "");
        if (digits.Length == 32 && digits.All(char.IsAsciiHexDigit))
            return Reading.Of(Uuid.Parse(Guid.ParseExact(digits, "N").ToString("D")));
        return Reading.Refuse<Uuid>(digits.All(char.IsAsciiHexDigit)
            ? $"Un folio fiscal tiene 32 letras y números además de los guiones: este tiene {digits.Length}."
            : "Un folio fiscal lleva números y letras de la A a la F, p. ej. 6128396F-C09B-4EC6-8699-43C5F7E3B230.");
    }

    [GeneratedRegex("[-{}()]|^urn:uuid:|^UUID:?|^folio(fiscal)?:?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Noise();

    [GeneratedRegex("[?&]id=([0-9a-f-]{32,36})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Verification();
}
