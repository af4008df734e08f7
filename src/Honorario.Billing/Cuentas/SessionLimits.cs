namespace Honorario.Billing.Cuentas;

/// <summary>How long a session lasts.</summary>
/// <param name="Idle">Unused for so long, it ends.</param>
/// <param name="Absolute">It ends so long after the password was given, used or not.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Absolute);
