using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The complement's totals, in pesos: each the rounding of the sum of the payments' amounts by their TipoCambioP.</summary>
/// <remarks>Source: SAT, matriz de validaciones del complemento de pagos 2.0, CRP20201–CRP20211.</remarks>
internal static class PagoTotalesRules
{
    private const string Iva = "002";

    public static readonly Rule<PaymentTotalsView>[] All =
    [
        Total("CRP20201", "TotalRetencionesIVA", "el IVA retenido", (payments, corrected) => Withheld(payments, corrected, Iva)),
        Total("CRP20202", "TotalRetencionesISR", "el ISR retenido", (payments, corrected) => Withheld(payments, corrected, "001")),
        Total("CRP20203", "TotalRetencionesIEPS", "el IEPS retenido", (payments, corrected) => Withheld(payments, corrected, "003")),
        Total(
            "CRP20204", "TotalTrasladosBaseIVA16", "las bases de IVA al 16 %",
            (payments, corrected) => Charged(payments, corrected, 0.16m, tax => tax.Base)),
        Total("CRP20205", "TotalTrasladosImpuestoIVA16", "el IVA al 16 %", (payments, corrected) => Charged(payments, corrected, 0.16m, tax => tax.Importe)),
        Total("CRP20206", "TotalTrasladosBaseIVA8", "las bases de IVA al 8 %", (payments, corrected) => Charged(payments, corrected, 0.08m, tax => tax.Base)),
        Total("CRP20207", "TotalTrasladosImpuestoIVA8", "el IVA al 8 %", (payments, corrected) => Charged(payments, corrected, 0.08m, tax => tax.Importe)),
        Total("CRP20208", "TotalTrasladosBaseIVA0", "las bases de IVA al 0 %", (payments, corrected) => Charged(payments, corrected, 0, tax => tax.Base)),
        Total("CRP20209", "TotalTrasladosImpuestoIVA0", "el IVA al 0 %", (payments, corrected) => Charged(payments, corrected, 0, tax => tax.Importe)),
        Total(
            "CRP20210", "TotalTrasladosBaseIVAExento", "las bases exentas de IVA",
            (payments, corrected) => Charged(payments, corrected, null, tax => tax.Base)),
        Total("CRP20211", "MontoTotalPagos", "los montos", (payments, _) => payments.Payments.Sum(payment => payment.Monto.OrZero * payment.Rate)),
    ];

    private static Rule<PaymentTotalsView> Total(string code, string attribute, string what, Func<PaymentsView, bool, decimal> sum) => new(
        code,
        attribute,
        totals => Of(totals.Payments, attribute) is var total && (total.IsPresent ? total.Value : 0) != Pesos(sum(totals.Payments, false)),
        $"{attribute} no es la suma en pesos de {what} de los pagos.".Replace("de el ", "del ", StringComparison.Ordinal),
        totals => Invariant($"Escribe {Pesos(sum(totals.Payments, true))} en {attribute}."));

    /// <summary>A total; the exempt base also under the name that SAT's matrix gives it by mistake.</summary>
    private static Written Of(PaymentsView payments, string attribute) =>
        Written.Of(payments.Totales, attribute) is { IsPresent: true } total ? total : Written.Of(
            payments.Totales, attribute.Replace("BaseIVAExento", "BaseExento", StringComparison.Ordinal));

    private static decimal Pesos(decimal value) => Amount.Round(value, 2);

    /// <param name="payments">The complement.</param>
    /// <param name="corrected">Whether to sum what the payments will say once they sum their invoices, instead of what they say.</param>
    /// <param name="impuesto">c_Impuesto.</param>
    private static decimal Withheld(PaymentsView payments, bool corrected, string impuesto) => payments.Payments
        .Sum(payment => (corrected && payment.Withheld.Count > 0 ? payment.Withheld : payment.WithheldByTax)
            .GetValueOrDefault(impuesto).Importe * payment.Rate);

    private static decimal Charged(PaymentsView payments, bool corrected, decimal? rate, Func<TaxSum, decimal> amount) => payments.Payments
        .Sum(payment => amount((corrected && payment.Charged.Count > 0 ? payment.Charged : payment.ChargedByKind)
            .GetValueOrDefault((Iva, rate))) * payment.Rate);
}
