using System.Globalization;

namespace Honorario.Billing.Kern;

/// <summary>How an amount in pesos is written.</summary>
public static class Pesos
{
    /// <summary>For people: $1,234.50.</summary>
    public static string Text(decimal amount) => amount.ToString("$#,##0.00", CultureInfo.InvariantCulture);
}
