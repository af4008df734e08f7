using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>How far a batch is.</summary>
/// <param name="Total">Its payments.</param>
/// <param name="Stamped">Those whose complement has its stamp.</param>
/// <param name="Failed">What kept the others from it, with the payment to open.</param>
public sealed record BatchProgress(Guid Id, int Total, int Stamped, IReadOnlyList<Problem> Failed)
{
    public bool Finished => Stamped + Failed.Count == Total;
}

/// <summary>A payment of a month without complement, as it is shown before all are generated.</summary>
/// <param name="Invoices">The No de Control Interno of what it pays.</param>
/// <param name="Faults">What would keep it from being stamped.</param>
/// <param name="Seen">What it would say; null with faults.</param>
public sealed record MonthRow(InsurerPayment Payment, IReadOnlyList<string> Invoices, IReadOnlyList<Problem> Faults, Seen? Seen);

/// <summary>"Generar complementos del mes": one for each transfer. The outbox goes on when nobody looks; what fails does not hold up the others.</summary>
public sealed class GenerateMonth(HonorarioStorage storage, ViewPayments views, GenerateComplemento generate, OutboxSignal signal, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <summary>What would be generated, oldest first.</summary>
    /// <param name="month">Any day of it.</param>
    /// <param name="page">From 0.</param>
    public async Task<Page<MonthRow>> PreviewAsync(DateOnly month, int page, CancellationToken ct)
    {
        var ids = await views.DueOfMonthAsync(month, ct);
        var shown = ids.Skip(page * PageSize).Take(PageSize).ToList();
        await using var db = storage.Open(Right.SeeMoney);
        var payments = await db.Payments().AsNoTracking().Include(row => row.Insurer).Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .Where(row => shown.Contains(row.Id)).OrderBy(row => row.PaidOn).ThenBy(row => row.Id).ToListAsync(ct);
        var rows = new List<MonthRow>();
        foreach (var payment in payments)
        {
            var look = await generate.LookAsync(payment.Id, ct);
            rows.Add(new MonthRow(payment, [.. payment.Applications.Select(row => row.Invoice.ControlNumber).Order(StringComparer.Ordinal)],
                look.Problems, look.Value is { } document ? Seen.Of(document) : null));
        }

        return new Page<MonthRow>(rows, ids.Count);
    }

    /// <param name="month">Any day of it.</param>
    /// <param name="seen">What was seen of some of its payments, by id; of the others what they say now.</param>
    /// <returns>The batch's id; the one under way when there is one.</returns>
    public async Task<Result<Guid>> StartAsync(DateOnly month, CancellationToken ct, IReadOnlyDictionary<Guid, Seen>? seen = null)
    {
        var started = await Races.RetryAsync(() => AddAsync(new DateOnly(month.Year, month.Month, 1), seen ?? new Dictionary<Guid, Seen>(), ct));
        if (started.Ok)
            signal.Raise();
        return started;
    }

    /// <summary>How far the latest batch of a month is; null when there was none.</summary>
    public async Task<BatchProgress?> ProgressAsync(DateOnly month, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var first = new DateOnly(month.Year, month.Month, 1);
        var batch = await db.ComplementoBatches().AsNoTracking().Where(row => row.Month == first).OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(ct);
        if (batch is null)
            return null;
        var items = await (
            from item in db.ComplementoBatchItems().AsNoTracking()
            where item.BatchId == batch.Id
            join payment in db.Payments().AsNoTracking() on item.PaymentId equals payment.Id
            from complemento in db.Complementos().AsNoTracking().Where(row => row.Id == item.ComplementoId).DefaultIfEmpty()
            orderby item.Position
            select new { item.Problem, payment.Id, payment.PaidOn, payment.Amount, complemento }).ToListAsync(ct);
        var failed = items.Select(row => (row, Why: row.Problem
            ?? (row.complemento is { Status: ComplementoStatus.Rechazado } refused ? refused.Rejection : null))).Where(one => one.Why is not null)
            .Select(one => new Problem(
                "", $"Pago del {one.row.PaidOn:dd/MM/yyyy} por {Pesos.Text(one.row.Amount)}: {one.Why}", Link: $"/finanzas/pagos/{one.row.Id}")).ToList();
        return new BatchProgress(batch.Id, items.Count, items.Count(row => row.complemento?.Uuid is not null), failed);
    }

    private async Task<Result<Guid>> AddAsync(DateOnly month, IReadOnlyDictionary<Guid, Seen> seen, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        if (await db.ComplementoBatches().AsNoTracking().SingleOrDefaultAsync(row => row.Month == month && row.FinishedAt == null, ct) is { } underWay)
            return underWay.Id;
        var payments = await views.DueOfMonthAsync(month, ct);
        if (payments.Count == 0)
            return new Problem("", "Todos los pagos de ese mes tienen su complemento.");
        var now = clock.GetUtcNow().UtcDateTime;
        var batch = new ComplementoBatch { Month = month, CreatedAt = now };
        foreach (var payment in payments)
        {
            var text = (seen.GetValueOrDefault(payment) ?? ((await generate.LookAsync(payment, ct)).Value is { } document ? Seen.Of(document) : null))?.Text;
            batch.Items.Add(
                new ComplementoBatchItem { BatchId = batch.Id, PaymentId = payment, Position = batch.Items.Count + 1, Seen = text ?? "" });
        }

        db.ComplementoBatches().Add(batch);
        db.Outbox().Add(new OutboxMessage { Kind = SealMonth.Kind, SubjectId = batch.Id, CreatedAt = now, DueAt = now });
        db.Record(batch.Id, now, "Complementos del mes", $"{month:yyyy-MM}: {Counted.Text(payments.Count, "pago", "pagos")}");
        await db.SaveChangesAsync(ct);
        return batch.Id;
    }
}

/// <summary>Seals the complements of a batch, a few at a time so that the lease lasts; each is sealed once however often this is tried.</summary>
public sealed class SealMonth(HonorarioStorage storage, GenerateComplemento generate, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "complementos-del-mes";
    private const int AtOnce = 20;

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var waiting = await db.ComplementoBatchItems().Where(row => row.BatchId == subjectId && row.ComplementoId == null && row.Problem == null)
            .OrderBy(row => row.Position).Take(AtOnce).ToListAsync(ct);
        foreach (var item in waiting)
        {
            var made = await generate.RunAsync(item.PaymentId, ct, Seen.Read(item.Seen));
            if (made.Ok)
                item.ComplementoId = made.Value;
            else
                item.Problem = string.Join(" ", made.Problems.Select(problem => problem.Message));
            await db.SaveChangesAsync(ct);
        }

        if (waiting.Count == AtOnce)
            return TimeSpan.Zero;
        var batch = await db.ComplementoBatches().SingleAsync(row => row.Id == subjectId, ct);
        batch.FinishedAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        return null;
    }
}
