namespace Honorario.Cfdi.Rules.Views;

/// <summary>
/// The interval in which SAT accepts an amount that follows from others which may have been rounded: each is taken half a unit of
/// its last decimal lower or higher, and the results are cut or raised to the decimals that the amount carries.
/// </summary>
/// <remarks>Source: Anexo 20, matriz de validaciones: CFDI40167, CFDI40180, CFDI40186, CFDI40198, CRP20254, CRP20261.</remarks>
internal static class Limits
{
    private const decimal Epsilon = 0.000000000001m;

    public static bool AllowProduct(Written importe, Written cantidad, Written valorUnitario) => Allow(
        importe,
        (cantidad.OrZero - cantidad.Half) * (valorUnitario.OrZero - valorUnitario.Half),
        (cantidad.OrZero + cantidad.Half - Epsilon) * (valorUnitario.OrZero + valorUnitario.Half - Epsilon));

    public static bool AllowTax(Written importe, Written taxBase, Written rate) => Allow(
        importe,
        (taxBase.OrZero - taxBase.Half) * rate.OrZero,
        (taxBase.OrZero + taxBase.Half - Epsilon) * rate.OrZero);

    private static bool Allow(Written importe, decimal lower, decimal upper)
    {
        var decimals = Math.Min(importe.Decimals, 28);
        return importe.Value is { } value
            && value >= decimal.Round(lower, decimals, MidpointRounding.ToZero)
            && value <= decimal.Round(upper, decimals, MidpointRounding.ToPositiveInfinity);
    }
}
