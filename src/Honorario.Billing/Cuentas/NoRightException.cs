namespace Honorario.Billing.Cuentas;

/// <summary>Somebody came to a use case without the right that it needs. No screen leads there; who gets there gets nothing.</summary>
public sealed class NoRightException(Right right) : Exception($"The right {right} is missing.")
{
    public Right Right { get; } = right;
}
