using Honorario.Billing.Outbox;

namespace Honorario.Web.Jobs;

/// <summary>Tells open screens that the outbox has carried something out, so that they look again.</summary>
internal sealed class OutboxRounds
{
    public event Action? Done;

    public void Raise() => Done?.Invoke();
}

/// <summary>Carries out the outbox as long as the application runs, and lets the screens know twice a second at most.</summary>
internal sealed class OutboxHost(OutboxDispatcher dispatcher, OutboxListener listener, OutboxRounds rounds, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(0.5);

    /// <summary>What another process carried out is seen after so long.</summary>
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(2);

    private int _carriedOut;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        dispatcher.CarriedOut += Note;
        await Task.WhenAll(dispatcher.RunAsync(stoppingToken), listener.RunAsync(stoppingToken), TellAsync(stoppingToken));
        dispatcher.CarriedOut -= Note;
    }

    private async Task TellAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Often, clock);
        try
        {
            for (var quiet = TimeSpan.Zero; await timer.WaitForNextTickAsync(stop); quiet += Often)
            {
                if (Interlocked.Exchange(ref _carriedOut, 0) == 0 && quiet < Seldom)
                    continue;
                rounds.Raise();
                quiet = TimeSpan.Zero;
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    private void Note() => Volatile.Write(ref _carriedOut, 1);
}
