using Honorario.Billing;
using Honorario.Billing.ComplementosPago;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Components.Pagos;

/// <summary>The lists of payments as their address says them; the page and its file read the same words.</summary>
/// <param name="Ver"><see cref="Todos"/> for every payment, anything else for those whose complement is to be stamped.</param>
public sealed record PagosFiltro(string? Ver, string? Texto, string? Aseguradora, string? Del, string? Al, string? Complemento, string? Orden, string? Pagina)
{
    public const string Todos = "todos";

    public bool All => Ver == Todos;

    public PaymentFilter Filter =>
        new(
            Texto,
            Query.Id(Aseguradora),
            Query.Date(Del),
            Query.Date(Al),
            All ? Standing : PaymentStanding.PorTimbrar,
            Query.Page(Pagina),
            Query.Order<PaymentColumn>(Orden));

    public PaymentStanding? Standing => Query.Enum<PaymentStanding>(Complemento);

    public Order<PaymentColumn> Order => Query.Order<PaymentColumn>(Orden) ?? new(PaymentColumn.Fecha, Descending: All);

    /// <summary>Whether it leaves anything out.</summary>
    public bool Narrows => new[] { Texto, Aseguradora, Del, Al, All ? Complemento : null }.Any(text => !string.IsNullOrEmpty(text));

    public string In(string path) =>
        Query.Address(
            path,
            ("ver", All ? Todos : null),
            ("texto", Texto),
            ("aseguradora", Aseguradora),
            ("del", Del),
            ("al", Al),
            ("complemento", All ? Complemento : null),
            ("orden", Orden),
            ("pagina", Pagina));
}
