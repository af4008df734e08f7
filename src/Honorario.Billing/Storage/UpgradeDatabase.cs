using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>Brings a database to this version; what it holds stays.</summary>
public static class UpgradeDatabase
{
    /// <returns>Why it can't be, for whoever runs the installation; null when it is done.</returns>
    public static async Task<string?> UpgradeAsync(this HonorarioDb db, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).LastOrDefault(applied => !known.Contains(applied)) is { } stranger)
            return $"La base de datos es de otra versión de Honorario ({stranger}) y ésta no la conoce: no se tocó. Usa esa versión o una posterior, o "
                + "indica otra carpeta de datos.";
        await db.Database.MigrateAsync(ct);
        return null;
    }
}
