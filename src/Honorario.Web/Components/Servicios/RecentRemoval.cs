using Honorario.Billing.RegistroDeServicios;

namespace Honorario.Web.Components.Servicios;

/// <summary>What this window removed last, so that the list offers to undo it wherever it was removed.</summary>
internal sealed class RecentRemoval
{
    /// <summary>There is another one, or none any more.</summary>
    public event Action? Changed;

    public Removal? Last
    {
        get;
        set
        {
            field = value;
            Changed?.Invoke();
        }
    }
}
