using System.Globalization;
using Honorario.Billing;

namespace Honorario.Web.Components.Shared;

/// <summary>Values in a page's address: what can't be read counts as absent, as anybody may edit an address.</summary>
internal static class Query
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The last that there is: a day of it has none to follow.</summary>
    private const int LastYear = 9999;

    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < LastYear ? day : null;

    public static string? Date(DateOnly? day) => day?.ToString(DateFormat, CultureInfo.InvariantCulture);

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>A page in an address counts from 1; here from 0.</summary>
    public static int Page(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page - 1 : 0;

    /// <summary>The first page needs no mention.</summary>
    public static string? Page(int page) => page == 0 ? null : (page + 1).ToString(CultureInfo.InvariantCulture);

    public static T? Enum<T>(string? text)
        where T : struct, Enum => System.Enum.TryParse<T>(text, out var value) && System.Enum.IsDefined(value) ? value : null;

    /// <summary>A column's name, with a minus in front when it runs downwards: "total", "-total".</summary>
    public static Order<T>? Order<T>(string? text)
        where T : struct, Enum
    {
        var down = text?.StartsWith('-') == true;
        return System.Enum.TryParse<T>(down ? text![1..] : text, ignoreCase: true, out var by) && System.Enum.IsDefined(by) ? new Order<T>(by, down) : null;
    }

    public static string? Order<T>(Order<T>? order)
        where T : struct, Enum => order is { } by ? $"{(by.Descending ? "-" : "")}{by.By.ToString().ToLowerInvariant()}" : null;

    /// <summary>An address with those values that are there.</summary>
    public static string Address(string path, params ReadOnlySpan<(string Name, string? Value)> values)
    {
        var parts = new List<string>();
        foreach (var (name, value) in values)
        {
            if (!string.IsNullOrEmpty(value))
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}
