using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>"Timbrar todas": the outbox seals the drafts of a batch one by one and gets them stamped, whoever is looking.</summary>
public sealed class StampBatch(HonorarioStorage storage, OutboxSignal signal, TimeProvider clock)
{
    /// <returns>How many were put on their way; asking again adds only those that are not.</returns>
    public async Task<Result<int>> RunAsync(Guid batchId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var drafts = await db.Invoices().Where(row => row.BatchId == batchId && row.Status == InvoiceStatus.Borrador
                && !db.SealedCfdis().Any(document => document.SubjectId == row.Id && document.State != PacState.Rejected)
                && !db.Outbox().Any(message => message.SubjectId == row.Id && message.Kind == SealQueuedInvoice.Kind && message.DoneAt == null))
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Select(row => new { row.Id, row.EmisorId }).ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var draft in drafts)
            db.Outbox().Add(new OutboxMessage { Kind = SealQueuedInvoice.Kind, SubjectId = draft.Id, Line = draft.EmisorId, CreatedAt = now, DueAt = now });
        if (drafts.Count > 0)
            db.Record(batchId, now, "Timbrado pedido", Counted.Text(drafts.Count, "factura", "facturas"));
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return drafts.Count;
    }
}

/// <summary>Seals one draft of a batch; what stands in its way is written on the draft.</summary>
public sealed class SealQueuedInvoice(HonorarioStorage storage, StampInvoice stamp) : IOutboxHandler
{
    public const string Kind = "seal-invoice";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        var sealing = await stamp.RunAsync(subjectId, ct);
        if (sealing.Ok)
            return null;
        await using var db = storage.Open(Right.RunJobs);
        var draft = await db.Invoices().SingleOrDefaultAsync(
            row => row.Id == subjectId && row.Status == InvoiceStatus.Borrador
                && !db.SealedCfdis().Any(document => document.SubjectId == row.Id && document.State != PacState.Rejected),
            ct);
        draft?.Rejected(string.Join(' ', sealing.Problems.Select(problem => problem.Code is { } code and not Seen.Code
            ? $"{code}: {problem.Message}" : problem.Message)));
        await db.SaveChangesAsync(ct);
        return null;
    }
}
