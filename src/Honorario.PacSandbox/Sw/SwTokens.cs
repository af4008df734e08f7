using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Honorario.PacSandbox;

/// <summary>Bearer tokens in three parts, as SW's are, each good for two hours.</summary>
internal sealed class SwTokens(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();

    /// <summary>How many were given since the start.</summary>
    public int Given => _until.Count;

    public (string Token, DateTimeOffset Until) Give()
    {
        var parts = Enumerable.Range(0, 3).Select(_ => Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        var given = (Token: string.Join('.', parts), Until: clock.GetUtcNow() + Life);
        _until[given.Token] = given.Until;
        return given;
    }

    public bool Accepts(string token) => _until.TryGetValue(token, out var until) && clock.GetUtcNow() < until;
}
