using System.Diagnostics;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Outbox;

/// <summary>
/// Carries out due messages, each in a scope that acts for its practice: every queue by itself, a message as soon as a place is
/// free. Any number of processes work side by side.
/// </summary>
public sealed class OutboxDispatcher(
    IServiceScopeFactory scopes, OutboxLeases leases, IEnumerable<OutboxRoute> routes, OutboxOptions options, OutboxSignal signal, TimeProvider clock,
        ILogger<OutboxDispatcher> log)
{
    private const int RoundSize = 100;
    private const int RoundAtOnce = 4;
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAfterFault = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Prune = TimeSpan.FromHours(1);
    private readonly IReadOnlyList<OutboxRoute> _routes = [.. routes];

    /// <summary>A message has just been carried out.</summary>
    public event Action? CarriedOut;

    /// <summary>Works until it is told to stop, then lets what is under way end and gives back the rest.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await EndlesslyAsync("sign of life", leases.BeatAsync, stop, once: true);
        var queues = _routes.GroupBy(route => route.Queue)
            .Select(queue => new OutboxWorker(queue.Key, [.. queue.Select(route => route.Kind)], options.Of(queue.Key), leases, signal, CarryOutAsync, log))
                .ToList();
        using var beating = new CancellationTokenSource();
        var signs = EndlesslyAsync("sign of life", leases.BeatAsync, beating.Token, every: OutboxLeases.Beat);
        var pruning = EndlesslyAsync("pruning", ct => leases.PruneAsync(clock.GetUtcNow().UtcDateTime - options.Keep, ct), stop, every: Prune);
        await Task.WhenAll(queues.Select(queue => queue.RunAsync(stop)));
        await pruning;
        await beating.CancelAsync();
        await signs;
        await leases.LeaveAsync();
        queues.ForEach(queue => queue.Dispose());
    }

    /// <summary>One round: what is due at this moment, of all queues.</summary>
    public async Task DispatchDueAsync(CancellationToken ct)
    {
        await leases.BeatAsync(ct);
        List<OutboxMessage> due;
        using (var scope = scopes.CreateScope())
        {
            await using var db = scope.ServiceProvider.GetRequiredService<IDatabase>().Open(Access.Machine());
            var now = clock.GetUtcNow().UtcDateTime;
            due = await db.Outbox().IgnoreQueryFilters().AsNoTracking().Where(row => row.DoneAt == null && row.LeasedBy == null && row.DueAt <= now)
                .OrderBy(row => row.DueAt).Take(RoundSize).ToListAsync(ct);
        }

        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = RoundAtOnce, CancellationToken = ct },
            async (one, stop) =>
            {
                if (await leases.TakeAsync(one.Kind, one.Line, stop) is { } message)
                    await CarryOutAsync(message, stop);
            });
    }

    private async Task CarryOutAsync(OutboxMessage message, CancellationToken ct)
    {
        using var activity = OutboxTelemetry.Source.StartActivity(message.Kind, ActivityKind.Consumer, message.Trace);
        activity?.SetTag("honorario.practice", message.PracticeId).SetTag("honorario.subject", message.SubjectId).SetTag("honorario.attempt", message.Attempts);
        TimeSpan? again;
        string? failed = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Actor>().ActAsSystem(message.PracticeId);
            var handler = scope.ServiceProvider.GetRequiredKeyedService<IOutboxHandler>(message.Kind);
            again = await handler.HandleAsync(message.SubjectId, message.Attempts, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            again = TimeSpan.Zero;
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Outbox {Kind} {Message} about {Subject} of practice {Practice} failed at attempt {Attempt}", message.Kind, message.Id,
                message.SubjectId, message.PracticeId, message.Attempts);
            activity?.SetStatus(ActivityStatusCode.Error, fault.GetType().Name);
            failed = fault.GetType().Name;
            again = TimeSpan.FromTicks(Math.Min(AfterFault.Ticks * message.Attempts, LongestAfterFault.Ticks));
        }

        OutboxTelemetry.CarriedOut.Add(1, new KeyValuePair<string, object?>("kind", message.Kind), new KeyValuePair<string,
            object?>("outcome", failed is not null ? "fault" : again is null ? "done" : "again"));
        await leases.FinishAsync(message, again, failed);
        CarriedOut?.Invoke();
    }

    private async Task EndlesslyAsync(string what, Func<CancellationToken, Task> work, CancellationToken stop, TimeSpan every = default, bool once = false)
    {
        do
        {
            try
            {
                await work(stop);
                await Task.Delay(every, clock, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (!once)
            {
                log.LogError(fault, "The outbox's {Work} failed; the next one follows", what);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
        while (!once);
    }
}
