using System.Data.Common;
using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Honorario.Billing.Storage;

/// <summary>
/// Raises <see cref="PracticeChanges"/> after every save of a practice's rows; of a save within a transaction once that is committed, so that
/// whoever looks again sees it. What is only noted of who looks (<see cref="ILookedAt"/>) is no change.
/// </summary>
internal sealed class TellPracticeChanges(PracticeChanges changes) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is HonorarioDb db)
            db.PracticeChanges |= db.ChangeTracker.Entries<IOwned>().Any(entry =>
                entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Entity is not ILookedAt);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is HonorarioDb { Database.CurrentTransaction: null } db)
            Tell(db);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is HonorarioDb db)
            Tell(db);
        return Task.CompletedTask;
    }

    private void Tell(HonorarioDb db)
    {
        if (!db.PracticeChanges)
            return;
        db.PracticeChanges = false;
        changes.Raise(db.Actor.PracticeId);
    }
}
