namespace Honorario.Billing.Outbox;

/// <summary>Wakes this process's dispatcher as soon as there is work, instead of at its next round.</summary>
public sealed class OutboxSignal
{
    public event Action? Raised;

    public void Raise() => Raised?.Invoke();
}
