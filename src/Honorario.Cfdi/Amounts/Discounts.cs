using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>A discount of a whole invoice, which the Anexo 20 knows by its concepts alone.</summary>
/// <remarks>Source: Anexo 20, guía de llenado del CFDI 4.0, attribute Descuento (CFDI40110, CFDI40111).</remarks>
public static class Discounts
{
    private const int Cents = 2;

    /// <summary>More than a division errs, less than any unit.</summary>
    private const decimal Fuzz = 0.000000000001m;

    /// <summary>
    /// The concepts with their part of a discount, in proportion to what each comes to after its own, on top of it; to the last unit the parts are
    /// the discount. Their taxes are to be applied afterwards.
    /// </summary>
    /// <param name="conceptos">What is billed, up to six decimals.</param>
    /// <param name="discount">Zero or more, at most what the concepts come to.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less than nothing or more than there is.</exception>
    public static ValueList<Concepto> Spread(IReadOnlyList<Concepto> conceptos, decimal discount)
    {
        var all = conceptos.Sum(Net);
        ArgumentOutOfRangeException.ThrowIfNegative(discount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(discount, all);
        var decimals = conceptos.Select(Net).Append(discount).All(amount => amount == decimal.Round(amount, Cents)) ? Cents : Amount.MostDecimals;
        var (before, given) = (0m, 0m);
        return conceptos.Select(concepto =>
        {
            before += Net(concepto);
            // Cut, not rounded: the difference of two cut sums is never more than the concept.
            var part = (before == all ? discount : decimal.Round((discount * before / all) + Fuzz, decimals, MidpointRounding.ToZero)) - given;
            given += part;
            return part == 0 ? concepto : concepto with { Descuento = (concepto.Descuento ?? 0) + part };
        }).ToValueList();
    }

    private static decimal Net(Concepto concepto) => concepto.Importe - (concepto.Descuento ?? 0);
}
