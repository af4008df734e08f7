using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Honorario.Billing.Storage;

/// <summary>
/// Brings a database to this version; what it holds stays. One process at a time: a lock that ends with its process keeps the others
/// waiting, so that one that died half way is followed by the next.
/// </summary>
public static class UpgradeDatabase
{
    /// <summary>Of the advisory lock on PostgreSQL: "honorari" in ASCII.</summary>
    private const long LockNumber = 0x686F6E6F72617269;

    /// <summary>Files up to this size are looked through at start, bytes.</summary>
    private const long LookedThrough = 64L * 1024 * 1024;

    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolation = 32;

    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(500);

    /// <returns>Why it can't be, for whoever runs the installation; null when it is done.</returns>
    public static async Task<string?> UpgradeAsync(this HonorarioDb db, ILogger log, CancellationToken ct)
    {
        if (db.Database.IsSqlite() && Truncated(db.Database.GetDbConnection().DataSource) is { } broken)
            return broken;
        await using var turn = db.Database.IsSqlite() ? await FileTurnAsync(db, log, ct) : await ServerTurnAsync(db, log, ct);
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToHashSet();
        if (applied.LastOrDefault(one => !known.Contains(one)) is { } stranger)
            return $"La base de datos es de otra versión de Honorario ({stranger}) y ésta no la conoce: no se tocó. Usa esa versión o una posterior, o "
                + "indica otra carpeta de datos.";
        if (db.Database.IsSqlite() && await DamageAsync(db, ct) is { } damage)
            return damage;
        if (known.Except(applied).Any())
            await db.Database.MigrateAsync(ct);
        await db.AnalyzeAsync(ct);
        return null;
    }

    /// <summary>
    /// Gives SQLite the statistics by which it chooses indexes: a sample of each, tenths of a second at a million rows. PostgreSQL does
    /// that itself.
    /// </summary>
    public static async Task AnalyzeAsync(this HonorarioDb db, CancellationToken ct)
    {
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA analysis_limit = 1000; ANALYZE;", ct);
    }

    private static string? Truncated(string file)
    {
        const int HeaderLength = 100;
        if (!File.Exists(file) || new FileInfo(file).Length is 0)
            return null;
        var header = new byte[HeaderLength];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.AsSpan(0, 16).SequenceEqual("SQLite format 3\0"u8))
            return StorageFaults.Sentence(new SqliteException("", 26), file);
        var page = (header[16] << 8) | header[17];
        var pages = ((long)header[28] << 24) | ((long)header[29] << 16) | ((long)header[30] << 8) | header[31];
        return stream.Length < pages * (page == 1 ? 65536 : page) ? StorageFaults.Sentence(new SqliteException("", 11), file) : null;
    }

    private static async Task<string?> DamageAsync(HonorarioDb db, CancellationToken ct)
    {
        var file = db.Database.GetDbConnection().DataSource;
        if (!File.Exists(file) || new FileInfo(file).Length > LookedThrough)
            return null;
        var found = await db.Database.SqlQueryRaw<string>("SELECT quick_check AS \"Value\" FROM pragma_quick_check LIMIT 1").ToListAsync(ct);
        return found is ["ok"] ? null : StorageFaults.Sentence(new SqliteException("", 11), file);
    }

    /// <summary>
    /// A file that the system unlocks when its process ends, however it ends; whatever Entity Framework's own lock row says then is of a
    /// dead one.
    /// </summary>
    private static async Task<IAsyncDisposable> FileTurnAsync(HonorarioDb db, ILogger log, CancellationToken ct)
    {
        var path = db.Database.GetDbConnection().DataSource + ".actualizando";
        for (var told = false; ; told = true)
        {
            try
            {
                var mine = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                await FreeDeadLockAsync(db, log, ct);
                return mine;
            }
            catch (IOException held) when ((held.HResult & 0xFFFF) is WouldBlockLinux or WouldBlockMac or SharingViolation)
            {
                Tell(log, told);
                await Task.Delay(Again, ct);
            }
        }
    }

    private static async Task FreeDeadLockAsync(HonorarioDb db, ILogger log, CancellationToken ct)
    {
        var locks = await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").ToListAsync(ct);
        if (locks[0] > 0 && await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock", ct) > 0)
            log.LogWarning("La actualización anterior de la base de datos se interrumpió; se retoma ahora");
    }

    private static async Task<IAsyncDisposable> ServerTurnAsync(HonorarioDb db, ILogger log, CancellationToken ct)
    {
        await MakeSureAsync(db, ct);
        var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync(ct);
        await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockNumber})", connection);
        for (var told = false; await take.ExecuteScalarAsync(ct) is false; told = true)
        {
            Tell(log, told);
            await Task.Delay(Again, ct);
        }

        return new ServerTurn(connection);
    }

    /// <summary>Makes the database when the server has none of that name; another process may be faster.</summary>
    private static async Task MakeSureAsync(HonorarioDb db, CancellationToken ct)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync(ct))
            return;
        try
        {
            await creator.CreateAsync(ct);
        }
        catch (PostgresException faster) when (faster.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // It is there.
        }
    }

    private static void Tell(ILogger log, bool told)
    {
        if (!told)
            log.LogWarning("Otro proceso está actualizando la base de datos: se espera a que termine");
    }

    private sealed class ServerTurn(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (connection.State == ConnectionState.Open)
            {
                await using var give = new NpgsqlCommand($"SELECT pg_advisory_unlock({LockNumber})", connection);
                await give.ExecuteNonQueryAsync();
            }

            await connection.DisposeAsync();
        }
    }
}
