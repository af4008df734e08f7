using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The taxes of each payment: sums of its invoices' in the payment's currency.</summary>
/// <remarks>Source: SAT, matriz de validaciones del complemento de pagos 2.0, CRP20262–CRP20274.</remarks>
internal static class PagoImpuestosRules
{
    private static readonly string[] Withheld = ["TotalRetencionesIVA", "TotalRetencionesISR", "TotalRetencionesIEPS"];
    private static readonly string[] Bases = ["TotalTrasladosBaseIVA16", "TotalTrasladosBaseIVA8", "TotalTrasladosBaseIVA0", "TotalTrasladosBaseIVAExento"];
    private static readonly string[] Charged = ["TotalTrasladosImpuestoIVA16", "TotalTrasladosImpuestoIVA8", "TotalTrasladosImpuestoIVA0"];

    public static readonly Rule<PaymentTaxView>[] Retenciones =
    [
        new(
            "CRP20262", "ImpuestoP", tax => !InCatalog.HasTax(tax.Tax.Impuesto, withheld: true),
            "El impuesto retenido no está en el catálogo c_Impuesto.", "Escribe 001 (ISR), 002 (IVA) o 003 (IEPS)."),
        new(
            "CRP20263", "ImpuestoP", tax => tax.Payment.WithheldByTax[tax.Tax.Impuesto].Count > 1, "El impuesto retenido se repite en el pago.",
            "Suma sus importes en una sola retención."),
        new(
            "CRP20264", "ImporteP", tax => !tax.Payment.Payments.HasAny(Withheld), "Hay impuestos retenidos y los totales no los traen.",
            "Escribe en Totales TotalRetencionesISR o el total del impuesto que sea."),
        new(
            "CRP20265", "ImporteP", tax => !IsSum(tax.Tax.Importe, tax.Payment.Withheld.GetValueOrDefault(tax.Tax.Impuesto).Importe),
            "El importe retenido no es la suma de las retenciones de las facturas.",
            tax => Invariant($"Escribe {Rounded(tax.Payment.Withheld.GetValueOrDefault(tax.Tax.Impuesto).Importe)} en ImporteP.")),
    ];

    public static readonly Rule<PaymentTaxView>[] Traslados =
    [
        new(
            "CRP20266", null,
            tax => !(tax.Tax.Base.IsPresent && tax.Tax.Impuesto.Length > 0 && SatCatalogs.TipoFactor.ContainsKey(tax.Tax.TipoFactor)),
            "Un traslado del pago lleva base, impuesto y factor.", "Escribe BaseP, ImpuestoP y TipoFactorP."),
        new(
            "CRP20266", null, tax => tax.Tax.IsExempt && (tax.Tax.TasaOCuota.IsPresent || tax.Tax.Importe.IsPresent),
            "Un traslado exento del pago lleva sólo base, impuesto y factor.", "Quita TasaOCuotaP e ImporteP."),
        new(
            "CRP20267", "BaseP", tax => tax.Tax.Impuesto != "003" && !tax.Payment.Payments.HasAny(Bases),
            "Hay bases de IVA y los totales no las traen.", "Escribe en Totales TotalTrasladosBaseIVAExento o la base de la tasa que sea."),
        new(
            "CRP20268", "BaseP", tax => IsWithoutFactor(tax.Tax) || (!tax.Tax.IsExempt && !IsSum(tax.Tax.Base, Of(tax).Base)),
            "La base no es la suma de las bases de las facturas con ese impuesto y tasa.",
            tax => Invariant($"Escribe {Rounded(Of(tax).Base)} en BaseP.")),
        new(
            "CRP20269", "BaseP", tax => tax.Tax.IsExempt && !IsWithoutFactor(tax.Tax) && !IsSum(tax.Tax.Base, Of(tax).Base),
            "La base exenta no es la suma de las bases exentas de las facturas.", tax => Invariant($"Escribe {Rounded(Of(tax).Base)} en BaseP.")),
        new(
            "CRP20270", "ImpuestoP", tax => !InCatalog.HasTax(tax.Tax.Impuesto, withheld: false),
            "El impuesto trasladado no es de los que se trasladan en el catálogo c_Impuesto.", "Escribe 002 (IVA) o 003 (IEPS)."),
        new(
            "CRP20271", null, tax => tax.Payment.ChargedByKind[tax.Tax.Kind].Count > 1,
            "El traslado se repite en el pago con el mismo impuesto, factor y tasa.", "Suma sus bases e importes en un solo traslado."),
        new(
            "CRP20272", "TasaOCuotaP", tax => !tax.Tax.IsExempt && !InCatalog.HasRate(tax.Tax, withheld: false),
            "La tasa no está en el catálogo c_TasaOCuota para ese impuesto y factor.", "Escribe 0.160000, 0.080000 o 0.000000 si es IVA."),
        new(
            "CRP20273", "ImporteP", tax => !tax.Tax.IsExempt && tax.Tax.Impuesto != "003" && !tax.Payment.Payments.HasAny(Charged),
            "Hay IVA trasladado y los totales no lo traen.", "Escribe en Totales TotalTrasladosImpuestoIVA16 o el de la tasa que sea."),
        new(
            "CRP20274", "ImporteP", tax => !tax.Tax.IsExempt && !IsSum(tax.Tax.Importe, Of(tax).Importe),
            "El importe no es la suma de los traslados de las facturas con ese impuesto y tasa.",
            tax => Invariant($"Escribe {Rounded(Of(tax).Importe)} en ImporteP.")),
    ];

    /// <summary>
    /// Whether nothing says how it is computed, in which case no sum is its base's. SAT's own example documents leave the P away.
    /// </summary>
    private static bool IsWithoutFactor(TaxView tax) => tax.TipoFactor.Length == 0 && tax.Element.Text("TipoFactor") != "Exento";

    private static TaxSum Of(PaymentTaxView tax) =>
        tax.Payment.Charged.GetValueOrDefault(tax.Tax.Kind);

    private static decimal Rounded(decimal value) => Amounts.Amount.Round(value, Amounts.Amount.MostDecimals);

    /// <summary>Whether an amount is the sum to the decimals that it carries, at least two: rounded or cut, together or each by itself.</summary>
    private static bool IsSum(Written amount, decimal sum)
    {
        var unit = new decimal(1, 0, 0, false, (byte)Math.Clamp(amount.Decimals, 2, Amounts.Amount.MostDecimals));
        return amount.Value is { } value && Math.Abs(value - sum) < unit;
    }
}
