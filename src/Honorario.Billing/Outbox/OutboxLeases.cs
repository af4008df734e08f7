using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Outbox;

/// <summary>The first due message of a line in a queue: a line whose turn may come.</summary>
public sealed record OutboxHead(string Kind, Guid Line, Guid PracticeId, DateTime DueAt);

/// <summary>Who works on what: this process's sign of life, and the messages it takes and gives back.</summary>
public sealed class OutboxLeases(IDatabase database, TimeProvider clock)
{
    /// <summary>How often a process shows that it lives.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    /// <summary>After so long without a sign of life its messages are free.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromSeconds(15);

    private readonly string _me = Guid.CreateVersion7().ToString("N");
    private readonly Dictionary<string, (long Beats, long Since)> _seen = [];

    /// <summary>Shows that this process lives and frees what those hold that do not.</summary>
    public async Task BeatAsync(CancellationToken ct)
    {
        await using var db = Open();
        if (await db.OutboxProcesses().Where(row => row.Id == _me).ExecuteUpdateAsync(set => set.SetProperty(row => row.Beats, row => row.Beats + 1), ct) == 0)
        {
            db.OutboxProcesses().Add(new OutboxProcess { Id = _me, StartedAt = clock.GetUtcNow().UtcDateTime });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException refused) when (refused.IsUniqueViolation())
            {
                // Another round of this very process showed it in the same moment.
            }
        }

        var now = clock.GetTimestamp();
        var others = await db.OutboxProcesses().AsNoTracking().Where(row => row.Id != _me).ToListAsync(ct);
        foreach (var other in others.Where(other => !_seen.TryGetValue(other.Id, out var seen) || seen.Beats != other.Beats))
            _seen[other.Id] = (other.Beats, now);
        var gone = others.Where(other => clock.GetElapsedTime(_seen[other.Id].Since, now) >= Gone).Select(other => other.Id).ToList();
        if (gone.Count > 0)
            await db.OutboxProcesses().Where(row => gone.Contains(row.Id)).ExecuteDeleteAsync(ct);
        await All(db).Where(row => row.DoneAt == null && row.LeasedBy != null && !db.OutboxProcesses().Any(process => process.Id == row.LeasedBy))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedBy, (string?)null), ct);
    }

    /// <summary>Says that this process ends: what it holds is free at once.</summary>
    public async Task LeaveAsync()
    {
        await using var db = Open();
        await All(db).Where(row => row.DoneAt == null && row.LeasedBy == _me).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedBy, (string?)null));
        await db.OutboxProcesses().Where(row => row.Id == _me).ExecuteDeleteAsync();
    }

    /// <summary>The lines of these kinds that have something due; found by hopping from line to line, however much waits in each.</summary>
    public async Task<List<OutboxHead>> HeadsAsync(IReadOnlyList<string> kinds, CancellationToken ct)
    {
        await using var db = Open();
        var now = clock.GetUtcNow().UtcDateTime;
        var heads = new List<OutboxHead>();
        foreach (var kind in kinds)
        {
            heads.AddRange(await db.Database.SqlQuery<OutboxHead>(
                $"""
                WITH RECURSIVE head(id) AS (
                  SELECT (SELECT first.id FROM outbox first WHERE first.done_at IS NULL AND first.leased_by IS NULL AND first.kind = {kind}
                          ORDER BY first.line, first.due_at LIMIT 1)
                  UNION ALL
                  SELECT (SELECT next.id FROM outbox next WHERE next.done_at IS NULL AND next.leased_by IS NULL AND next.kind = {kind} AND next.line > here.line
                          ORDER BY next.line, next.due_at LIMIT 1)
                  FROM head JOIN outbox here ON here.id = head.id
                )
                SELECT found.kind, found.line, found.practice_id, found.due_at FROM head JOIN outbox found ON found.id = head.id WHERE found.due_at <= {now}
                """).ToListAsync(ct));
        }

        return heads;
    }

    /// <summary>Takes the line's longest due message, unless others have taken all.</summary>
    public async Task<OutboxMessage?> TakeAsync(string kind, Guid line, CancellationToken ct)
    {
        await using var db = Open();
        var now = clock.GetUtcNow().UtcDateTime;
        var taken = db.Database.IsNpgsql()
            ? db.Outbox().FromSql(
                $"""
                UPDATE outbox SET leased_by = {_me}, attempts = attempts + 1 WHERE id = (
                  SELECT id FROM outbox WHERE done_at IS NULL AND leased_by IS NULL AND kind = {kind} AND line = {line} AND due_at <= {now}
                  ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING *
                """)
            : db.Outbox().FromSql(
                $"""
                UPDATE outbox SET leased_by = {_me}, attempts = attempts + 1 WHERE id = (
                  SELECT id FROM outbox WHERE done_at IS NULL AND leased_by IS NULL AND kind = {kind} AND line = {line} AND due_at <= {now}
                  ORDER BY due_at LIMIT 1) RETURNING *
                """);
        return (await taken.IgnoreQueryFilters().AsNoTracking().ToListAsync(ct)).SingleOrDefault();
    }

    /// <summary>Gives a message back: done, or to be tried again after a while. Nothing happens to one that somebody else holds by now.</summary>
    public async Task FinishAsync(OutboxMessage message, TimeSpan? again, string? fault)
    {
        await using var db = Open();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = again is { } wait ? now + wait : message.DueAt;
        await All(db).Where(row => row.Id == message.Id && row.LeasedBy == _me).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.DoneAt, again == null ? now : null)
            .SetProperty(row => row.DueAt, due)
            .SetProperty(row => row.Fault, fault)
            .SetProperty(row => row.LeasedBy, (string?)null));
    }

    /// <summary>Removes messages done before this moment, a thousand at a time.</summary>
    public async Task PruneAsync(DateTime before, CancellationToken ct)
    {
        const int Chunk = 1000;
        await using var db = Open();
        while (await All(db).Where(row => row.DoneAt < before).OrderBy(row => row.DoneAt).Take(Chunk).ExecuteDeleteAsync(ct) == Chunk)
        {
            // More is left.
        }
    }

    private static IQueryable<OutboxMessage> All(HonorarioDb db) => db.Outbox().IgnoreQueryFilters();

    private HonorarioDb Open() => database.Open(Access.Machine());
}
