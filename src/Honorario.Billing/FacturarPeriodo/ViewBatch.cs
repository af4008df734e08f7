using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>An invoice of a batch; amounts in pesos.</summary>
/// <param name="OnItsWay">It waits for its seal or for the PAC.</param>
/// <param name="Problem">Why it could not be sealed or was refused; null while nothing is wrong.</param>
public sealed record BatchRow(
    Guid Id, string ControlNumber, string Insurer, string Plan, int Services, decimal Total, InvoiceStatus Status, bool OnItsWay, string? Problem)
{
    public bool Stamped => Status != InvoiceStatus.Borrador;
}

/// <summary>A batch and how far its invoices are.</summary>
public sealed record BatchView(InvoiceBatch Batch, IReadOnlyList<BatchRow> Rows)
{
    public int Stamped => Rows.Count(row => row.Stamped);
    public int OnTheirWay => Rows.Count(row => row.OnItsWay);
    public int Failed => Rows.Count(row => row is { OnItsWay: false, Stamped: false, Problem: not null });
    public decimal Total => Rows.Sum(row => row.Total);
}

/// <summary>The batches of a practice.</summary>
public sealed class ViewBatch(HonorarioStorage storage)
{
    private const int Latest = 5;

    /// <returns>Null when this account has no such batch.</returns>
    public async Task<BatchView?> RunAsync(Guid batchId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        if (await db.Batches().AsNoTracking().SingleOrDefaultAsync(row => row.Id == batchId, ct) is not { } batch)
            return null;
        var rows = await db.Invoices().AsNoTracking().Where(row => row.BatchId == batchId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new BatchRow(
                row.Id, row.ControlNumber, row.Insurer.Name, row.Plan, row.Lines.Count, row.Total, row.Status,
                db.SealedCfdis().Any(document => document.SubjectId == row.Id && document.State == PacState.Pending)
                    || db.Outbox().Any(message => message.SubjectId == row.Id && message.Kind == SealQueuedInvoice.Kind && message.DoneAt == null),
                row.Rejection))
            .ToListAsync(ct);
        return new BatchView(batch, rows);
    }

    /// <summary>The latest, newest first.</summary>
    public async Task<IReadOnlyList<InvoiceBatch>> LatestAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await db.Batches().AsNoTracking().OrderByDescending(row => row.CreatedAt).Take(Latest).ToListAsync(ct);
    }
}
