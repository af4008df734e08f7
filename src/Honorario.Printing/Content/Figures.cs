using System.Globalization;

namespace Honorario.Printing.Content;

/// <summary>Amounts, rates and dates as a Mexican reader expects them.</summary>
internal static class Figures
{
    /// <summary>Two decimals, or as many as the amount carries up to six.</summary>
    public static string Amount(decimal amount) => amount.ToString("#,##0.00####", CultureInfo.InvariantCulture);

    /// <summary>An amount with its currency: <c>$1,200.50</c> in MXN, <c>1,200.50 USD</c> in any other.</summary>
    public static string Money(decimal amount, string moneda) => moneda switch
    {
        "MXN" => (amount < 0 ? "-$" : "$") + Amount(Math.Abs(amount)),
        "XXX" => Amount(amount),
        _ => $"{Amount(amount)} {moneda}",
    };

    public static string Quantity(decimal quantity) => quantity.ToString("#,##0.######", CultureInfo.InvariantCulture);

    /// <summary>A rate such as 0.012500 as <c>1.25 %</c>.</summary>
    public static string Percent(decimal rate) => (rate * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    public static string Moment(DateTime moment) => moment.ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
}
