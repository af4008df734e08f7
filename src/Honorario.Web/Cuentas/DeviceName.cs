namespace Honorario.Web.Cuentas;

/// <summary>A browser and its machine in a person's words, from what the browser calls itself.</summary>
internal static class DeviceName
{
    /// <summary>The first that is found counts: every browser also says to be others.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Machines =
    [
        ("iPhone", "un iPhone"), ("iPad", "un iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "una Mac"),
        ("CrOS", "una Chromebook"), ("Linux", "Linux"),
    ];

    public static string Of(string userAgent) => (Find(Browsers, userAgent), Find(Machines, userAgent)) switch
    {
        ({ } browser, { } machine) => $"{browser} en {machine}",
        ({ } browser, null) => browser,
        (null, { } machine) => $"Un programa en {machine}",
        _ => "Un programa desconocido",
    };

    private static string? Find((string Mark, string Name)[] known, string text) =>
        known.FirstOrDefault(one => text.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
