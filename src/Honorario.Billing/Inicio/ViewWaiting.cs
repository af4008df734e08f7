using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>What waits in a queue of the whole installation.</summary>
/// <param name="Lane">Which queue.</param>
/// <param name="Waiting">Messages not done, also those whose time has not come.</param>
/// <param name="UnderWay">Those that a process works on.</param>
/// <param name="OldestDue">When the longest due of the others was due; null when none is.</param>
public sealed record QueueState(OutboxLane Lane, int Waiting, int UnderWay, DateTime? OldestDue);

/// <summary>Something of the practice that has not gone through at its first try.</summary>
/// <param name="Id">The message; of a doubtful stamp, the document.</param>
/// <param name="Lane">Its queue.</param>
/// <param name="What">In words, such as "Factura A12".</param>
/// <param name="Link">Where it is shown; null for nowhere.</param>
/// <param name="Since">Since when.</param>
/// <param name="DueAt">When it is tried next; null when it waits for a person.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Because">Why, in the PAC's, SAT's or the mail server's own words.</param>
public sealed record WaitingRow(Guid Id, OutboxLane Lane, string What, string? Link, DateTime Since, DateTime? DueAt, int Attempts, string? Because)
{
    /// <summary>The PAC refused it after an attempt without an answer: a person says what came of it.</summary>
    public bool IsDoubtful => DueAt is null;
}

/// <summary>What waits, why, and since when.</summary>
public sealed class ViewWaiting(
    HonorarioStorage storage, IDatabase database, DocumentKinds documents, IEnumerable<OutboxRoute> routes, OutboxSignal signal, TimeProvider clock)
{
    public const int PageSize = 25;
    private readonly Dictionary<string, OutboxLane> _lanes = routes.ToDictionary(route => route.Kind, route => route.Queue);

    /// <summary>Of every practice; counts only.</summary>
    public async Task<IReadOnlyList<QueueState>> QueuesAsync(CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var now = clock.GetUtcNow().UtcDateTime;
        var kinds = await db.Outbox().IgnoreQueryFilters().Where(row => row.DoneAt == null).GroupBy(row => row.Kind)
            .Select(kind => new
            {
                kind.Key,
                Waiting = kind.Count(),
                UnderWay = kind.Count(row => row.LeasedBy != null),
                Oldest = kind.Where(row => row.LeasedBy == null && row.DueAt <= now).Min(row => (DateTime?)row.DueAt),
            })
            .ToListAsync(ct);
        return
        [
            .. Enum.GetValues<OutboxLane>().Select(lane => (lane, kinds.Where(kind => _lanes.TryGetValue(kind.Key, out var of) && of == lane).ToList()))
                .Select(one =>
                    new QueueState(one.lane, one.Item2.Sum(kind => kind.Waiting), one.Item2.Sum(kind => kind.UnderWay), one.Item2.Min(kind => kind.Oldest))),
        ];
    }

    /// <summary>The practice's own, what needs a person first, then the longest waiting.</summary>
    public async Task<Page<WaitingRow>> RunAsync(int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var doubtful = await db.SealedCfdis().AsNoTracking().Where(row => row.State == PacState.Pending && row.DoubtfulSince != null)
            .OrderBy(row => row.DoubtfulSince)
            .Select(row => new { row.Id, row.Kind, row.SubjectId, row.Serie, row.Folio, Since = row.DoubtfulSince!.Value, row.WaitingBecause }).ToListAsync(ct);
        var rows = doubtful.Select(row => new WaitingRow(
            row.Id, OutboxLane.Stamp, $"{documents.Of(row.Kind).Name} {row.Serie}{row.Folio}",
                documents.Of(row.Kind).Page(row.SubjectId), row.Since, DueAt: null, 0,
                row.WaitingBecause)).ToList();
        var late = db.Outbox().AsNoTracking().Where(row => row.DoneAt == null && row.Attempts > 0 && row.LeasedBy == null && row.Kind != ReadBounces.Kind);
        var count = await late.CountAsync(ct);
        var skip = Math.Max(0, (page * PageSize) - rows.Count);
        var messages = await late.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Skip(skip).Take(PageSize).ToListAsync(ct);
        var words = await WordsAsync(db, [.. messages.Select(row => row.SubjectId)], ct);
        rows.AddRange(messages.Select(row =>
        {
            var (what, link, because) = words.GetValueOrDefault(row.SubjectId, (Plain(_lanes.GetValueOrDefault(row.Kind, OutboxLane.Daily)), null, null));
            return new WaitingRow(row.Id, _lanes.GetValueOrDefault(row.Kind, OutboxLane.Daily), what, link, row.CreatedAt, row.DueAt, row.Attempts, because
                ?? (row.Fault is null ? null : $"Falla interna ({row.Fault}); se reintenta."));
        }));
        return new Page<WaitingRow>([.. rows.Skip(Math.Min(page * PageSize, doubtful.Count)).Take(PageSize)], count + doubtful.Count);
    }

    /// <summary>Tries a message now instead of at its time.</summary>
    /// <returns>False when it is not waiting any more.</returns>
    public async Task<bool> RetryAsync(Guid messageId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await db.Outbox().Where(row => row.Id == messageId && row.DoneAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), ct);
        signal.Raise();
        return found == 1;
    }

    private static string Plain(OutboxLane lane) => lane switch
    {
        OutboxLane.Seal => "Documento por sellar",
        OutboxLane.Webhook => "Aviso a la aseguradora",
        OutboxLane.Daily => "Tarea diaria",
        _ => "Trabajo en espera",
    };

    private async Task<Dictionary<Guid,
        (string What, string? Link, string? Because)>> WordsAsync(HonorarioDb db, List<Guid> subjects, CancellationToken ct)
    {
        var words = new Dictionary<Guid, (string, string?, string?)>();
        foreach (var row in await db.SealedCfdis().AsNoTracking().Where(row => subjects.Contains(row.Id))
            .Select(row => new { row.Id, row.Kind, row.SubjectId, row.Serie, row.Folio, row.WaitingBecause }).ToListAsync(ct))
            words[row.Id] = ($"{documents.Of(row.Kind).Name} {row.Serie}{row.Folio}", documents.Of(row.Kind).Page(row.SubjectId), row.WaitingBecause);
        foreach (var row in await db.Cancellations().AsNoTracking().Where(row => subjects.Contains(row.Id))
            .Select(row => new { row.Id, row.Kind, row.SubjectId, row.Message }).ToListAsync(ct))
            words[row.Id] = ($"Cancelación: {documents.Of(row.Kind).Name}", documents.Of(row.Kind).Page(row.SubjectId), row.Message
                ?? "Espera la respuesta del SAT o del receptor.");
        foreach (var row in await db.Mails().AsNoTracking().Where(row => subjects.Contains(row.Id)).Select(row => new { row.Id, row.Title, row.Reason })
            .ToListAsync(ct))
            words[row.Id] = ($"Correo: {row.Title}", null, row.Reason);
        foreach (var row in await db.WebhookDeliveries().AsNoTracking().Where(row => subjects.Contains(row.Id))
            .Select(row => new { row.Id, row.Reason, row.Answer }).ToListAsync(ct))
            words[row.Id] = ("Aviso a la aseguradora", null, row.Reason ?? (row.Answer is { } answer ? $"HTTP {answer}" : null));
        return words;
    }
}
