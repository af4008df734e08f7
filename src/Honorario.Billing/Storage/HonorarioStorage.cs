using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Honorario.Billing.Storage;

/// <summary>Opens the database for the current actor: one short-lived context an operation.</summary>
public sealed class HonorarioStorage(IDatabase database, Actor actor, IEnumerable<IBeforeSave> beforeSave)
{
    public HonorarioDb Open() => database.Open(actor, [.. beforeSave]);
}

/// <summary>Which database server it is.</summary>
public interface IDatabase
{
    /// <param name="actor">Whose rows are seen.</param>
    /// <param name="beforeSave">What is done at each save.</param>
    HonorarioDb Open(Actor actor, params IReadOnlyList<IBeforeSave> beforeSave);

    /// <summary>Tells when people or their sessions changed.</summary>
    AccountChanges Accounts { get; }

    /// <summary>Hears from other processes what <see cref="Accounts"/> tells, until it is stopped or the connection breaks.</summary>
    Task HearOthersAsync(CancellationToken stop);
}

/// <summary>SQLite in one file, in WAL mode: readers never wait for the writer.</summary>
public sealed class SqliteDatabase(string connectionString) : IDatabase
{
    private DbContextOptions<SqliteHonorarioDb>? _options;

    public AccountChanges Accounts { get; } = new();

    public HonorarioDb Open(Actor actor, params IReadOnlyList<IBeforeSave> beforeSave) => new SqliteHonorarioDb(
        _options ??= new DbContextOptionsBuilder<SqliteHonorarioDb>()
            .UseSqlite(connectionString).UseSnakeCaseNamingConvention().AddInterceptors(new TellAccountChanges(Accounts)).Options,
        actor,
        beforeSave);

    /// <summary>A file tells nobody: who shares it looks for itself.</summary>
    public Task HearOthersAsync(CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);
}

/// <summary>PostgreSQL through Npgsql.</summary>
public sealed class PostgresDatabase(string connectionString) : IDatabase
{
    private DbContextOptions<PostgresHonorarioDb>? _options;

    public AccountChanges Accounts { get; } = new();

    public HonorarioDb Open(Actor actor, params IReadOnlyList<IBeforeSave> beforeSave) => new PostgresHonorarioDb(
        _options ??= new DbContextOptionsBuilder<PostgresHonorarioDb>()
            .UseNpgsql(connectionString).UseSnakeCaseNamingConvention().AddInterceptors(new TellAccountChanges(Accounts, toOthers: true)).Options,
        actor,
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
