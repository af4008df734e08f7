using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>A discount of a whole invoice, which the Anexo 20 knows by its concepts alone.</summary>
/// <remarks>Source: Anexo 20, guía de llenado del CFDI 4.0, attribute Descuento (CFDI40110, CFDI40111).</remarks>
public static class Discounts
{
    /// <summary>
    /// The concepts with their part of a discount, in proportion to what each comes to after its own, on top of it; to the last unit the parts are
    /// the discount. Their taxes are to be applied afterwards.
    /// </summary>
    /// <param name="conceptos">What is billed.</param>
    /// <param name="discount">Zero or more, at most what the concepts come to.</param>
    /// <param name="decimals">Of the currency.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than nothing or more than there is.</exception>
    public static ValueList<Concepto> Spread(IReadOnlyList<Concepto> conceptos, decimal discount, int decimals = 2)
    {
        var all = conceptos.Sum(Net);
        ArgumentOutOfRangeException.ThrowIfNegative(discount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(discount, all);
        var (before, given) = (0m, 0m);
        return conceptos.Select(concepto =>
        {
            before += Net(concepto);
            var part = discount == 0 ? 0 : Math.Min(Net(concepto), Amount.Round(discount * before / all, decimals) - given);
            given += part;
            return part == 0 ? concepto : concepto with { Descuento = (concepto.Descuento ?? 0) + part };
        }).ToValueList();
    }

    private static decimal Net(Concepto concepto) => concepto.Importe - (concepto.Descuento ?? 0);
}
