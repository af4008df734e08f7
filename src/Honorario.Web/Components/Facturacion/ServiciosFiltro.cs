using Honorario.Billing;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Facturacion;

/// <summary>The filter of "Servicios realizados" as its address says it; the page and its files read the same words.</summary>
public sealed record ServiciosFiltro(string? Desde, string? Hasta, string? Aseguradora, string? Texto, string? Estado, string? Orden, string? Pagina)
{
    public const string PorFacturar = "por-facturar";
    public const string Facturados = "facturados";

    /// <summary>Null while the period is missing; of all insurers when none is named.</summary>
    public ServicePeriod? Period =>
        Query.Date(Desde) is { } from && Query.Date(Hasta) is { } to && from <= to
            ? new ServicePeriod(from, to, Query.Id(Aseguradora), Texto, Estado switch { PorFacturar => false, Facturados => true, _ => null })
            : null;

    public Order<ServiceColumn>? Order => Query.Order<ServiceColumn>(Orden);

    public bool Narrows => !string.IsNullOrEmpty(Texto) || !string.IsNullOrEmpty(Estado);

    /// <summary>An address that says the filter, and what else belongs there.</summary>
    public string In(string path, params ReadOnlySpan<(string Name, string? Value)> also) =>
        Query.Address(
            path,
            [
                ("desde", Desde),
                ("hasta", Hasta),
                ("aseguradora", Aseguradora),
                ("texto", Texto),
                ("estado", Estado),
                ("orden", Orden),
                ("pagina", Pagina),
                .. also,
            ]);
}
