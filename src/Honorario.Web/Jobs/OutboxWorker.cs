using Honorario.Billing.Outbox;

namespace Honorario.Web.Jobs;

/// <summary>Tells open screens that the outbox has just made a round, so that they look again.</summary>
internal sealed class OutboxRounds
{
    public event Action? Done;

    public void Raise() => Done?.Invoke();
}

/// <summary>Carries out the outbox: at once when there is new work, and every two seconds for what waits or another process left.</summary>
internal sealed class OutboxWorker(OutboxDispatcher dispatcher, OutboxSignal signal, OutboxRounds rounds, ILogger<OutboxWorker> log) : BackgroundService
{
    /// <summary>So many rounds go on side by side: one that waits for a slow PAC does not hold up the others.</summary>
    private const int Lanes = 3;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _work = new(0);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await dispatcher.ReleaseOwnLeasesAsync(cancellationToken);
        signal.Raised += Wake;
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        signal.Raised -= Wake;
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _work.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => LaneAsync(stoppingToken)));

    private async Task LaneAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _work.WaitAsync(Round, stop);
                await dispatcher.DispatchDueAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "A round of the outbox failed; the next one follows");
            }

            rounds.Raise();
        }
    }

    private void Wake() => _work.Release();
}
