using System.Linq.Expressions;

namespace Honorario.Billing.Storage;

/// <summary>
/// Names of people as they are searched: words in any order, without case, accents, apostrophes, hyphens or commas. "Pérez López, Juan"
/// is found by "juan perez", and "D'Alessio" by "dalessio".
/// </summary>
public static class NameWords
{
    private const string Apostrophes = "'’‘ʼ`´";

    /// <summary>A text as it is kept to be searched.</summary>
    public static string Of(params ReadOnlySpan<string> words)
    {
        var text = new System.Text.StringBuilder();
        foreach (var letter in SearchText.Of(words))
        {
            if (Apostrophes.Contains(letter))
                continue;
            text.Append(char.IsLetterOrDigit(letter) ? letter : ' ');
        }

        return SearchText.Of(text.ToString()).Trim();
    }

    /// <summary>What was typed, word by word.</summary>
    public static string[] Typed(string? text) => Of(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Those rows whose searched text has every word that was typed.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="search">A row's text, kept by <see cref="Of"/>.</param>
    /// <param name="typed">What was typed.</param>
    internal static IQueryable<T> Saying<T>(this IQueryable<T> rows, Expression<Func<T, string>> search, string? typed)
    {
        var contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
        foreach (var word in Typed(typed))
        {
            Expression<Func<string>> value = () => word;
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(Expression.Call(search.Body, contains, value.Body), search.Parameters));
        }

        return rows;
    }
}
