using System.Text.RegularExpressions;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>What banks write inside a movement's text about the transfer that it was.</summary>
/// <param name="TrackingKey">The clave de rastreo; "" for none.</param>
/// <param name="Payer">"" for none.</param>
/// <param name="Time">When it was settled.</param>
internal sealed partial record SpeiText(string TrackingKey, string Payer, TimeOnly? Time)
{
    public static SpeiText Of(string text) => new(
        Tracking().Match(text) is { Success: true } key ? KeyOf(key.Groups[1].Value) : "",
        Sender().Match(text) is { Success: true } payer ? payer.Groups.Values.Skip(1).First(group => group.Success).Value.Trim(' ', ',', ':') : "",
        Hour().Match(text) is { Success: true } hour ? Hours.Read(hour.Groups[1].Value.Replace(' ', ':')) : null);

    /// <summary>A key has at most thirty letters and digits; a CLABE is none.</summary>
    public static string KeyOf(string said)
    {
        var cut = NextLabel().Split(said.Trim(), 2)[0].Trim().TrimEnd('.', ',', '-', '/');
        var bare = cut.TrimStart('0');
        return cut.Length is < 5 or > 30 || (bare.Length <= 18 && cut.Length is 18 or 20 && cut.All(char.IsAsciiDigit) && IsClabe(cut[^18..])) ? "" : cut;
    }

    private static bool IsClabe(string digits) => Cfdi.Clabe.TryParse(digits, out _);

    [GeneratedRegex(@"(?:CVE|CLAVE)\.?\s*(?:DE\s*)?RAST(?:REO)?\b[.:\s]*([A-Z0-9][A-Z0-9\-/. ]{4,40})|RASTREO:\s*([A-Z0-9\-/.]{5,30})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tracking();

    [GeneratedRegex(@"\s+(?:CONCEPTO|REF(?:ERENCIA)?\b|RFC|HORA|HR\b|POR\b|IVA|CUENTA|CLABE|BANCO|DEL? )|\||,|;",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NextLabel();

    [GeneratedRegex(
        @"DEL CLIENTE\s+(.+?),?\s+DE LA CLABE|(?<!Cuenta )Ordenante:\s*(.+?)\s+Cuenta Ordenante|EMISOR:?\s+(.+?)\s+RFC EMISOR|DEL CLIENTE:?\s+(.+?)\s+(?:CLAVE|CVE|REF|CONCEPTO)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Sender();

    [GeneratedRegex(@"(?:HR\s*LIQ|HORA)\s*:?\s*(\d{1,2}[: ]\d{2}(?:[: ]\d{2})?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hour();
}
