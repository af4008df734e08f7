using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>The Emisor or the Receptor.</summary>
internal sealed class PartyView : IView
{
    private const string PublicoEnGeneral = "XAXX010101000";
    private const string Extranjero = "XEXX010101000";

    private PartyView(DocumentView document, SatElement element)
    {
        Document = document;
        Element = element;
        Rfc = this["Rfc"] ?? "";
        Nombre = this["Nombre"] ?? "";
    }

    public DocumentView Document { get; }
    public SatElement Element { get; }
    public string Rfc { get; }
    public string Nombre { get; }
    public bool IsPublic => Rfc == PublicoEnGeneral;
    public bool IsForeign => Rfc == Extranjero;
    public bool IsGeneric => IsPublic || IsForeign;

    public string? this[string attribute] => Element.Text(attribute);

    public static PartyView? Of(DocumentView document, string name) =>
        document.Element.Element(Anexo20.Schema.Cfdi + name) is { } element ? new PartyView(document, element) : null;

    /// <summary>Whether a regime is open to this kind of person.</summary>
    public bool MayHave(string regimen)
    {
        if (!Catalogs.SatCatalogs.RegimenFiscal.TryGetValue(regimen, out var entry))
            return true;
        return Rfc.Length == 12 ? entry.Moral : entry.Fisica;
    }
}
