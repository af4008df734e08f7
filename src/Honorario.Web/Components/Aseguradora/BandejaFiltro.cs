using Honorario.Billing.Aseguradora;
using Honorario.Billing.Facturacion;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Aseguradora;

/// <summary>The filter of the inbox as its address says it; the page and its files read the same words.</summary>
public sealed record BandejaFiltro(string? Texto, string? Estatus, string? Del, string? Al, string? Orden, string? Pagina)
{
    public PortalFilter Filter => new(
        Texto, Query.Enum<InvoiceStatus>(Estatus), Query.Page(Pagina), Query.Order<PortalColumn>(Orden), Query.Date(Del), Query.Date(Al));

    /// <summary>An address that says the filter.</summary>
    public string In(string path) =>
        Query.Address(
            path,
            ("texto", Texto),
            ("estatus", Estatus),
            ("del", Del),
            ("al", Al),
            ("orden", Orden),
            ("pagina", Pagina));
}
