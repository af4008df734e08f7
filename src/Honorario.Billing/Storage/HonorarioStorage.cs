using System.Data.Common;
using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Honorario.Billing.Storage;

/// <summary>Opens the database for the current actor: one short-lived context an operation.</summary>
public sealed class HonorarioStorage(IDatabase database, Actor actor, IEnumerable<IBeforeSave> beforeSave)
{
    /// <summary>On whose behalf.</summary>
    public Actor Actor => actor;

    /// <summary>The only way of a use case to a row: it says which right it needs, and a right that only looks can't write.</summary>
    /// <exception cref="NoRightException">The actor does not have it.</exception>
    public HonorarioDb Open(Right right)
    {
        actor.Demand(right);
        return database.Open(new Access(actor, right, right.Changes()), [.. beforeSave]);
    }

    /// <summary>Opens for who has one of two rights.</summary>
    /// <exception cref="NoRightException">The actor has neither.</exception>
    public HonorarioDb Open(Right right, Right or) => Open(actor.May(right) ? right : or);

    /// <summary>The same database for somebody else.</summary>
    public HonorarioStorage For(Actor other) => new(database, other, beforeSave);

    /// <summary>Whether the actor has a right.</summary>
    public bool May(Right right) => actor.May(right);

    /// <exception cref="NoRightException">The actor does not have it.</exception>
    public void Demand(Right right) => actor.Demand(right);
}

/// <summary>Which database server it is.</summary>
public interface IDatabase
{
    /// <param name="access">By whom and for what.</param>
    /// <param name="beforeSave">What is done at each save.</param>
    HonorarioDb Open(Access access, params IReadOnlyList<IBeforeSave> beforeSave);

    /// <summary>Tells when people or their sessions changed.</summary>
    AccountChanges Accounts { get; }

    /// <summary>Tells when something of a practice changed.</summary>
    PracticeChanges Practices { get; }

    /// <summary>Hears from other processes what <see cref="Accounts"/> tells, until it is stopped or the connection breaks.</summary>
    Task HearOthersAsync(CancellationToken stop);
}

/// <summary>SQLite in one file, in WAL mode: readers never wait for the writer.</summary>
public sealed class SqliteDatabase(string connectionString) : IDatabase
{
    private DbContextOptions<SqliteHonorarioDb>? _options;

    public AccountChanges Accounts { get; } = new();

    public PracticeChanges Practices { get; } = new();

    public HonorarioDb Open(Access access, params IReadOnlyList<IBeforeSave> beforeSave) => new SqliteHonorarioDb(
        _options ??= new DbContextOptionsBuilder<SqliteHonorarioDb>()
            .UseSqlite(connectionString).UseSnakeCaseNamingConvention()
            .AddInterceptors(new TellAccountChanges(Accounts), new TellPracticeChanges(Practices), new ShortWaits(), ReadersWriteNothing.Instance).Options,
        access, beforeSave);

    /// <summary>A file tells nobody: who shares it looks for itself.</summary>
    public Task HearOthersAsync(CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);
}

/// <summary>
/// A writer that waits for another one looks again within milliseconds; left to the driver it sleeps 150 of them, whatever the
/// other one takes.
/// </summary>
internal sealed class ShortWaits : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000";
        command.ExecuteNonQuery();
    }
}

/// <summary>PostgreSQL through Npgsql.</summary>
public sealed class PostgresDatabase(string connectionString) : IDatabase
{
    private DbContextOptions<PostgresHonorarioDb>? _options;

    public AccountChanges Accounts { get; } = new();

    public PracticeChanges Practices { get; } = new();

    public HonorarioDb Open(Access access, params IReadOnlyList<IBeforeSave> beforeSave) => new PostgresHonorarioDb(
        _options ??= new DbContextOptionsBuilder<PostgresHonorarioDb>()
            .UseNpgsql(connectionString).UseSnakeCaseNamingConvention()
            .AddInterceptors(new TellAccountChanges(Accounts, toOthers: true), new TellPracticeChanges(Practices), ReadersWriteNothing.Instance).Options,
        access,
        beforeSave);

    public async Task HearOthersAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(stop);
        connection.Notification += (_, _) => Accounts.Raise();
        await using (var listen = new NpgsqlCommand($"LISTEN {TellAccountChanges.Channel}", connection))
            await listen.ExecuteNonQueryAsync(stop);
        Accounts.Raise();
        while (true)
            await connection.WaitAsync(stop);
    }
}
