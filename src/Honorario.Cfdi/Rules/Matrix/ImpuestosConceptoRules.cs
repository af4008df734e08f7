using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The taxes of a concept and, under other codes, those of an invoice that a payment settles: the rules are the same.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40174–CFDI40186, and of Pagos 2.0, CRP20249–CRP20261.</remarks>
internal static class ImpuestosConceptoRules
{
    public static readonly Rule<TaxView>[] Traslados = Charged("", "CFDI40174", "CFDI40175", "CFDI40176", "CFDI40177", "CFDI40178", "CFDI40179", "CFDI40180");

    public static readonly Rule<TaxView>[] Retenciones = Withheld("", "CFDI40181", "CFDI40182", "CFDI40183", "CFDI40184", "CFDI40185", "CFDI40186");

    public static readonly Rule<TaxView>[] TrasladosDR = Charged("DR", "CRP20255", "CRP20256", "CRP20257", "CRP20258", "CRP20259", "CRP20260", "CRP20261");

    public static readonly Rule<TaxView>[] RetencionesDR = Withheld("DR", "CRP20249", "CRP20250", "CRP20251", "CRP20252", "CRP20253", "CRP20254");

    private static Rule<TaxView>[] Charged(
        string suffix, string baseCode, string taxCode, string factorCode, string exemptCode, string ratedCode, string rateCode, string amountCode) =>
    [
        new(
            baseCode, $"Base{suffix}", tax => tax.Base.Value is not > 0, "La base del impuesto trasladado no es mayor que cero.",
            "Escribe la base, importe menos descuento, o quita el traslado."),
        new(
            taxCode, $"Impuesto{suffix}", tax => !InCatalog.HasTax(tax.Impuesto, withheld: false),
            "El impuesto trasladado no es de los que se trasladan en el catálogo c_Impuesto.", "Escribe 002 (IVA) o 003 (IEPS)."),
        new(
            factorCode, $"TipoFactor{suffix}", tax => !SatCatalogs.TipoFactor.ContainsKey(tax.TipoFactor),
            "El factor del traslado no está en el catálogo c_TipoFactor.", "Escribe Tasa, Cuota o Exento."),
        new(
            exemptCode, $"TipoFactor{suffix}", tax => tax.IsExempt && (tax.TasaOCuota.IsPresent || tax.Importe.IsPresent),
            "Un traslado exento no lleva tasa ni importe.", $"Quita TasaOCuota{suffix} e Importe{suffix}."),
        new(
            ratedCode, $"TipoFactor{suffix}", tax => tax.IsRated && !(tax.TasaOCuota.IsPresent && tax.Importe.IsPresent),
            "Un traslado con tasa o cuota lleva la tasa y el importe.", $"Escribe TasaOCuota{suffix} e Importe{suffix}."),
        new(
            rateCode, $"TasaOCuota{suffix}", tax => tax.TasaOCuota.IsPresent && !tax.IsExempt && !InCatalog.HasRate(tax, withheld: false),
            "La tasa del traslado no está en el catálogo c_TasaOCuota para ese impuesto y factor.",
            "Escribe 0.160000, 0.080000 o 0.000000 si es IVA."),
        new(
            amountCode, $"Importe{suffix}",
            tax => tax.IsRated && tax.TasaOCuota.IsPresent && tax.Importe.IsPresent && !Limits.AllowTax(tax.Importe, tax.Base, tax.TasaOCuota),
            "El importe trasladado no es base por tasa.", tax => Invariant($"Escribe {tax.RightImporte} en Importe{suffix}.")),
    ];

    private static Rule<TaxView>[] Withheld(
        string suffix, string baseCode, string taxCode, string factorCode, string exemptCode, string rateCode, string amountCode) =>
    [
        new(
            baseCode, $"Base{suffix}", tax => tax.Base.Value is not > 0, "La base del impuesto retenido no es mayor que cero.",
            "Escribe la base, importe menos descuento, o quita la retención."),
        new(
            taxCode, $"Impuesto{suffix}", tax => !InCatalog.HasTax(tax.Impuesto, withheld: true),
            "El impuesto retenido no está en el catálogo c_Impuesto.", "Escribe 001 (ISR), 002 (IVA) o 003 (IEPS)."),
        new(
            factorCode, $"TipoFactor{suffix}", tax => !SatCatalogs.TipoFactor.ContainsKey(tax.TipoFactor),
            "El factor de la retención no está en el catálogo c_TipoFactor.", "Escribe Tasa o Cuota."),
        new(exemptCode, $"TipoFactor{suffix}", tax => tax.IsExempt, "Una retención no puede ser exenta.", "Escribe Tasa o Cuota, o quita la retención."),
        new(
            rateCode, $"TasaOCuota{suffix}", tax => !InCatalog.HasRate(tax, withheld: true),
            "La tasa de la retención no está en el catálogo c_TasaOCuota para ese impuesto y factor.",
            "Escribe una tasa del catálogo: de ISR hasta 0.350000, de IVA hasta 0.160000."),
        new(
            amountCode, $"Importe{suffix}", tax => !Limits.AllowTax(tax.Importe, tax.Base, tax.TasaOCuota),
            "El importe retenido no es base por tasa.", tax => Invariant($"Escribe {tax.RightImporte} en Importe{suffix}.")),
    ];
}
