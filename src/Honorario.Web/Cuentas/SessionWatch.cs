using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Ends open screens whose session ended: at once when this process or (on PostgreSQL) another tells, and every three seconds for what
/// nobody told, such as a command on the same file. Clears away what has long ended.
/// </summary>
internal sealed class SessionWatch(
    IDatabase database, OpenCircuits circuits, SessionLimits limits, TimeProvider clock, ILogger<SessionWatch> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Clear = TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _told = new(0);

    public override void Dispose()
    {
        _told.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.Accounts.Raised += Wake;
        try
        {
            await Task.WhenAll(WatchAsync(stoppingToken), HearAsync(stoppingToken), ClearAsync(stoppingToken));
        }
        finally
        {
            database.Accounts.Raised -= Wake;
        }
    }

    private Task WatchAsync(CancellationToken stop) => AgainAsync(async () =>
    {
        await _told.WaitAsync(Look, stop);
        if (circuits.Sessions is not { Count: > 0 } asked)
            return;
        var live = await LiveAsync(asked, stop);
        if (live.Count == asked.Count)
            return;
        // Who changes the own password is without a session between that save and the next one.
        await Task.Delay(Settle, clock, stop);
        circuits.EndAllBut(await LiveAsync(asked, stop), asked);
    }, stop);

    private Task HearAsync(CancellationToken stop) => AgainAsync(() => database.HearOthersAsync(stop), stop);

    private Task ClearAsync(CancellationToken stop) => AgainAsync(async () =>
    {
        await using (var db = database.Open(Access.Machine()))
        {
            var live = db.Live(limits, clock.GetUtcNow().UtcDateTime).Select(row => row.Id);
            await db.Set<Session>().Where(row => !live.Contains(row.Id)).ExecuteDeleteAsync(stop);
        }

        await Task.Delay(Clear, clock, stop);
    }, stop);

    private async Task<HashSet<(Guid SessionId, Guid UserId)>> LiveAsync(HashSet<(Guid SessionId, Guid UserId)> asked, CancellationToken stop)
    {
        var ids = asked.Select(one => one.SessionId).ToList();
        await using var db = database.Open(Access.Machine());
        var live = await db.Live(limits, clock.GetUtcNow().UtcDateTime).Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.UserId }).ToListAsync(stop);
        return [.. live.Select(row => (row.Id, row.UserId)).Where(asked.Contains)];
    }

    private async Task AgainAsync(Func<Task> act, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "Sessions could not be looked after; it is tried again");
                await Task.Delay(Look, CancellationToken.None);
            }
        }
    }

    private void Wake() => _told.Release();
}
