using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

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

/// <summary>Who invited a person.</summary>
public static class PortalGrants
{
    /// <returns>The practice that invited the person first; null when none did.</returns>
    public static Task<Guid?> InvitedByAsync(this HonorarioDb db, Guid userId, CancellationToken ct) => db.PortalGrants().IgnoreQueryFilters()
        .Where(grant => grant.UserId == userId).OrderBy(grant => grant.At).Select(grant => (Guid?)grant.PracticeId).FirstOrDefaultAsync(ct);
}
