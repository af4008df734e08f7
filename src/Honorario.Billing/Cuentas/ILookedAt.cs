namespace Honorario.Billing.Cuentas;

/// <summary>A row that tells what was looked at: also who may change nothing leaves it.</summary>
public interface ILookedAt;
