using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>Finds whose key of the portal was sent; from then on the scope works for its company.</summary>
public sealed class OpenPortalKey(IDatabase database, Actor actor)
{
    /// <returns>The key's id; null when there is no such key or it was revoked.</returns>
    public async Task<Guid?> RunAsync(string key, CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var hash = AnswerStatusCall.Hash(key);
        if (await db.PortalKeys().AsNoTracking().Include(row => row.Company).SingleOrDefaultAsync(row =>
            row.Hash == hash && row.RevokedAt == null, ct) is not { } found)
            return null;
        actor.ActForCompany(found.CompanyId, found.UserId, found.Name, found.Company.Role == PortalRole.Aseguradora);
        return found.Id;
    }
}
