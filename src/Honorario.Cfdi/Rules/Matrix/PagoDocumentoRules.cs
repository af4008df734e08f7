using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>Each invoice that a payment settles; its taxes are <see cref="ImpuestosConceptoRules"/>.</summary>
/// <remarks>Source: SAT, matriz de validaciones del complemento de pagos 2.0, CRP20236–CRP20248, CRP20278 and CRP20279.</remarks>
internal static class PagoDocumentoRules
{
    public static readonly Rule<PaidInvoiceView>[] All =
    [
        new(
            "CRP20236", "MonedaDR", invoice => invoice.Moneda == "XXX", "La moneda de la factura no puede ser XXX.",
            "Escribe la moneda de la factura, por ejemplo MXN."),
        new(
            "CRP20237", "EquivalenciaDR", invoice => invoice.Moneda != invoice.Payment.Moneda && !invoice.Equivalencia.IsPresent,
            "Falta la equivalencia entre la moneda de la factura y la del pago.",
            "Escribe en EquivalenciaDR las unidades de la moneda de la factura por una de la del pago."),
        new(
            "CRP20238", "EquivalenciaDR", invoice => invoice.Moneda == invoice.Payment.Moneda && invoice.Equivalencia.Value != 1,
            "La equivalencia de una misma moneda es 1.", "Escribe 1 en EquivalenciaDR."),
        new(
            "CRP20239", "ImpSaldoAnt", invoice => invoice.SaldoAnterior.Value is not > 0, "El saldo anterior no es mayor que cero.",
            "Escribe lo que se debía de la factura antes de este pago."),
        new(
            "CRP20240", "ImpSaldoAnt", invoice => invoice.SaldoAnterior.Exceeds(invoice.Decimals),
            "El saldo anterior tiene más decimales que la moneda de la factura.",
            invoice => Invariant($"Escríbelo con {invoice.Decimals} decimales.")),
        new(
            "CRP20241", "ImpPagado", invoice => invoice.Pagado.Value is not > 0, "El importe pagado no es mayor que cero.",
            "Escribe lo que se paga de la factura, o quítala del pago."),
        new(
            "CRP20242", "ImpPagado", invoice => invoice.Pagado.Exceeds(invoice.Decimals),
            "El importe pagado tiene más decimales que la moneda de la factura.",
            invoice => Invariant($"Escríbelo con {invoice.Decimals} decimales.")),
        new(
            "CRP20275", "ImpPagado", SettlesMoreThanPayment, "Lo pagado de la factura, convertido a la moneda del pago, pasa del monto del pago.",
            "Corrige ImpPagado, EquivalenciaDR, o el monto del pago."),
        new(
            "CRP20243", "ImpSaldoInsoluto", invoice => invoice.SaldoInsoluto.Exceeds(invoice.Decimals),
            "El saldo insoluto tiene más decimales que la moneda de la factura.",
            invoice => Invariant($"Escríbelo con {invoice.Decimals} decimales.")),
        new(
            "CRP20244", "ImpSaldoInsoluto",
            invoice => invoice.SaldoInsoluto.Value is not >= 0 || invoice.SaldoInsoluto.Value != invoice.SaldoAnterior.OrZero - invoice.Pagado.OrZero,
            "El saldo insoluto no es el saldo anterior menos lo pagado, o es negativo.",
            invoice => Invariant($"Escribe {invoice.SaldoAnterior.OrZero - invoice.Pagado.OrZero} en ImpSaldoInsoluto; no se paga más de lo que se debe.")),
        new(
            "CRP20245", "ObjetoImpDR", invoice => !SatCatalogs.ObjetoImp.ContainsKey(invoice.ObjetoImp),
            "El objeto de impuesto no está en el catálogo c_ObjetoImp.", "Escribe el objeto de impuesto de la factura, por ejemplo 02."),
        new(
            "CRP20245", "ObjetoImpDR", invoice => IsYoungerThanPayment(invoice), "La clave del objeto de impuesto es posterior a la fecha del pago.",
            "Revisa el objeto de impuesto de la factura y la fecha del pago.", Severity.Warning),
        new(
            "CRP20246", null, invoice => invoice is { ObjetoImp: "02", Impuestos: null },
            "La factura es objeto de impuesto (02) y no trae los impuestos que se pagan.", "Agrega ImpuestosDR en proporción a lo pagado."),
        new(
            "CRP20247", null, invoice => invoice is { Impuestos: not null, ObjetoImp: "01" or "03" or "04" or "05" },
            "El objeto de impuesto de la factura no admite impuestos.", "Escribe 02 en ObjetoImpDR, o quita ImpuestosDR."),
        new(
            "CRP20278", null,
            invoice => invoice.ObjetoImp is "06" or "08" && invoice.Impuestos is not null && !ConceptoRules.AllowsTaxes(
                invoice.ObjetoImp, invoice.Traslados, invoice.Retenciones),
            "El objeto de impuesto de la factura no admite los impuestos que trae.", "Escribe 02 en ObjetoImpDR, o quita ImpuestosDR."),
        new(
            "CRP20279", null,
            invoice => invoice.ObjetoImp == "07" && !(invoice.Traslados.Any(tax => tax.Impuesto == "003") && ConceptoRules.AllowsTaxes(
                invoice.ObjetoImp, invoice.Traslados, invoice.Retenciones)),
            "Con el objeto de impuesto 07 la factura traslada IEPS y no IVA.", "Escribe 02 en ObjetoImpDR, o deja sólo el IEPS."),
        new(
            "CRP20248", null, invoice => invoice.Impuestos is not null && invoice.Traslados.Length + invoice.Retenciones.Length == 0,
            "La factura trae impuestos sin ningún traslado ni retención.", "Agrega el traslado o la retención, o quita ImpuestosDR."),
        new(
            "CRP20263", null, invoice => Repeats(invoice.Retenciones), "La factura repite una retención con el mismo impuesto y tasa.",
            "Suma sus bases e importes en una sola retención."),
        new(
            "CRP20271", null, invoice => Repeats(invoice.Traslados), "La factura repite un traslado con el mismo impuesto, factor y tasa.",
            "Suma sus bases e importes en un solo traslado."),
        new(
            "CRP20999", "MonedaDR", invoice => !SatCatalogs.Moneda.ContainsKey(invoice.Moneda),
            "La moneda de la factura no está en el catálogo c_Moneda.", "Escribe la moneda de la factura, por ejemplo MXN."),
        new(
            "CRP20999", "EquivalenciaDR", invoice => invoice.Equivalencia is { IsPresent: true, Value: not > 0 },
            "La equivalencia no es mayor que cero.", "Escribe en EquivalenciaDR las unidades de la moneda de la factura por una de la del pago."),
    ];

    /// <summary>Whether an invoice in another currency takes more than the whole payment, however both numbers were rounded.</summary>
    public static bool SettlesMoreThanPayment(PaidInvoiceView invoice) =>
        invoice.Moneda != invoice.Payment.Moneda && invoice.LeastInPaymentCurrency() > invoice.Payment.Monto.OrZero;

    private static bool IsYoungerThanPayment(PaidInvoiceView invoice) =>
        SatCatalogs.ObjetoImp.TryGetValue(invoice.ObjetoImp, out var entry) && entry.From > new DateOnly(2022, 1, 1) && invoice.PaidOn < entry.From;

    private static bool Repeats(TaxView[] taxes) => taxes.DistinctBy(tax => (tax.Kind, tax.TipoFactor)).Count() < taxes.Length;
}
