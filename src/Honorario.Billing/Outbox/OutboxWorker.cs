using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Outbox;

/// <summary>One queue of one process: takes a message whenever a place is free, in the order of <see cref="OutboxTurns"/>.</summary>
internal sealed class OutboxWorker(
    OutboxLane queue, IReadOnlyList<string> kinds, int parallel, OutboxLeases leases, OutboxSignal signal,
    Func<OutboxMessage, CancellationToken, Task> carryOut, ILogger log) : IDisposable
{
    /// <summary>What another process left, or what was to be tried later, is found after so long at the latest.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Signals that come closer together are one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly int _places = parallel + OutboxOptions.ForOthers(parallel);
    private readonly OutboxTurns _turns = new(parallel, perLine: queue == OutboxLane.Seal ? 1 : parallel);
    private readonly SemaphoreSlim _wake = new(0);
    private int _awake;
    private readonly List<(OutboxMessage Message, Task Work)> _underWay = [];
    private List<OutboxHead> _heads = [];

    public async Task RunAsync(CancellationToken stop)
    {
        signal.Raised += Wake;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FillAsync(stop);
                await _wake.WaitAsync(Look, stop);
                Volatile.Write(ref _awake, 0);
                if (_heads.Count == 0)
                    await Task.Delay(Pause, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "A look into the queue {Queue} failed; the next one follows", queue);
                await Task.Delay(Look, CancellationToken.None);
            }
        }

        signal.Raised -= Wake;
        await Task.WhenAll(_underWay.Select(one => one.Work));
    }

    public void Dispose() => _wake.Dispose();

    /// <summary>Fills the free places. A line that turns out to be empty is left out until the next look.</summary>
    private async Task FillAsync(CancellationToken stop)
    {
        foreach (var ended in _underWay.Where(one => one.Work.IsCompleted).ToList())
        {
            _underWay.Remove(ended);
            _turns.End(ended.Message);
        }

        var looked = false;
        while (_underWay.Count < _places && !stop.IsCancellationRequested)
        {
            if (_turns.Next(_heads) is not { } head)
            {
                if (looked)
                    return;
                (_heads, looked) = (await leases.HeadsAsync(kinds, stop), true);
                continue;
            }

            if (await leases.TakeAsync(head.Kind, head.Line, stop) is not { } message)
            {
                _heads.Remove(head);
                continue;
            }

            _turns.Begin(message);
            _underWay.Add((message, Task.Run(() => WorkAsync(message, stop), CancellationToken.None)));
        }
    }

    private async Task WorkAsync(OutboxMessage message, CancellationToken stop)
    {
        for (var written = false; !written;)
        {
            try
            {
                await carryOut(message, stop);
                written = true;
            }
            catch (Exception fault)
            {
                log.LogError(fault, "What came of outbox message {Message} could not be written down; it is carried out again", message.Id);
                written = stop.IsCancellationRequested;
                await Task.Delay(Look, CancellationToken.None);
            }
        }

        Wake();
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _awake, 1) == 0)
            _wake.Release();
    }
}
