using System.Text.RegularExpressions;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>What banks write inside a movement's text about the transfer that it was.</summary>
/// <param name="TrackingKey">The clave de rastreo; "" for none.</param>
/// <param name="Payer">"" for none.</param>
/// <param name="Time">When it was settled.</param>
internal sealed partial record SpeiText(string TrackingKey, string Payer, TimeOnly? Time)
{
    private const int Longest = 30;

    public static SpeiText Of(string text) => Dotted().Match(text) is { Success: true } dotted
        ? new SpeiText(KeyOf(dotted.Groups["key"].Value), dotted.Groups["payer"].Value, null)
        : Labelled(text);

    private static SpeiText Labelled(string text) => new(
        Tracking().Match(text) is { Success: true } key ? KeyOf(First(key)) : "",
        Sender().Match(text) is { Success: true } payer ? First(payer).Trim(' ', ',', ':') : "",
        Hour().Match(text) is { Success: true } hour ? Hours.Read(hour.Groups[1].Value.Replace(' ', ':')) : null);

    /// <summary>A key has at most thirty letters and digits; a CLABE is none.</summary>
    public static string KeyOf(string said)
    {
        var cut = NextLabel().Split(said.Trim(), 2)[0].Trim().TrimEnd('.', ',', '-', '/');
        // A key may hold spaces, and may be followed by what is none of it.
        while (cut.Length > Longest && cut.LastIndexOf(' ') is > 0 and var space)
            cut = cut[..space];
        var bare = cut.TrimStart('0');
        return cut.Length is < 5 or > Longest || (bare.Length <= 18 && cut.Length is 18 or 20 && cut.All(char.IsAsciiDigit) && IsClabe(cut[^18..])) ? "" : cut;
    }

    private static string First(Match match) => match.Groups.Values.Skip(1).First(group => group.Success).Value;

    private static bool IsClabe(string digits) => Cfdi.Clabe.TryParse(digits, out _);

    [GeneratedRegex(@"(?:CVE|CLAVE)\.?\s*(?:DE\s*)?RAST(?:REO)?\b[.:\s]*([A-Z0-9][A-Z0-9\-/. ]{4,60})|RASTREO:\s*([A-Z0-9\-/.]{5,30})|"
        + @"SPEI\s*/S((?=[A-Z0-9]*\d{3})[A-Z0-9]{7,30})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tracking();

    /// <summary>Banregio: folio SPEI. banco. CLABE. nombre. clave. referencia. concepto; a name has points of its own.</summary>
    [GeneratedRegex(@"SPEI\.\s+[^.]+\.\s*\d{18}\.\s*(?<payer>.+?)\.?\s+(?<key>[A-Z0-9]{5,30})\.\s*\d{1,7}\.",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\s+(?:CONCEPTO|REF(?:ERENCIA)?\b|RFC|HORA|HR\b|POR\b|IVA|CUENTA|CLABE|BANCO|DEL? )|\||,|;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NextLabel();

    [GeneratedRegex(
        @"DEL CLIENTE\s+(.+?),?\s+DE LA CLABE|(?<!Cuenta )Ordenante:\s*(.+?)\s+Cuenta Ordenante|EMISOR:?\s+(.+?)\s+RFC EMISOR|"
        + @"DEL CLIENTE:?\s+(.+?)\s+(?:CLAVE|CVE|REF|CONCEPTO)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sender();

    [GeneratedRegex(@"(?:HR\s*LIQ|HORA)\s*:?\s*(\d{1,2}[: ]\d{2}(?:[: ]\d{2})?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hour();
}
