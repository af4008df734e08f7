using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>What payments amount to: their taxes in their own currency and the complement's totals in pesos, all rounded sums.</summary>
/// <remarks>Source: SAT, matriz de validaciones del complemento de pagos 2.0, CRP20201–CRP20215, CRP20238 and CRP20262–CRP20274.</remarks>
public static class PaymentTaxes
{
    private const string Peso = "MXN";
    private const string Isr = "001";
    private const string Iva = "002";
    private const string Ieps = "003";

    /// <summary>Units of an invoice's currency for one of the payment's, from what both say was paid; ten decimals.</summary>
    /// <param name="paidOfInvoice">ImpPagado, in the invoice's currency.</param>
    /// <param name="inPayment">The same money in the payment's currency.</param>
    public static decimal Equivalencia(decimal paidOfInvoice, decimal inPayment) => Amount.Round(paidOfInvoice / inPayment, 10);

    /// <summary>The payment with the taxes of its invoices, summed in its currency, and a TipoCambioP of 1 when it is in pesos.</summary>
    public static Pago Complete(Pago payment)
    {
        var invoices = payment.DoctosRelacionados;
        return payment with
        {
            TipoCambioP = payment.MonedaP == Peso ? 1 : payment.TipoCambioP,
            RetencionesP = invoices
                .SelectMany(invoice => invoice.RetencionesDR.Select(tax => (tax.Impuesto, Importe: tax.Importe / (invoice.EquivalenciaDR ?? 1))))
                .GroupBy(tax => tax.Impuesto)
                .Select(group => new RetencionTotal(group.Key, Rounded(group.Sum(tax => tax.Importe))))
                .ToValueList(),
            TrasladosP = invoices
                .SelectMany(invoice => invoice.TrasladosDR.Select(tax => (Tax: tax, Rate: invoice.EquivalenciaDR ?? 1)))
                .GroupBy(one => (one.Tax.Impuesto, one.Tax.TipoFactor, one.Tax.TasaOCuota))
                .Select(group => new Traslado(
                    Rounded(group.Sum(one => one.Tax.Base / one.Rate)),
                    group.Key.Impuesto,
                    group.Key.TipoFactor,
                    group.Key.TasaOCuota,
                    group.Key.TasaOCuota is null ? null : Rounded(group.Sum(one => (one.Tax.Importe ?? 0) / one.Rate))))
                .ToValueList(),
        };
    }

    /// <summary>The complement of completed payments, with its totals in pesos; a total that does not apply is absent.</summary>
    public static Pagos Total(IEnumerable<Pago> payments)
    {
        var all = payments.ToValueList();
        var withheld = all.SelectMany(payment => payment.RetencionesP.Select(tax => (Tax: tax, Rate: payment.TipoCambioP ?? 1))).ToList();
        var charged = all.SelectMany(payment => payment.TrasladosP.Select(tax => (Tax: tax, Rate: payment.TipoCambioP ?? 1))).ToList();

        decimal? Withheld(string impuesto) => Pesos(withheld.Where(one => one.Tax.Impuesto == impuesto).Select(one => one.Tax.Importe * one.Rate));
        decimal? Base(decimal? rate) => Pesos(Of(rate).Select(one => one.Tax.Base * one.Rate));
        decimal? Charged(decimal rate) => Pesos(Of(rate).Select(one => (one.Tax.Importe ?? 0) * one.Rate));
        IEnumerable<(Traslado Tax, decimal Rate)> Of(decimal? rate) => charged.Where(one => one.Tax.Impuesto == Iva && one.Tax.TasaOCuota == rate);

        return new Pagos(
            new TotalesPagos
            {
                TotalRetencionesIva = Withheld(Iva),
                TotalRetencionesIsr = Withheld(Isr),
                TotalRetencionesIeps = Withheld(Ieps),
                TotalTrasladosBaseIva16 = Base(0.16m),
                TotalTrasladosImpuestoIva16 = Charged(0.16m),
                TotalTrasladosBaseIva8 = Base(0.08m),
                TotalTrasladosImpuestoIva8 = Charged(0.08m),
                TotalTrasladosBaseIva0 = Base(0),
                TotalTrasladosImpuestoIva0 = Charged(0),
                TotalTrasladosBaseIvaExento = Base(null),
                MontoTotalPagos = Pesos(all.Select(payment => payment.Monto * (payment.TipoCambioP ?? 1))) ?? 0,
            },
            all);
    }

    private static decimal Rounded(decimal value) => Amount.Round(value, Amount.MostDecimals);

    private static decimal? Pesos(IEnumerable<decimal> values)
    {
        var all = values.ToList();
        return all.Count == 0 ? null : Amount.Round(all.Sum(), 2);
    }
}
