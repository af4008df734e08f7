using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Outbox;

/// <summary>
/// Carries out due outbox messages, each in a scope that acts for its practice. A lease taken by a conditional update lets
/// any number of dispatchers, in one process or many, work side by side.
/// </summary>
public sealed class OutboxDispatcher(IServiceScopeFactory scopes, TimeProvider clock, ILogger<OutboxDispatcher> log)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);
    private readonly string _me = $"{Environment.MachineName}/{Guid.CreateVersion7():N}";

    /// <summary>Takes back what an earlier process on this machine held when it died, so that nothing waits for its lease.</summary>
    public async Task ReleaseOwnLeasesAsync(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        await using var db = scope.ServiceProvider.GetRequiredService<IDatabase>().Open(Access.Machine());
        await db.Outbox().IgnoreQueryFilters()
            .Where(message => message.DoneAt == null && message.LeasedBy!.StartsWith(Environment.MachineName + "/"))
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.LeasedUntil, (DateTime?)null), ct);
    }

    /// <summary>Carries out everything that is due now, a few at a time.</summary>
    public async Task DispatchDueAsync(CancellationToken ct)
    {
        var due = await DueAsync(ct);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (message, stop) => await CarryOutAsync(message, stop));
    }

    private async Task<List<OutboxMessage>> DueAsync(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        await using var db = scope.ServiceProvider.GetRequiredService<IDatabase>().Open(Access.Machine());
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Outbox().IgnoreQueryFilters().AsNoTracking()
            .Where(message => message.DoneAt == null && message.DueAt <= now && (message.LeasedUntil == null || message.LeasedUntil < now))
            .OrderBy(message => message.DueAt)
            .Take(100)
            .ToListAsync(ct);
    }

    private async Task CarryOutAsync(OutboxMessage message, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsSystem(message.PracticeId);
        await using var db = scope.ServiceProvider.GetRequiredService<HonorarioStorage>().Open(Right.RunJobs);
        if (!await TakeAsync(db, message, ct))
            return;

        TimeSpan? again;
        try
        {
            var handler = scope.ServiceProvider.GetRequiredKeyedService<IOutboxHandler>(message.Kind);
            again = await handler.HandleAsync(message.SubjectId, message.Attempts + 1, ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            log.LogError(fault, "Outbox message {Message} of kind {Kind} failed; it will be tried again", message.Id, message.Kind);
            again = AfterFault;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        await db.Outbox().Where(row => row.Id == message.Id && row.LeasedBy == _me).ExecuteUpdateAsync(
            set => set
                .SetProperty(row => row.DoneAt, again == null ? now : null)
                .SetProperty(row => row.DueAt, row => again == null ? row.DueAt : now + again.Value)
                .SetProperty(row => row.LeasedUntil, (DateTime?)null),
            CancellationToken.None);
    }

    private async Task<bool> TakeAsync(HonorarioDb db, OutboxMessage message, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var taken = await db.Outbox()
            .Where(row => row.Id == message.Id && row.DoneAt == null && (row.LeasedUntil == null || row.LeasedUntil < now))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(row => row.LeasedBy, _me)
                    .SetProperty(row => row.LeasedUntil, now + Lease)
                    .SetProperty(row => row.Attempts, row => row.Attempts + 1),
                ct);
        return taken == 1;
    }
}
