using System.Globalization;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Benchmarks;

/// <summary>Where a bench over use cases works: SQLite in a temporary folder, or the empty database that ConnectionStrings__Postgres names.</summary>
internal static class EmptyDatabase
{
    /// <param name="bench">Takes the database, migrated, and a folder that is gone afterwards.</param>
    public static async Task RunAsync(Func<IDatabase, string, Task> bench)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var folder = Directory.CreateTempSubdirectory("honorario-bench-").FullName;
        var postgres = Environment.GetEnvironmentVariable("ConnectionStrings__Postgres");
        IDatabase database = postgres is { Length: > 0 }
            ? new PostgresDatabase(postgres)
            : new SqliteDatabase($"Data Source={Path.Combine(folder, "bench.db")};Default Timeout=30");
        try
        {
            await using (var db = database.Open(Access.Machine()))
                await db.Database.MigrateAsync();
            await bench(database, folder);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
