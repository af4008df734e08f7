using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The root's taxes: each the rounding of the sum of the concepts' written values.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40201–CFDI40221.</remarks>
internal static class ImpuestosRules
{
    private const string InNoConcept = "Ningún concepto trae ese impuesto: quítalo de la raíz, o agrégalo en su concepto.";

    public static readonly Rule<TaxTotalsView>[] All =
    [
        new(
            "CFDI40201", null, totals => totals.Document.Tipo is "T" or "P", "Un comprobante de traslado o de pago no lleva impuestos en la raíz.",
            "Quita Impuestos."),
        new(
            "CFDI40202", "TotalImpuestosRetenidos", totals => totals.Withheld.Exceeds(totals.Document.Decimals),
            "El total de impuestos retenidos tiene más decimales que la moneda.",
            totals => Invariant($"Escríbelo con {totals.Document.Decimals} decimales.")),
        new(
            "CFDI40203", "TotalImpuestosRetenidos", totals => totals.Withheld.IsPresent && totals.Withheld.Value != Sum(totals.Retenciones),
            "El total de impuestos retenidos no es la suma de las retenciones.",
            totals => Invariant($"Escribe {totals.Document.RightWithheld()} en TotalImpuestosRetenidos.")),
        new(
            "CFDI40204", "TotalImpuestosTrasladados", totals => totals.Charged.Exceeds(totals.Document.Decimals),
            "El total de impuestos trasladados tiene más decimales que la moneda.",
            totals => Invariant($"Escríbelo con {totals.Document.Decimals} decimales.")),
        new(
            "CFDI40205", "TotalImpuestosTrasladados", totals => totals.Charged.IsPresent && totals.Charged.Value != Sum(totals.Traslados),
            "El total de impuestos trasladados no es la suma de los traslados.",
            totals => Invariant($"Escribe {totals.Document.RightCharged()} en TotalImpuestosTrasladados.")),
        new(
            "CFDI40206", "TotalImpuestosRetenidos", totals => totals.Retenciones.Length > 0 && !totals.Withheld.IsPresent,
            "Hay retenciones y falta su total.", totals => Invariant($"Escribe {totals.Document.RightWithheld()} en TotalImpuestosRetenidos.")),
        new(
            "CFDI40212", "TotalImpuestosTrasladados",
            totals => !totals.Charged.IsPresent && (totals.Traslados.Any(tax => !tax.IsExempt) || HasRated(totals.Document)),
            "Hay traslados que no son exentos y falta su total.",
            totals => Invariant($"Escribe {totals.Document.RightCharged()} en TotalImpuestosTrasladados.")),
    ];

    public static readonly Rule<TaxTotalView>[] Retenciones =
    [
        new(
            "CFDI40207", "Impuesto", total => !InCatalog.HasTax(total.Tax.Impuesto, withheld: true),
            "El impuesto retenido no está en el catálogo c_Impuesto.", "Escribe 001 (ISR), 002 (IVA) o 003 (IEPS)."),
        new(
            "CFDI40208", "Impuesto", total => total.Totals.WithheldByTax[total.Tax.Impuesto].Count > 1, "El impuesto retenido se repite.",
            "Suma sus importes en una sola retención."),
        new(
            "CFDI40209", "Importe", total => !total.Totals.Withheld.IsPresent, "Hay un importe retenido y falta el total de impuestos retenidos.",
            total => Invariant($"Escribe {total.Totals.Document.RightWithheld()} en TotalImpuestosRetenidos.")),
        new(
            "CFDI40210", "Importe", total => total.Tax.Importe.Exceeds(total.Decimals), "El importe retenido tiene más decimales que la moneda.",
            total => Invariant($"Escríbelo con {total.Decimals} decimales.")),
        new(
            "CFDI40211", "Importe", total => total.Tax.Importe.Value != Withheld(total),
            "El importe retenido no es la suma de las retenciones de los conceptos.",
            total => total.Totals.Document.Withheld.ContainsKey(total.Tax.Impuesto)
                ? Hint(total, total.Totals.Document.RightWithheld(total.Tax.Impuesto)) : InNoConcept),
    ];

    public static readonly Rule<TaxTotalView>[] Traslados =
    [
        new(
            "CFDI40213", null,
            total => !(total.Tax.Base.IsPresent && total.Tax.Impuesto.Length > 0 && SatCatalogs.TipoFactor.ContainsKey(total.Tax.TipoFactor)),
            "Un traslado de la raíz lleva base, impuesto y factor.", "Escribe Base, Impuesto y TipoFactor."),
        new(
            "CFDI40213", null, total => total.Tax.IsExempt && (total.Tax.TasaOCuota.IsPresent || total.Tax.Importe.IsPresent),
            "Un traslado exento de la raíz lleva sólo base, impuesto y factor.", "Quita TasaOCuota e Importe."),
        new(
            "CFDI40214", "Base", total => total.Tax.Base.Exceeds(total.Decimals), "La base del traslado tiene más decimales que la moneda.",
            total => Invariant($"Escríbela con {total.Decimals} decimales.")),
        new(
            "CFDI40215", "Base", total => !total.Tax.IsExempt && total.Tax.Base.Value != Charged(total).Base,
            "La base no es la suma de las bases de los conceptos con ese impuesto y tasa.",
            total => IsInConcepts(total) ? Invariant($"Escribe {Charged(total).Base} en Base.") : InNoConcept),
        new(
            "CFDI40216", "Base", total => total.Tax.IsExempt && total.Tax.Base.Value != Charged(total).Base,
            "La base exenta no es la suma de las bases exentas de los conceptos.",
            total => IsInConcepts(total) ? Invariant($"Escribe {Charged(total).Base} en Base.") : InNoConcept),
        new(
            "CFDI40217", "Impuesto", total => !InCatalog.HasTax(total.Tax.Impuesto, withheld: false),
            "El impuesto trasladado no es de los que se trasladan en el catálogo c_Impuesto.", "Escribe 002 (IVA) o 003 (IEPS)."),
        new(
            "CFDI40218", null, total => total.Totals.ChargedByKind[KeyOf(total.Tax)].Count > 1,
            "El traslado se repite con el mismo impuesto, factor y tasa.", "Suma sus bases e importes en un solo traslado."),
        new(
            "CFDI40219", "TasaOCuota", total => !total.Tax.IsExempt && !InCatalog.HasRate(total.Tax, withheld: false),
            "La tasa no está en el catálogo c_TasaOCuota para ese impuesto y factor.", "Escribe 0.160000, 0.080000 o 0.000000 si es IVA."),
        new(
            "CFDI40220", "Importe", total => total.Tax.Importe.Exceeds(total.Decimals), "El importe trasladado tiene más decimales que la moneda.",
            total => Invariant($"Escríbelo con {total.Decimals} decimales.")),
        new(
            "CFDI40221", "Importe", total => !total.Tax.IsExempt && total.Tax.Importe.Value != Charged(total).Importe,
            "El importe no es la suma de los traslados de los conceptos con ese impuesto y tasa.",
            total => IsInConcepts(total) ? Hint(total, total.Totals.Document.RightCharged(total.Tax.Kind)) : InNoConcept),
    ];

    /// <summary>What the law asks of who pays a person for a service.</summary>
    /// <remarks>Source: LIVA art. 1-A fracción II inciso a; RLIVA art. 3 fracción I.</remarks>
    public static readonly Rule<DocumentView>[] Withholding =
    [
        new(
            "LIVA-1A", null, document => document is { Tipo: "I", Emisor.Rfc.Length: 13, Receptor.Rfc.Length: 12 }
                && document.Conceptos.Any(BearsIvaOfService) && !document.Withheld.ContainsKey("002"),
            "Una persona moral que paga servicios a una persona física le retiene dos terceras partes del IVA, y el comprobante no trae la retención.",
            "Agrega la retención de IVA (002): 0.106667 con IVA al 16 %, 0.053333 con IVA al 8 %.", Severity.Warning),
    ];

    /// <summary>The reduced rate outside of the postal codes that have it; told only once SAT's catalogue of them is imported.</summary>
    /// <remarks>Source: decretos de estímulos fiscales de la región fronteriza norte y sur; c_CodigoPostal, «Estímulo Franja Fronteriza».</remarks>
    public static readonly Rule<DocumentView>[] Border =
    [
        new(
            "FRONTERA", "LugarExpedicion", document => SatCatalogs.PostalCode(document["LugarExpedicion"], document.Day) is { Border: 0 }
                && document.Conceptos.Any(concepto => concepto.Traslados.Any(tax => tax is { Impuesto: "002", TasaOCuota.Value: 0.08m })),
            "El código postal de expedición no está en la región fronteriza del catálogo del SAT, y el comprobante traslada IVA al 8 %.",
            "Cobra IVA al 16 %, o expide desde un domicilio de la región fronteriza.", Severity.Warning),
    ];

    /// <summary>What the concepts have and the root leaves out.</summary>
    public static readonly Rule<DocumentView>[] Missing =
    [
        new(
            "CFDI40211", null,
            document => document.IsSale && document.Withheld.Keys.Any(impuesto => document.Impuestos?.WithheldByTax.ContainsKey(impuesto) != true),
            "La raíz no trae la suma de una retención de los conceptos.", "Agrega la retención en Impuestos."),
        new(
            "CFDI40213", null, document => Lacks(document, exempt: true), "La raíz no trae el traslado exento de los conceptos.",
            "Agrega el traslado exento en Impuestos, con su base."),
        new(
            "CFDI40221", null, document => Lacks(document, exempt: false), "La raíz no trae la suma de un traslado de los conceptos.",
            "Agrega el traslado en Impuestos."),
    ];

    /// <summary>Segments 70 to 94 of c_ClaveProdServ are services.</summary>
    private static bool BearsIvaOfService(ConceptView concepto) =>
        string.CompareOrdinal(concepto["ClaveProdServ"], "70") > 0
        && concepto.Traslados.Any(tax => tax.Impuesto == "002" && tax.TasaOCuota.OrZero > 0);

    private static bool Lacks(DocumentView document, bool exempt) => document.IsSale && document.Conceptos
        .SelectMany(concepto => concepto.Traslados)
        .Any(tax => tax.IsExempt == exempt && document.Impuestos?.ChargedByKind.ContainsKey(KeyOf(tax)) != true);

    private static bool HasRated(DocumentView document) =>
        document.IsSale && document.Conceptos.SelectMany(concepto => concepto.Traslados).Any(tax => tax.IsRated);

    private static decimal Sum(TaxView[] taxes) => taxes.Sum(tax => tax.Importe.OrZero);

    private static bool IsInConcepts(TaxTotalView total) => total.Totals.Document.Charged.ContainsKey(total.Tax.Kind);

    private static decimal Withheld(TaxTotalView total) =>
        total.Totals.Document.Round(total.Totals.Document.Withheld.GetValueOrDefault(total.Tax.Impuesto).Importe);

    private static string Hint(TaxTotalView total, decimal right) => total.Tax.Importe.Value == right
        ? "Corrige el importe en los conceptos: con él éste ya es el que debe ser." : Invariant($"Escribe {right} en Importe.");

    private static (decimal Base, decimal Importe) Charged(TaxTotalView total)
    {
        var document = total.Totals.Document;
        var sum = document.Charged.GetValueOrDefault(total.Tax.Kind);
        return (document.Round(sum.Base), document.Round(sum.Importe));
    }

    private static (string, decimal?, string) KeyOf(TaxView tax) => (tax.Impuesto, tax.Kind.TasaOCuota, tax.TipoFactor);
}
