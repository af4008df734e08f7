using System.Globalization;

namespace Honorario.Billing.Kern;

/// <summary>How a number of things is written.</summary>
public static class Counted
{
    /// <summary>"1 servicio", "1,234 servicios"</summary>
    public static string Text(int number, string one, string many) =>
        number == 1 ? $"1 {one}" : $"{number.ToString("N0", CultureInfo.InvariantCulture)} {many}";
}
