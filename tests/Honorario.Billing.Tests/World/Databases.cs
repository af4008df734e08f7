using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

[assembly: AssemblyFixture(typeof(Databases))]

namespace Honorario.Billing.Tests.World;

/// <summary>Which database server a test runs on.</summary>
public enum Server
{
    Sqlite,
    Postgres,
}

/// <summary>Hands out migrated, empty databases of both kinds.</summary>
public sealed class Databases : IAsyncLifetime
{
    private readonly PostgresCluster _cluster = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-sqlite-").FullName;
    private string _template = "";
    private string _emptyFile = "";
    private int _files;

    public static TheoryData<Server> Both => [Server.Sqlite, Server.Postgres];

    public async ValueTask InitializeAsync()
    {
        await _cluster.InitializeAsync();
        var template = await _cluster.CreateDatabaseAsync();
        await using (var db = new PostgresDatabase(template).Open(Access.Machine()))
            await db.Database.MigrateAsync();
        Npgsql.NpgsqlConnection.ClearAllPools();
        _emptyFile = Path.Combine(_folder, "vacia.db");
        await using (var db = new SqliteDatabase($"Data Source={_emptyFile};Pooling=False").Open(Access.Machine()))
            await db.Database.MigrateAsync();
        _template = new Npgsql.NpgsqlConnectionStringBuilder(template).Database!;
    }

    public async ValueTask DisposeAsync()
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <param name="server">On which server.</param>
    /// <param name="migrated">False for a database without a table.</param>
    public async Task<IDatabase> NewAsync(Server server, bool migrated = true)
    {
        if (server == Server.Postgres)
            return new PostgresDatabase(migrated ? await _cluster.CreateDatabaseAsync(_template) : await _cluster.CreateDatabaseAsync());
        var file = Path.Combine(_folder, $"{Interlocked.Increment(ref _files)}.db");
        if (migrated)
            File.Copy(_emptyFile, file);
        return new SqliteDatabase($"Data Source={file};Default Timeout=30");
    }
}
