using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using Honorario.Tests;

namespace Honorario.Browser.Tests;

/// <summary>The product as a user starts it: <c>./run</c> on a free port with a data folder of its own.</summary>
public sealed class Product : IAsyncDisposable
{
    /// <summary>The trait of tests that start a product of their own: ./test runs them after the others, in two lanes beside each other.</summary>
    public const string Which = "producto";

    public const string Own = "propio";
    public const string AlsoOwn = "propio-2";

    private static readonly TimeSpan StartUp = TimeSpan.FromMinutes(5);
    private readonly string[] _options;
    private readonly (string Name, string Value)[] _settings;
    private Process? _run;

    private Product(string[] options, (string Name, string Value)[] settings) => (_options, _settings) = (options, settings);

    public string Data { get; } = Directory.CreateTempSubdirectory("honorario-run-").FullName;
    public int Port { get; } = Ports.Free();
    public string Url => $"http://localhost:{Port}";

    /// <summary>The link of the first account, as <c>./run --empty</c> prints it.</summary>
    public string SetUpLink => File.ReadAllText(Path.Combine(Data, "primera-cuenta.txt")).Trim();

    public static Task<Product> LaunchAsync(params string[] options) => LaunchAsync([], options);

    /// <param name="settings">As docs/operations.md names them.</param>
    /// <param name="options">Of <c>./run</c>.</param>
    public static async Task<Product> LaunchAsync((string Name, string Value)[] settings, params string[] options)
    {
        var product = new Product(options, settings);
        await product.StartAsync();
        return product;
    }

    /// <summary>Starts it, or starts it again on the same data.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Root(), "run"), "--port", $"{Port}", "--data", Data, .. _options])
        {
            WorkingDirectory = Root(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Login__PerMinute"] = "1000";
        start.Environment["Login__PerAccount"] = "1000";
        start.Environment["Portal__PerMinute"] = "1000";
        start.Environment["Api__StrangersPerMinute"] = "100000";
        start.Environment["Kit"] = "true";
        start.Environment["DemoLife"] = "false";
        foreach (var (name, value) in _settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        _run = Process.Start(start)!;
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        _run.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        _run.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        _run.BeginOutputReadLine();
        _run.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await http.GetAsync($"{Url}/salud")).IsSuccessStatusCode)
                    return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                if (_run.HasExited || patience.Elapsed > StartUp)
                    throw new InvalidOperationException($"./run did not start the product on port {Port}: {string.Join('\n', said)}");
            }

            await Task.Delay(200);
        }
    }

    /// <summary>kill -9 of the web server, as a machine that dies would do it.</summary>
    public async Task KillAsync()
    {
        foreach (var process in Servers("Honorario.Web"))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await StopAsync();
    }

    /// <summary>What the web server itself holds of the machine's memory, in bytes.</summary>
    public long Memory() => Servers("Honorario.Web.dll").Sum(process => process.WorkingSet64);

    /// <summary>How many processes of its own it reads files with.</summary>
    public int Readers()
    {
        var servers = Servers("Honorario.Web.dll").Select(process => $"PPid:\t{process.Id}\n").ToList();
        return Process.GetProcesses().Count(process =>
        {
            try
            {
                return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains("Honorario.Archivos.dll", StringComparison.Ordinal)
                    && servers.Exists(File.ReadAllText($"/proc/{process.Id}/status").Contains);
            }
            catch (IOException)
            {
                return false;
            }
        });
    }

    /// <summary>Tells the sandbox PAC to misbehave.</summary>
    public async Task FaultAsync(string mode, double seconds = 0, int count = 0)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync($"{await SandboxUrlAsync()}/sandbox/faults", new { mode, seconds, count });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many documents the sandbox PAC has ever stamped.</summary>
    public async Task<int> StampsAsync()
    {
        using var http = new HttpClient();
        return (await http.GetFromJsonAsync<Stamps>($"{await SandboxUrlAsync()}/sandbox/stamps"))!.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    private async Task StopAsync()
    {
        if (_run is null)
            return;
        if (!_run.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-TERM", $"{_run.Id}"]);
            await _run.WaitForExitAsync();
        }

        _run.Dispose();
        _run = null;
    }

    /// <summary>Where the sandbox PAC listens.</summary>
    public async Task<string> SandboxUrlAsync()
    {
        var command = await File.ReadAllTextAsync($"/proc/{Servers("Honorario.PacSandbox").Single().Id}/cmdline");
        return command.Split('\0').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('/');
    }

    /// <summary>The processes of one program that this product started: those that name its data folder.</summary>
    private IEnumerable<Process> Servers(string program) =>
        Process
            .GetProcesses()
            .Where(process =>
            {
                try
                {
                    var command = File.ReadAllText($"/proc/{process.Id}/cmdline");
                    return command.Contains(program, StringComparison.Ordinal)
                        && command.Contains(Data, StringComparison.Ordinal)
                        && !command.StartsWith("bash", StringComparison.Ordinal);
                }
                catch (IOException)
                {
                    return false;
                }
            });

    internal static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private sealed record Stamps(int Count);
}
