using System.Diagnostics;

namespace Honorario.Faults;

/// <summary>A program of the product in a process of its own, which can be killed at any moment and started again on the same data.</summary>
internal sealed class Child(string dll, string url, params string[] arguments) : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    public string Url => url;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan Processor => _process is { HasExited: false } running ? running.TotalProcessorTime : TimeSpan.Zero;

    /// <summary>Where a project's program is, beside this one's.</summary>
    public static string Dll(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Honorario.slnx")))
                return Path.Combine(folder.FullName, "src", name, "bin", "Release", "net10.0", $"{name}.dll");
        }

        throw new InvalidOperationException("The repository's root was not found.");
    }

    public void Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] all = [dll, "--urls", url, .. arguments];
        foreach (var one in all)
            start.ArgumentList.Add(one);
        if (dll.Contains("Web", StringComparison.Ordinal))
        {
            start.ArgumentList.Add("--contentRoot");
            start.ArgumentList.Add(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(dll)!, "../../..")));
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } said && Environment
            .GetEnvironmentVariable("FAULTS_VERBOSE") is not null) Console.Error.WriteLine(said); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL: nothing of it gets a last word.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    /// <returns>False when it ended, or did not answer in time.</returns>
    public async Task<bool> HealthyAsync(TimeSpan patience)
    {
        for (var until = Stopwatch.StartNew(); until.Elapsed < patience && _process is { HasExited: false };)
        {
            try
            {
                if ((await Http.GetAsync(new Uri($"{url}/salud"))).IsSuccessStatusCode)
                    return true;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }

            await Task.Delay(200);
        }

        return false;
    }

    public void Dispose() => Kill();
}
