using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice to an insurer: free of payments first; cancelled, its services can be billed again.</summary>
public sealed class InvoiceCancelling(IEnumerable<IHoldsInvoice> holders) : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == subjectId, ct);
        foreach (var holder in holders.OrderBy(holder => holder.Precedence))
        {
            if (await holder.ObstacleAsync(db, invoice, ct) is { } obstacle)
                return obstacle;
        }

        return invoice.Status.MayBecome(InvoiceStatus.EnProcesoDeCancelacion)
            ? null
            : new Problem("", $"La factura {invoice.ControlNumber} está {invoice.Status.Text()}: no se puede cancelar.");
    }

    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == subjectId, ct);
        invoice.BeginCancelling();
        db.Record(subjectId, at, invoice.Status.Text());
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().Include(row => row.Lines).ThenInclude(line => line.Service).Include(row => row.Insurer)
            .SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status != InvoiceStatus.EnProcesoDeCancelacion)
            return;
        invoice.Move(InvoiceStatus.Cancelada);
        foreach (var line in invoice.Lines.Where(line => line.ReleasedAt is null))
        {
            line.ReleasedAt = at;
            // Who bills them again bills who the insurer is today.
            line.Service.InsurerId = invoice.Insurer.SuccessorId ?? line.Service.InsurerId;
        }

        db.Record(subjectId, at, invoice.Status.Text());
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status != InvoiceStatus.EnProcesoDeCancelacion)
            return;
        invoice.CancellingRefused();
        db.Record(subjectId, at, invoice.Status.Text());
    }

    public async Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status == InvoiceStatus.Cancelada)
            return;
        var free = await db.InvoiceLines()
            .Where(line => line.InvoiceId == subjectId && !db.InvoiceLines().Any(other => other.ServiceId == line.ServiceId && other.ReleasedAt == null))
            .ToListAsync(ct);
        foreach (var line in free)
            line.ReleasedAt = null;
        db.FailIfChanged(invoice);
        db.Record(subjectId, at, "Sustitución deshecha");
    }
}
