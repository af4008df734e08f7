namespace Honorario.PacSandbox;

/// <summary>How the sandbox misbehaves on purpose.</summary>
/// <param name="Mode">none, down, slow, garbage, or drop-after-stamp.</param>
/// <param name="Seconds">How long slow takes.</param>
/// <param name="Count">For how many stamp calls; 0 for all until told otherwise.</param>
internal sealed record Fault(string Mode, double Seconds = 0, int Count = 0);

/// <summary>The fault in force.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private Fault _fault = new("none");

    public void Set(Fault fault)
    {
        lock (_lock)
            _fault = fault;
    }

    /// <summary>The fault that the next call meets; counts it.</summary>
    public Fault Next()
    {
        lock (_lock)
        {
            var fault = _fault;
            if (fault.Count == 1)
                _fault = new Fault("none");
            else if (fault.Count > 1)
                _fault = fault with { Count = fault.Count - 1 };
            return fault;
        }
    }
}
