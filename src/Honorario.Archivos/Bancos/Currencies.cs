using System.Text.RegularExpressions;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>How banks name currencies.</summary>
internal static partial class Currencies
{
    /// <returns>ISO 4217; "" for what names none.</returns>
    public static string Of(string said)
    {
        var words = $" {Words.Of(said)} ";
        if (Dollars().IsMatch(words) || said.Contains("US$", StringComparison.OrdinalIgnoreCase))
            return "USD";
        if (Euros().IsMatch(words))
            return "EUR";
        if (Mexican().IsMatch(words))
            return Statement.Pesos;
        return words.Trim() is { Length: 3 } code && Cfdi.Catalogs.SatCatalogs.Moneda.ContainsKey(code) ? code : "";
    }

    [GeneratedRegex(" (USD|US|DLLS?|DLS|DOLAR(ES)?|DOLLARS?|840) ")]
    private static partial Regex Dollars();

    [GeneratedRegex(" (EUR|EUROS?|978) ")]
    private static partial Regex Euros();

    [GeneratedRegex(" (MXN|MXP|MN|M N|PESOS?|PESOS MEXICANOS|MONEDA NACIONAL|NACIONAL|MEX|484) ")]
    private static partial Regex Mexican();
}
