using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Taller;

/// <summary>A child process that reads files, as its parent sees it. It has no settings, no secrets and no more memory than it may take.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>What it may hold of objects, in bytes; a read that needs more ends it.</summary>
    private const long MostHeap = 160L * 1024 * 1024;

    /// <summary>What it may take of the machine's memory in all, in bytes.</summary>
    private const long MostMemory = 256L * 1024 * 1024;

    /// <summary>What the system lets it map for writing, in kilobytes, whoever watches or not.</summary>
    private const int MostData = 640 * 1024;

    /// <summary>What it may take of a processor for an answer; what needs more is too complicated, however busy the machine is.</summary>
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(4.5);

    /// <summary>What each part of a long answer adds to both: five hundred rows are read in far less.</summary>
    private static readonly TimeSpan Part = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(15);

    private const int LongestAnswer = 32 * 1024 * 1024;
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "LANG", "SystemRoot", "DOTNET_ROOT"];
    private readonly Process _process;
    private readonly Stream _questions;
    private readonly Stream _answers;

    private Child(Process process)
    {
        (_process, _questions, _answers) = (process, process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
    }

    /// <summary>How many questions it answered.</summary>
    public int Answered { get; private set; }

    public int Id => _process.Id;

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<Child> StartAsync(CancellationToken cancellation)
    {
        var child = new Child(Process.Start(How()) ?? throw new InvalidOperationException("The process that reads files can't be started."));
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(StartUp);
        try
        {
            await Frames.ReadAsync(child._answers, 0, late.Token);
            return child;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            child.Dispose();
            throw new TimeoutException("The process that reads files did not start in time.");
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>Asks it something; its frames are handed on as they come.</summary>
    /// <param name="question">The question.</param>
    /// <param name="files">Its files.</param>
    /// <param name="patience">By the clock, whatever else the machine does: something must be said again within this time, and all of it within this and a
    /// little for each part.</param>
    /// <param name="bytes">Takes the files that are part of the answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The last frame.</returns>
    /// <exception cref="EndOfStreamException">It ended, or took too much memory or work and was ended.</exception>
    /// <exception cref="OperationCanceledException">The machine did not come to it in time; it must be ended.</exception>
    public async Task<(FrameKind Kind, byte[] Content)> AskAsync(
        Question question, IReadOnlyList<BroughtFile> files, TimeSpan patience, Action<byte[]> bytes, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(patience);
        var (started, parts) = (Stopwatch.GetTimestamp(), 0);
        var worked = _process.TotalProcessorTime;
        using var watch = new Timer(_ => EndWhenTooMuch(worked + MostWork + (Volatile.Read(ref parts) * Part)), null, Look, Look);
        await SendAsync(question, files, late.Token);
        while (true)
        {
            var frame = await Frames.ReadAsync(_answers, LongestAnswer, late.Token);
            if (frame.Kind is FrameKind.Value or FrameKind.Refusal)
            {
                Answered++;
                return frame;
            }

            bytes(frame.Content);
            var left = patience + (++parts * Part) - Stopwatch.GetElapsedTime(started);
            late.CancelAfter(left < patience ? TimeSpan.FromTicks(Math.Max(left.Ticks, TimeSpan.TicksPerMillisecond)) : patience);
        }
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }

    private async Task SendAsync(Question question, IReadOnlyList<BroughtFile> files, CancellationToken cancellation)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(question, Frames.Json);
        var head = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, json.Length);
        try
        {
            await _questions.WriteAsync(head, cancellation);
            await _questions.WriteAsync(json, cancellation);
            foreach (var file in files)
                await SendAsync(file.Content, cancellation);
            await _questions.FlushAsync(cancellation);
        }
        catch (IOException gone)
        {
            throw new EndOfStreamException("The process that reads files ended.", gone);
        }
    }

    /// <summary>In parts of its own: a pipe holds on to what it wrote last until it writes again.</summary>
    private async Task SendAsync(byte[] content, CancellationToken cancellation)
    {
        var part = new byte[Math.Min(content.Length, 64 * 1024)];
        for (var at = 0; at < content.Length; at += part.Length)
        {
            var length = Math.Min(part.Length, content.Length - at);
            content.AsSpan(at, length).CopyTo(part);
            await _questions.WriteAsync(part.AsMemory(0, length), cancellation);
        }
    }

    private void EndWhenTooMuch(TimeSpan work)
    {
        try
        {
            _process.Refresh();
            if (_process.WorkingSet64 > MostMemory || _process.TotalProcessorTime > work)
                End();
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private void End()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It has ended already.
        }
    }

    private static ProcessStartInfo How()
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false, CreateNoWindow = true };
        List<string> command = [.. Command()];
        if (!OperatingSystem.IsWindows())
            command = ["/bin/sh", "-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -c 0; ulimit -d {MostData} 2>/dev/null; exec \"$0\" \"$@\""),
                .. command];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        var kept = Inherited.Select(name => (name, Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept.Where(one => !string.IsNullOrEmpty(one.Item2)))
            start.Environment[name] = value;
        start.Environment["DOTNET_GCHeapHardLimit"] = MostHeap.ToString("x", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Nothing of it is left in the folder for temporary files, however it ends.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.WorkingDirectory = AppContext.BaseDirectory;
        return start;
    }

    /// <summary>This assembly's own program, under the runtime that runs this process.</summary>
    private static IEnumerable<string> Command()
    {
        var assembly = typeof(Child).Assembly.Location;
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe"
            : "dotnet"));
        if (File.Exists(dotnet))
            return [dotnet, "exec", assembly];
        return [Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? "exe" : null)!.TrimEnd('.')];
    }
}
