using System.Linq.Expressions;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>Who calls the API: the practice's key, and what it may do.</summary>
public sealed record ApiCaller(Guid KeyId, Guid PracticeId, string Name, IReadOnlySet<Right> Rights, Guid? EmisorId, DateTime? ExpiresAt);

/// <summary>Finds whose key was sent, before anybody is known.</summary>
public sealed class OpenApiKey(IDatabase database, TimeProvider clock)
{
    /// <summary>How the keys of practices begin.</summary>
    public const string Prefix = "honp_";

    /// <returns>Null when there is no such key, or it ended or was revoked.</returns>
    public Task<ApiCaller?> RunAsync(string key, CancellationToken ct)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
            return Task.FromResult<ApiCaller?>(null);
        var (hash, now) = (KeepApiKeys.Hash(key), clock.GetUtcNow().UtcDateTime);
        return FindAsync(row => row.Hash == hash || (row.EarlierHash == hash && row.EarlierUntil > now), now, ct);
    }

    /// <summary>Whose token it is that was given for a key.</summary>
    /// <returns>Null when the key ended or was revoked meanwhile.</returns>
    public Task<ApiCaller?> OfAsync(Guid keyId, CancellationToken ct) => FindAsync(row => row.Id == keyId, clock.GetUtcNow().UtcDateTime, ct);

    private async Task<ApiCaller?> FindAsync(Expression<Func<ApiKey, bool>> which, DateTime now, CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var found = await db.ApiKeys().IgnoreQueryFilters().AsNoTracking().Where(row => row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now))
            .SingleOrDefaultAsync(which, ct);
        if (found is null)
            return null;
        var minute = now.AddMinutes(-1);
        if (found.LastUsedAt is null || found.LastUsedAt <= minute)
            await db.ApiKeys().IgnoreQueryFilters().Where(row => row.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), ct);
        return new ApiCaller(found.Id, found.PracticeId, found.Name, RoleSet.RightsIn(found.Rights), found.EmisorId, found.ExpiresAt);
    }
}
