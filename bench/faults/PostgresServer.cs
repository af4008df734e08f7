using System.Diagnostics;

namespace Honorario.Faults;

/// <summary>A PostgreSQL server of this run's own, in a temporary folder; gone afterwards.</summary>
internal sealed class PostgresServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-faults-pg-").FullName;
    private readonly int _port = Ports.Free();

    public PostgresServer()
    {
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", _folder);
        Run(Binary("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C.UTF-8");
        Run(Binary("pg_ctl"), "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=300", "start");
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=honorario;Maximum Pool Size=60";

    private string Data => Path.Combine(_folder, "data");

    public void Dispose()
    {
        Run(Binary("pg_ctl"), "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    private static string Binary(string name) => Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal)
        .Select(folder => Path.Combine(folder, "bin", name)).First(File.Exists);

    /// <summary>The server refuses to run as root.</summary>
    private static void Run(string program, params string[] arguments)
    {
        string[] all = Environment.IsPrivilegedProcess && program != "chown" ? ["runuser", "-u", "postgres", "--", program, .. arguments] : [program,
            .. arguments];
        using var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = program
            .EndsWith("initdb", StringComparison.Ordinal) })!;
        if (!program.EndsWith("pg_ctl", StringComparison.Ordinal) && process.StartInfo.RedirectStandardOutput)
            process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
