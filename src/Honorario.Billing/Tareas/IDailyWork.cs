namespace Honorario.Billing.Tareas;

/// <summary>
/// What is done once a day for each practice, in a scope that acts for it, a page at a time so that nobody waits for it. A day that
/// failed half way is tried again: it must be idempotent.
/// </summary>
public interface IDailyWork
{
    /// <returns>Whether more is left for this day.</returns>
    Task<bool> RunAsync(CancellationToken ct);
}
