using System.Text.RegularExpressions;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>What the lines above a table of movements say of the account.</summary>
internal static partial class Titles
{
    private static readonly string[] CurrencyWords = ["MONEDA", "DIVISA", "DOLARES"];

    /// <returns>ISO 4217; "" when nothing says it.</returns>
    public static string Currency(StatementTable table, string creditColumn)
    {
        if (Bracket().Match(creditColumn) is { Success: true } bracket && Currencies.Of(bracket.Groups[1].Value) is { Length: > 0 } inName)
            return inName;
        // A line that is about the currency says it more surely than one that is about the account.
        return Said(table, CurrencyWords) is { Length: > 0 } said ? said : Said(table, ["CUENTA"]);
    }

    private static string Said(StatementTable table, string[] about)
    {
        foreach (var row in table.Sheet.Rows.Take(Math.Max(0, table.HeaderRow - 1)))
        {
            var said = row.Where(cell => !cell.IsEmpty).Select(cell => cell.Text).ToList();
            for (var at = 0; at < said.Count; at++)
            {
                var words = Words.Of(said[at]);
                var value = said[at].Contains(':', StringComparison.Ordinal) && said[at].TrimEnd()[^1] != ':' ? said[at]
                    : $"{said[at]} {(at + 1 < said.Count ? said[at + 1] : "")}";
                if (Array.Exists(about, word => words.Contains(word, StringComparison.Ordinal)) && !words.Contains("TIPO DE CAMBIO", StringComparison.Ordinal)
                    && Named(value) is { Length: > 0 } currency)
                    return currency;
            }
        }

        return "";
    }

    /// <returns>The account's number; "" when nothing says it.</returns>
    public static string Account(StatementTable table)
    {
        foreach (var row in table.Sheet.Rows.Take(Math.Max(0, table.HeaderRow - 1)))
        {
            for (var at = 0; at < row.Length; at++)
            {
                var words = Words.Of(row[at].Text);
                if (words.Length == 18 && words.All(char.IsAsciiDigit))
                    return words;
                if (!words.Contains("CUENTA", StringComparison.Ordinal) && !words.Contains("CLABE", StringComparison.Ordinal))
                    continue;
                var said = $"{row[at].Text} {string.Join(' ', row.Skip(at + 1).FirstOrDefault(cell => !cell.IsEmpty).Text)}";
                if (Number().Match(said) is { Success: true } number)
                    return number.Value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
            }
        }

        return "";
    }

    /// <summary>Only what is surely a currency: three letters that are a word of their own may be anything.</summary>
    private static string Named(string said) => Currencies.Of(said) is var currency && (currency is "USD" or "EUR" or Statement.Pesos) ? currency : "";

    [GeneratedRegex(@"\(([^)]*)\)")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\d[\d\- ]{6,22}\d")]
    private static partial Regex Number();
}
