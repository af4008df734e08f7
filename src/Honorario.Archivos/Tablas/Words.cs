using System.Globalization;
using System.Text;

namespace Honorario.Archivos.Tablas;

/// <summary>Words as they are compared: upper case, without accents, everything else than letters and digits as one space.</summary>
public static class Words
{
    /// <summary>"No. de Operación " → "NO DE OPERACION".</summary>
    public static string Of(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var letter in Whole(words).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (char.IsLetterOrDigit(letter))
                text.Append(char.ToUpperInvariant(letter));
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Halves of letters and what is no letter at all, which a damaged file may hold, as the mark of what was lost.</summary>
    internal static string Whole(string text) => text.Any(letter => char.IsSurrogate(letter) || letter == NoLetter)
        ? Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)).Replace(NoLetter, '\uFFFD') : text;

    /// <summary>Unicode says that it is none, and no text that holds it can be compared.</summary>
    private const char NoLetter = '\uFFFE';

    /// <summary>The same without any space: what a line break cut in two is one again.</summary>
    public static string Squeezed(string words) => Of(words).Replace(" ", "", StringComparison.Ordinal);
}
