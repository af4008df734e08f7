namespace Honorario.Billing.Outbox;

/// <summary>
/// Whose turn it is in one queue: of the practices that wait, the one that was served longest ago, and of it the emisor that was.
/// No practice has more under way than the queue's parallelism, which leaves a place to the others.
/// </summary>
public sealed class OutboxTurns(int parallel, int perLine)
{
    private readonly Dictionary<Guid, long> _served = [];
    private readonly Dictionary<Guid, int> _underWay = [];
    private long _clock;

    /// <summary>The line to serve next; null when all that wait have as much under way as they may.</summary>
    public OutboxHead? Next(IEnumerable<OutboxHead> heads) => heads
        .Where(head => _underWay.GetValueOrDefault(head.PracticeId) < parallel
            && (head.Line == head.PracticeId || _underWay.GetValueOrDefault(head.Line) < perLine))
        .OrderBy(head => _served.GetValueOrDefault(head.PracticeId)).ThenBy(head => _served.GetValueOrDefault(head.Line)).ThenBy(head => head.DueAt)
        .FirstOrDefault();

    public void Begin(OutboxMessage message)
    {
        foreach (var who in Who(message))
        {
            _served[who] = ++_clock;
            _underWay[who] = _underWay.GetValueOrDefault(who) + 1;
        }
    }

    public void End(OutboxMessage message)
    {
        foreach (var who in Who(message))
        {
            if (--_underWay[who] == 0)
                _underWay.Remove(who);
        }
    }

    private static HashSet<Guid> Who(OutboxMessage message) => [message.PracticeId, message.Line];
}
