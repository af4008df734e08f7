using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>A payment's complement: cancelled, its invoices are paid without complement and the payment may be undone or get another.</summary>
public sealed class ComplementoCancelling : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var complemento = await db.Complementos().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        return complemento.Status == ComplementoStatus.Timbrado
            ? null
            : new Problem("", $"El complemento {complemento.Serie}{complemento.Folio} está {complemento.Status.Text()}: no se puede cancelar.");
    }

    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        complemento.BeginCancelling();
        db.Record(subjectId, at, complemento.Status.Text());
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        if (complemento.Status != ComplementoStatus.EnProcesoDeCancelacion)
            return;
        complemento.Cancelled();
        db.Record(subjectId, at, complemento.Status.Text());
        if (complemento.ReplacedById is not null)
            return;
        foreach (var invoice in await complemento.InvoicesAsync(db, ct))
        {
            db.FailIfChanged(invoice);
            if (invoice.Status != InvoiceStatus.ComplementoCargado)
                continue;
            invoice.Move(InvoiceStatus.Pagado);
            db.Record(invoice.Id, at, invoice.Status.Text());
        }
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        if (complemento.Status != ComplementoStatus.EnProcesoDeCancelacion)
            return;
        complemento.CancellingRefused();
        db.Record(subjectId, at, complemento.Status.Text());
    }

    public async Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        complemento.ReplacedBy(null);
        db.Record(subjectId, at, "Sustitución deshecha");
        if (complemento.Status == ComplementoStatus.Timbrado)
            await complemento.LoadInvoicesAsync(db, at, ct);
    }
}
