namespace Honorario.Web.Cuentas;

/// <summary>The open screens of this process by the sessions that they work by.</summary>
internal sealed class OpenCircuits
{
    /// <summary>So many screens a person may have open; one more ends the oldest.</summary>
    public const int Most = 20;

    private readonly Lock _lock = new();
    private readonly List<CircuitSession> _open = [];

    /// <summary>The sessions of open screens, each with its person.</summary>
    public HashSet<(Guid SessionId, Guid UserId)> Sessions
    {
        get
        {
            lock (_lock)
                return [.. _open.Where(one => one.Ended is null).Select(one => (one.SessionId, one.UserId))];
        }
    }

    public void Add(CircuitSession circuit)
    {
        CircuitSession[] tooMany;
        lock (_lock)
        {
            _open.Add(circuit);
            var own = _open.Where(one => one.UserId == circuit.UserId && one.Ended is null).ToList();
            tooMany = [.. own.OrderByDescending(one => one.Away).ThenBy(own.IndexOf).Take(Math.Max(0, own.Count - Most))];
        }

        foreach (var one in tooMany)
            one.End(WhyEnded.TooMany);
    }

    public void Remove(CircuitSession circuit)
    {
        lock (_lock)
            _open.Remove(circuit);
    }

    /// <summary>Ends the screens of all sessions but these.</summary>
    public void EndAllBut(IReadOnlySet<(Guid SessionId, Guid UserId)> live, IReadOnlySet<(Guid SessionId, Guid UserId)> asked)
    {
        CircuitSession[] over;
        lock (_lock)
            over = [.. _open.Where(one => asked.Contains((one.SessionId, one.UserId)) && !live.Contains((one.SessionId, one.UserId)))];
        foreach (var one in over)
            one.End(WhyEnded.Session);
    }
}
