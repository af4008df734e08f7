using System.Diagnostics;
using Honorario.Tests;

namespace Honorario.Billing.Tests.World;

/// <summary>A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder on a free port, gone afterwards.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"honorario-pg-{Guid.NewGuid():N}");
    private int _databases;

    /// <summary>Connection string of a database that exists in every cluster; for creating others.</summary>
    private string Maintenance => ConnectionString("postgres");

    private int Port { get; set; }

    public async ValueTask InitializeAsync()
    {
        Port = Ports.Free();
        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", _folder);
        await RunAsync(Binary("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8");
        await RunAsync(
            Binary("pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} "
            + "-c fsync=off -c max_connections=600 -c shared_buffers=64MB",
            "start");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Binary("pg_ctl"), "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Creates a database, empty or like another, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? like = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new Npgsql.NpgsqlConnection(Maintenance);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = like is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {like}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private string Data => Path.Combine(_folder, "data");

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=40;Connection Idle Lifetime=15;Connection Pruning Interval=5";

    private static string Binary(string name) => Directory.GetDirectories("/usr/lib/postgresql")
        .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
        .Select(folder => Path.Combine(folder, "bin", name))
        .First(File.Exists);

    /// <summary>Runs a program as the user postgres, since the server refuses to run as root.</summary>
    private static async Task RunAsync(string program, params string[] arguments)
    {
        var asPostgres = Environment.IsPrivilegedProcess && program != "chown";
        var start = asPostgres
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = "/";
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        if (!arguments.Contains("start"))
            await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
