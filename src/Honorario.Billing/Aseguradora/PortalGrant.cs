using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Aseguradora;

/// <summary>
/// A practice lets a person of a company see its invoices to that company. It is given to the person, not to the company: no
/// practice answers for whom another one invited.
/// </summary>
public sealed class PortalGrant : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid UserId { get; init; }
    public DateTime At { get; init; }
}
