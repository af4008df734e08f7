using System.Globalization;
using System.Text;

namespace Honorario.Billing.Kern;

/// <summary>Text as it is searched, in both databases alike: upper case, without accents, white space folded.</summary>
public static class SearchText
{
    public static string Of(params ReadOnlySpan<string> words)
    {
        var text = new StringBuilder();
        foreach (var letter in string.Join(' ', words!).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            if (!char.IsWhiteSpace(letter))
                text.Append(char.ToUpperInvariant(letter));
            else if (text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }

        return text.ToString().TrimEnd();
    }
}
