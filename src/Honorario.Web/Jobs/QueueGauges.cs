using System.Diagnostics.Metrics;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;

namespace Honorario.Web.Jobs;

/// <summary>Depth and age of each queue, for OTLP; looked up every quarter of a minute, whoever asks.</summary>
internal sealed class QueueGauges(IServiceScopeFactory scopes, TimeProvider clock, ILogger<QueueGauges> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(15);
    private IReadOnlyList<QueueState> _states = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        OutboxTelemetry.Meter.CreateObservableGauge("honorario.queue.depth", () => _states.Select(state => Of(state, state.Waiting)));
        OutboxTelemetry.Meter.CreateObservableGauge(
            "honorario.queue.age",
            () => _states.Select(state => Of(state, state.OldestDue is { } due ? (clock.GetUtcNow().UtcDateTime - due).TotalSeconds : 0)), "s");
        using var timer = new PeriodicTimer(Often, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                _states = await scope.ServiceProvider.GetRequiredService<ViewWaiting>().QueuesAsync(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogWarning(fault, "The queues could not be counted");
                await Task.Delay(Often, clock, CancellationToken.None);
            }
        }
        while (!stoppingToken.IsCancellationRequested);
    }

    private static Measurement<double> Of(QueueState state, double value) => new(value, new KeyValuePair<string, object?>("queue", state.Lane.ToString()));
}
