using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Honorario.Faults;

/// <summary>A mail server that takes everything and remembers the Message-Id.</summary>
internal sealed class Mailbox : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Mailbox()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentDictionary<string, int> Taken { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = TalkAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 buzon");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync(line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase) ? "221 adios" : "250 bien");
                    continue;
                }

                await writer.WriteLineAsync("354 va");
                var id = "";
                while (await reader.ReadLineAsync() is { } part && part != ".")
                {
                    if (id.Length == 0 && part.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))
                        id = part["Message-Id:".Length..].Trim();
                }

                Taken.AddOrUpdate(id, 1, (_, times) => times + 1);
                await writer.WriteLineAsync("250 tomado");
            }
        }
        catch (IOException)
        {
            // Who wrote was killed.
        }
    }
}
