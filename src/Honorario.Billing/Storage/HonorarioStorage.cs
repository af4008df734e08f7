using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;

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
}

/// <summary>SQLite in one file, in WAL mode: readers never wait for the writer.</summary>
public sealed class SqliteDatabase(string connectionString) : IDatabase
{
    private readonly DbContextOptions<SqliteHonorarioDb> _options = new DbContextOptionsBuilder<SqliteHonorarioDb>()
        .UseSqlite(connectionString).UseSnakeCaseNamingConvention().Options;

    public HonorarioDb Open(Actor actor, params IReadOnlyList<IBeforeSave> beforeSave) => new SqliteHonorarioDb(_options, actor, beforeSave);
}

/// <summary>PostgreSQL through Npgsql.</summary>
public sealed class PostgresDatabase(string connectionString) : IDatabase
{
    private readonly DbContextOptions<PostgresHonorarioDb> _options = new DbContextOptionsBuilder<PostgresHonorarioDb>()
        .UseNpgsql(connectionString).UseSnakeCaseNamingConvention().Options;

    public HonorarioDb Open(Actor actor, params IReadOnlyList<IBeforeSave> beforeSave) => new PostgresHonorarioDb(_options, actor, beforeSave);
}
