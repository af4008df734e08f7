using System.Collections.Concurrent;

namespace Honorario.Billing.Outbox;

/// <summary>When those that this process depends on last answered it, and since when they have not.</summary>
public sealed class LastAnswers(TimeProvider clock)
{
    public const string Pac = "pac";
    public const string Mail = "correo";

    private readonly ConcurrentDictionary<string, Answer> _of = new();

    /// <param name="AnsweredAt">Null when it has not since this process began.</param>
    /// <param name="SilentSince">The first attempt without an answer since then; null while it answers.</param>
    public sealed record Answer(DateTimeOffset? AnsweredAt, DateTimeOffset? SilentSince);

    public IReadOnlyDictionary<string, Answer> All => _of;

    public void Note(string who, bool answered)
    {
        var now = clock.GetUtcNow();
        _of.AddOrUpdate(
            who, _ => answered ? new Answer(now, null) : new Answer(null, now),
            (_, before) => answered ? new Answer(now, null) : before with { SilentSince = before.SilentSince ?? now });
    }
}
