using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Web.Components.Facturacion;

/// <summary>
/// The services being chosen: those marked one by one, over all periods looked at; or "Seleccionar todos" of one period but
/// the marked ones.
/// </summary>
internal sealed class ServicePick
{
    public bool All { get; private set; }

    /// <summary>Each marked service and what the insurer finances of it, in pesos.</summary>
    public Dictionary<Guid, decimal> Marked { get; private init; } = [];

    public static ServicePick Of(bool all, Dictionary<Guid, decimal> marked) => new() { All = all, Marked = marked };

    public bool Has(Guid id) => Marked.ContainsKey(id) != All;

    /// <param name="id">The service.</param>
    /// <param name="amount">What the insurer finances of it, in pesos.</param>
    /// <param name="chosen">Whether the invoice takes it.</param>
    public void Set(Guid id, decimal amount, bool chosen)
    {
        if (chosen == All)
            Marked.Remove(id);
        else
            Marked[id] = amount;
    }

    public void SetAll(bool all)
    {
        All = all;
        Marked.Clear();
    }

    /// <summary>Another period is looked at: "todos" was said of the former one.</summary>
    public void LeavePeriod()
    {
        if (All)
            SetAll(false);
    }

    public int Count(ServicesFound found) => All ? found.Page.Count - Marked.Count : Marked.Count;

    public decimal Sum(ServicesFound found) => All ? found.Total - Marked.Values.Sum() : Marked.Values.Sum();

    public ServiceSelection ToSelection(ServicesFound found, DateOnly from, DateOnly to) => All
        ? new ServiceSelection(from, to, All: true, Marked.Keys.ToHashSet(), Count(found))
        : new ServiceSelection(DateOnly.MinValue, DateOnly.MaxValue, All: false, Marked.Keys.ToHashSet());
}
