namespace Honorario.Billing.ServiciosRealizados;

/// <summary>What an amount of a service may be, in pesos.</summary>
internal static class ServiceAmount
{
    public const decimal Most = 10_000_000m;

    /// <summary>What to add to a sentence on an amount that does not fit; "" where it is not too large.</summary>
    public static string TooLarge(decimal? amount) => amount > Most ? $" Lo más que se acepta es {Pesos.Text(Most)}." : "";

    /// <summary>From nothing to <see cref="Most"/>, in whole centavos.</summary>
    public static bool Fits(decimal amount) => amount is >= 0 and <= Most && decimal.Round(amount, 2) == amount;
}
