using Honorario.Billing.Storage;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// What cancelling means to one kind of document; registered by <see cref="DocumentRegistration"/>, saved in the caller's
/// transaction. SAT's word may come twice: a document that has already heard it changes nothing.
/// </summary>
public interface ICancellable
{
    /// <returns>What stands in the way and the way out, or null.</returns>
    Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct);

    /// <summary>Marks it as being cancelled; nothing stands in the way.</summary>
    Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct);

    /// <summary>SAT cancelled it.</summary>
    Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct);

    /// <summary>It stands as before.</summary>
    Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct);

    /// <summary>What took its place is no more: unless it is cancelled too, it holds again what it held. What the other held is saved as let go.</summary>
    Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct);
}
