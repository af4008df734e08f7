using System.Globalization;
using System.Text;

namespace Honorario.Escritura;

/// <summary>
/// The one cleaner at the door of every field and file: composed letters (NFC), nothing that can't be seen (zero-width characters,
/// soft hyphens, byte order marks, control characters), one plain space where there was any white space.
/// </summary>
public static class Pasted
{
    private const string Hyphens = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D";
    private const string Apostrophes = "\u2018\u2019\u201A\u201B\u2032\u02BC\u00B4\u0060\uFF07";

    /// <summary>One line of text as a person means it: typographic quotes and dashes stay.</summary>
    public static string Line(string? text) => Clean(text, lines: false, plain: false);

    /// <summary>As <see cref="Line"/>, but the ends of lines stay.</summary>
    public static string Lines(string? text) => Clean(text, lines: true, plain: false);

    /// <summary>The name of a person, of a company or of a thing: apostrophes and hyphens are the plain ones, as SAT has them.</summary>
    public static string Name(string? text) => Clean(text, lines: false, plain: true);

    /// <summary>A key, which has no spaces: an RFC, a CLABE, a folio. Hyphens stay, as plain ones.</summary>
    public static string Key(string? text) => Clean(text, lines: false, plain: true).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Whether cleaning took something away that was not there for the eye, or put a plain letter in another's place.</summary>
    public static bool Touched(string? text) => Name(text) != Plainly(text);

    private static string Plainly(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Clean(string? text, bool lines, bool plain)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(text.Length);
        foreach (var letter in Composed(text))
        {
            if (lines && letter == '\n')
            {
                while (clean.Length > 0 && clean[^1] == ' ')
                    clean.Length--;
                clean.Append('\n');
            }
            else if (char.IsWhiteSpace(letter))
            {
                if (clean.Length > 0 && clean[^1] is not (' ' or '\n'))
                    clean.Append(' ');
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate)
                || char.IsSurrogate(letter))
            {
                clean.Append(plain ? Plain(letter) : letter);
            }
        }

        return clean.ToString().Trim();
    }

    /// <summary>Half a surrogate pair, which no normal form has, is dropped with the rest of what can't be seen.</summary>
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return new string([.. text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar).SelectMany(rune => rune.ToString())])
                .Normalize(NormalizationForm.FormC);
        }
    }

    private static char Plain(char letter) => letter switch
    {
        // The letters and digits of a full width that some keyboards write.
        >= '\uFF01' and <= '\uFF5E' => Plain((char)(letter - ('\uFF01' - '!'))),
        _ when Hyphens.Contains(letter, StringComparison.Ordinal) => '-',
        _ when Apostrophes.Contains(letter, StringComparison.Ordinal) => '\'',
        _ => letter,
    };
}
