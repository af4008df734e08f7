namespace Honorario.Billing.Outbox;

/// <summary>
/// Carries out one kind of outbox message, the one whose name it is registered under. May be called again for the same message: it must be
/// idempotent.
/// </summary>
public interface IOutboxHandler
{
    /// <returns>Null when done, or how long to wait before trying again.</returns>
    Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct);
}
