using Honorario.Billing;
using Honorario.Billing.Copagos;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Cobros;

/// <summary>"Búsqueda de Servicios a cobrar" as its address says it; the page and its file read the same words.</summary>
public sealed record CobrosFiltro(string? Paciente, string? Desde, string? Hasta, string? Todos, string? Orden, string? Pagina)
{
    /// <summary>What <see cref="Todos"/> says when those already charged are wanted too.</summary>
    public const string Yes = "1";

    public ChargeFilter Filter => new(
        Paciente ?? "", Query.Date(Desde) ?? DateOnly.MinValue, Query.Date(Hasta) ?? DateOnly.MaxValue, Todos != Yes, Query.Page(Pagina), Order);

    public Order<ChargeColumn>? Order => Query.Order<ChargeColumn>(Orden);

    public string In(string path) => Query.Address(
        path, ("paciente", Paciente), ("desde", Desde), ("hasta", Hasta), ("todos", Todos), ("orden", Orden), ("pagina", Pagina));
}

/// <summary>"Cortes anteriores" as their address says it.</summary>
public sealed record CortesFiltro(string? Cajero, string? Desde, string? Hasta, string? Orden, string? Pagina)
{
    /// <summary>The days are those of the centre of Mexico.</summary>
    public CutFilter Filter =>
        new(
            Cajero,
            Query.Date(Desde) is { } from ? Say.StartOf(from) : null,
            Query.Date(Hasta) is { } to ? Say.StartOf(to.AddDays(1)) : null,
            Query.Page(Pagina),
            Order);

    public Order<CutColumn>? Order => Query.Order<CutColumn>(Orden);

    /// <summary>Whether it leaves anything out.</summary>
    public bool Narrows => new[] { Cajero, Desde, Hasta }.Any(text => !string.IsNullOrEmpty(text));

    public string In(string path, params ReadOnlySpan<(string Name, string? Value)> also) => Query.Address(
        path, [.. also, ("cajero", Cajero), ("desde", Desde), ("hasta", Hasta), ("orden", Orden), ("pagina", Pagina)]);
}

/// <summary>"Facturas globales" as their address says it.</summary>
public sealed record GlobalesFiltro(string? Estatus, string? Orden, string? Pagina)
{
    public GlobalFilter Filter => new(Status, Query.Page(Pagina), Order);

    public TicketInvoiceStatus? Status => Query.Enum<TicketInvoiceStatus>(Estatus);

    public Order<GlobalColumn>? Order => Query.Order<GlobalColumn>(Orden);

    public string In(string path, params ReadOnlySpan<(string Name, string? Value)> also) => Query.Address(
        path, [.. also, ("estatus", Estatus), ("orden", Orden), ("pagina", Pagina)]);
}
