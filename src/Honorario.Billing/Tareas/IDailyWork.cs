namespace Honorario.Billing.Tareas;

/// <summary>
/// What is done once a day for each practice, in a scope that acts for it. A day that failed half way is tried again: it must
/// be idempotent.
/// </summary>
public interface IDailyWork
{
    Task RunAsync(CancellationToken ct);
}
