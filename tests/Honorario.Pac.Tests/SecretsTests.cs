using System.Collections.Concurrent;
using Honorario.Pac.Tests.World;
using Microsoft.Extensions.Logging;

namespace Honorario.Pac.Tests;

public class SecretsTests
{
    [Theory]
    [InlineData(PacKind.SwSapien)]
    [InlineData(PacKind.Finkok)]
    public async Task No_password_key_or_token_is_ever_logged(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var log = new Everything();
        using var client = new Client(kind, sandbox.Url, log: log);

        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await client.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd));

        log.Lines.Should().NotBeEmpty();
        string.Join('\n', log.Lines).Should()
            .NotContain(Client.Password)
            .And.NotContain(Papers.Password)
            .And.NotContain(Convert.ToBase64String(Papers.Key())[..40])
            .And.NotMatchRegex("(?i)bearer [0-9A-F]{8}");
    }

    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue(state.ToString() ?? "");
            return null;
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
