namespace Honorario.Billing.Cuentas;

/// <summary>Told at once when people or their sessions changed, by this process or, on PostgreSQL, by another.</summary>
public sealed class AccountChanges
{
    public event Action? Raised;

    public void Raise() => Raised?.Invoke();
}
