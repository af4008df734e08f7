using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Honorario.Billing.Storage;

/// <summary>Raises <see cref="AccountChanges"/> after every save that changed a person or ended a session; on PostgreSQL the
/// other processes hear it too.</summary>
internal sealed class TellAccountChanges(AccountChanges changes, bool toOthers = false) : SaveChangesInterceptor
{
    /// <summary>PostgreSQL's channel on which processes tell each other.</summary>
    internal const string Channel = "honorario_cuentas";

    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is HonorarioDb db)
            db.AccountsChange = Changes(db);
        return await base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is HonorarioDb { AccountsChange: true } db)
        {
            db.AccountsChange = false;
            if (toOthers)
                await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", cancellationToken);
            changes.Raise();
        }

        return result;
    }

    private static bool Changes(HonorarioDb db) =>
        db.ChangeTracker.Entries<User>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted)
        || db.ChangeTracker.Entries<Session>().Any(entry => entry.State == EntityState.Deleted);
}
