using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>A Concepto.</summary>
internal sealed class ConceptView : IView
{
    public ConceptView(DocumentView document, SatElement element)
    {
        Document = document;
        Element = element;
        Cantidad = Written.Of(element, "Cantidad");
        ValorUnitario = Written.Of(element, "ValorUnitario");
        Importe = Written.Of(element, "Importe");
        Descuento = Written.Of(element, "Descuento");
        ObjetoImp = this["ObjetoImp"] ?? "";
        Impuestos = element.Element(Schema.Cfdi + "Impuestos");
        Traslados = TaxView.Below(Impuestos, "Traslado", "");
        Retenciones = TaxView.Below(Impuestos, "Retencion", "");
    }

    public DocumentView Document { get; }
    public SatElement Element { get; }
    public Written Cantidad { get; }
    public Written ValorUnitario { get; }
    public Written Importe { get; }
    public Written Descuento { get; }
    public string ObjetoImp { get; }
    public SatElement? Impuestos { get; }
    public TaxView[] Traslados { get; }
    public TaxView[] Retenciones { get; }

    public string? this[string attribute] => Element.Text(attribute);

    public IEnumerable<PartView> Children(string name) => Element.Elements(Schema.Cfdi + name).Select(child => new PartView(Document, child));
}

/// <summary>A child of a Concepto with rules of its own: Parte, ACuentaTerceros, InformacionAduanera.</summary>
internal sealed class PartView(DocumentView document, SatElement element) : IView
{
    public DocumentView Document { get; } = document;
    public SatElement Element { get; } = element;

    public string? this[string attribute] => Element.Text(attribute);

    public IEnumerable<PartView> Children(string name) => Element.Elements(Schema.Cfdi + name).Select(child => new PartView(Document, child));
}
