namespace Honorario.Cfdi.Amounts;

/// <summary>Rounding as SAT wants it: half away from zero, written with exactly so many decimals.</summary>
/// <remarks>Source: Anexo 20, matriz de validaciones del CFDI 4.0 (CFDI40108, CFDI40167 and others).</remarks>
public static class Amount
{
    /// <summary>Decimals of a rate, and the most that a concept's amounts may carry.</summary>
    public const int MostDecimals = 6;

    /// <summary>A price of one unit, of what several cost together: as exact as a concept may carry it.</summary>
    /// <param name="amount">What they cost together.</param>
    /// <param name="units">How many they are.</param>
    public static decimal OfOne(decimal amount, decimal units) =>
        amount / units is { Scale: > MostDecimals } endless ? Round(endless, MostDecimals) : amount / units;

    /// <summary>Rounds and writes with exactly so many decimals.</summary>
    public static decimal Round(decimal value, int decimals) =>
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero) + new decimal(0, 0, 0, false, (byte)decimals);
}
