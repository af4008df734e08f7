using System.Globalization;
using System.Text;

namespace Honorario.Catalogos;

/// <summary>What was typed, as words and as full-text queries.</summary>
internal static class SearchWords
{
    private const int MostWords = 8;
    private const int MostCorrections = 12;

    /// <summary>Words shorter than this are not corrected: too many others are one letter away.</summary>
    private const int ShortestCorrected = 4;

    /// <summary>The words, in lower case and without accents.</summary>
    public static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(letter))
                word.Append(char.ToLowerInvariant(letter));
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                Take();
        }

        Take();
        return words;

        void Take()
        {
            if (word.Length > 0 && words.Count < MostWords)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>
    /// From narrow to wide: all words in the text, the same with the last one begun, all anywhere with the last one begun.
    /// </summary>
    /// <param name="words">For each typed word the forms that do for it.</param>
    public static IEnumerable<string> Queries(IReadOnlyList<IReadOnlyList<string>> words) =>
    [
        "text : (" + All(words, begun: false) + ")",
        "text : (" + All(words, begun: true) + ")",
        All(words, begun: true),
    ];

    /// <summary>The words with each unknown one replaced by known ones a letter away; null when there are none for it.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Correct(IReadOnlyList<string> words, List<(string Term, long Entries)> vocabulary)
    {
        var corrected = new List<IReadOnlyList<string>>();
        for (var place = 0; place < words.Count; place++)
        {
            var (word, last) = (words[place], place == words.Count - 1);
            if (vocabulary.Exists(known => last ? known.Term.StartsWith(word, StringComparison.Ordinal) : known.Term == word))
            {
                corrected.Add([word]);
                continue;
            }

            if (word.Length < ShortestCorrected)
                return null;
            var near = vocabulary.Where(known => IsNear(word, known.Term, last)).OrderByDescending(known => known.Entries).Take(MostCorrections).ToList();
            if (near.Count == 0)
                return null;
            corrected.Add([.. near.Select(known => known.Term)]);
        }

        return corrected;
    }

    private static string All(IReadOnlyList<IReadOnlyList<string>> words, bool begun) => string.Join(
        " AND ",
        words.Select((forms, place) => "(" + string.Join(" OR ", forms.Select(form => $"\"{form}\"" + (begun && place == words.Count - 1 ? "*" : ""))) + ")"));

    /// <summary>Whether a known word, or its beginning when the typed one may be unfinished, is one letter away.</summary>
    private static bool IsNear(string typed, string known, bool unfinished)
    {
        if (!unfinished || known.Length <= typed.Length + 1)
            return Math.Abs(known.Length - typed.Length) <= 1 && IsOneAway(typed, known);
        return IsOneAway(typed, known.AsSpan(0, typed.Length - 1))
            || IsOneAway(typed, known.AsSpan(0, typed.Length))
            || IsOneAway(typed, known.AsSpan(0, typed.Length + 1));
    }

    /// <summary>One letter changed, missing or too many, or two neighbours swapped.</summary>
    private static bool IsOneAway(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var same = left.CommonPrefixLength(right);
        left = left[same..];
        right = right[same..];
        if (left.Length == right.Length)
        {
            return left.Length == 0
                || left[1..].SequenceEqual(right[1..])
                || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]));
        }

        return left.Length > right.Length ? left[1..].SequenceEqual(right) : left.SequenceEqual(right[1..]);
    }
}
