using Honorario.Billing;
using Honorario.Billing.Facturacion;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Facturacion;

/// <summary>The filter of the invoice list as its address says it; the page and its files read the same words.</summary>
public sealed record FacturasFiltro(string? Texto, string? Estatus, string? Receptor, string? Del, string? Al, string? Orden, string? Pagina)
{
    public InvoiceFilter Filter => new(
        Texto, Query.Enum<InvoiceStatus>(Estatus), Query.Page(Pagina), Query.Id(Receptor), Query.Date(Del), Query.Date(Al), Query.Order<InvoiceColumn>(Orden));

    /// <summary>Whether it leaves anything out.</summary>
    public bool Narrows => new[] { Texto, Estatus, Receptor, Del, Al }.Any(text => !string.IsNullOrEmpty(text));

    /// <summary>An address that says the filter, and what else belongs there.</summary>
    public string In(string path, params ReadOnlySpan<(string Name, string? Value)> also) => Query.Address(
        path,
        [("texto", Texto), ("estatus", Estatus), ("receptor", Receptor), ("del", Del), ("al", Al), ("orden", Orden), ("pagina", Pagina), .. also]);
}
