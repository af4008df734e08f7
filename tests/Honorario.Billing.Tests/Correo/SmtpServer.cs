using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;

namespace Honorario.Billing.Tests.Correo;

/// <summary>A message as the server took it, with what it was asked to tell of it (RFC 3461); files as Latin-1 text.</summary>
internal sealed record TakenMail(string Id, string[] To, string[] Asked, string Subject, string Text, Dictionary<string, string> Files);

/// <summary>A real SMTP server (aiosmtpd) in a process of its own.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private const string Mode = "mode ";
    private readonly Process _process;

    /// <summary>What it printed, read as it comes: a full pipe would hold the server up.</summary>
    private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();

    private readonly Channel<string> _modes = Channel.CreateUnbounded<string>();

    private SmtpServer(Process process, int port)
    {
        (_process, Port) = (process, port);
        _ = ReadAsync();
    }

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Path.GetDirectoryName(Here())!, "smtp.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return new SmtpServer(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    /// <summary>As smtp.py lists them.</summary>
    public async Task BehaveAsync(string mode)
    {
        await _process.StandardInput.WriteLineAsync(mode);
        await _process.StandardInput.FlushAsync();
        (await _modes.Reader.ReadAsync()).Should().Be($"{Mode}{mode}");
    }

    /// <summary>The next message that it took, of those to somebody when one is named: others may be on their way.</summary>
    public async Task<TakenMail> TakenAsync(string? to = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var taken = JsonSerializer.Deserialize<TakenMail>(await _messages.Reader.ReadAsync(patience.Token), JsonSerializerOptions.Web)!;
            if (to is null || taken.To.Contains(to))
                return taken;
        }
    }

    private static string Here([CallerFilePath] string here = "") => here;

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            (line.StartsWith(Mode, StringComparison.Ordinal) ? _modes : _messages).Writer.TryWrite(line);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
