using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>The root's Impuestos.</summary>
internal sealed class TaxTotalsView(DocumentView document, SatElement element) : IView
{
    private Dictionary<(string, decimal?, string), TaxSum>? _charged;
    private Dictionary<string, TaxSum>? _withheld;

    public DocumentView Document { get; } = document;
    public SatElement Element { get; } = element;
    public Written Withheld { get; } = Written.Of(element, "TotalImpuestosRetenidos");
    public Written Charged { get; } = Written.Of(element, "TotalImpuestosTrasladados");
    public TaxView[] Retenciones { get; } = TaxView.Below(element.Element(Schema.Cfdi + "Retenciones"), "Retencion", "");
    public TaxView[] Traslados { get; } = TaxView.Below(element.Element(Schema.Cfdi + "Traslados"), "Traslado", "");

    public Dictionary<(string, decimal?, string), TaxSum> ChargedByKind =>
        _charged ??= TaxSum.By(Traslados, tax => (tax.Impuesto, tax.Kind.TasaOCuota, tax.TipoFactor));

    public Dictionary<string, TaxSum> WithheldByTax => _withheld ??= TaxSum.By(Retenciones, tax => tax.Impuesto);
}

/// <summary>One tax of the root, beside those of the concepts that it sums.</summary>
internal sealed class TaxTotalView(TaxTotalsView totals, TaxView tax) : IView
{
    public TaxTotalsView Totals { get; } = totals;
    public TaxView Tax { get; } = tax;
    public SatElement Element => Tax.Element;
    public int? Decimals => Totals.Document.Decimals;
}
