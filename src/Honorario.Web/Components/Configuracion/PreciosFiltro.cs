using Honorario.Billing;
using Honorario.Billing.PreciosPactados;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Configuracion;

/// <summary>"Precios pactados" as its address says it; the page and its file read the same words.</summary>
public sealed record PreciosFiltro(string? Texto, string? Aseguradora, string? Orden = null, string? Pagina = null)
{
    public AgreedPriceFilter Filter => new(Query.Id(Aseguradora), Texto ?? "");

    public Order<AgreedPriceColumn>? Order => Query.Order<AgreedPriceColumn>(Orden);

    public bool Narrows => !string.IsNullOrEmpty(Texto) || Aseguradora is not null;

    public string In(string path) =>
        Query.Address(path, ("texto", Texto), ("aseguradora", Aseguradora), ("orden", Orden), ("pagina", Pagina));
}
