using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>A session as its person sees it; times are UTC.</summary>
internal sealed record OwnSession(Guid Id, string Device, string Address, DateTime StartedAt, DateTime SeenAt);

/// <summary>Where a person is signed in, and ending one or all others.</summary>
internal sealed class OwnSessions(IDatabase database, SessionLimits limits, TimeProvider clock)
{
    private const int Shown = 100;

    public async Task<IReadOnlyList<OwnSession>> ListAsync(Guid userId)
    {
        await using var db = database.Open(Access.Machine());
        var sessions = await db.Live(limits, clock.GetUtcNow().UtcDateTime).AsNoTracking().Where(row => row.UserId == userId)
            .OrderByDescending(row => row.SeenAt).Take(Shown).ToListAsync();
        return [.. sessions.Select(row => new OwnSession(row.Id, DeviceName.Of(row.Device), row.Address, row.StartedAt, row.SeenAt))];
    }

    /// <summary>Ends one of the person's, or all but one.</summary>
    public async Task EndAsync(Guid userId, Guid? only, Guid? allBut)
    {
        await using var db = database.Open(Access.Machine());
        db.RemoveRange(await db.Set<Session>()
            .Where(row => row.UserId == userId && (only == null || row.Id == only) && (allBut == null || row.Id != allBut)).ToListAsync());
        await db.SaveChangesAsync();
    }
}
