using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>What the PAC's answer means for an egreso of a copay: refused, what it gave back counts no more and the ticket's page says so.</summary>
public sealed class RefundStampOutcome : IStampOutcome
{
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct) =>
        (await db.CopagoRefunds().SingleAsync(row => row.Id == document.SubjectId, ct)).Stamped(document.Uuid!, at);

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var refund = await db.CopagoRefunds().SingleAsync(row => row.Id == document.SubjectId, ct);
        refund.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
        db.Record(refund.TicketId, at, "Devolución rechazada por el PAC", $"{Pesos.Text(refund.Amount)}, nota {refund.Serie}{refund.Folio}");
    }
}

/// <summary>An egreso of a copay: cancelled, what it gave back counts no more and may be given back otherwise.</summary>
public sealed class RefundCancelling : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var refund = await db.CopagoRefunds().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        return refund.Status == TicketInvoiceStatus.Facturada
            ? null
            : new Problem("", $"La nota de crédito {refund.Serie}{refund.Folio} está {refund.Status.Text()}: no se puede cancelar.");
    }

    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct) =>
        (await db.CopagoRefunds().SingleAsync(row => row.Id == subjectId, ct)).BeginCancelling();

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var refund = await db.CopagoRefunds().SingleAsync(row => row.Id == subjectId, ct);
        if (refund.Status != TicketInvoiceStatus.EnProcesoDeCancelacion)
            return;
        refund.Cancelled();
        db.Record(refund.TicketId, at, "Devolución cancelada", $"{Pesos.Text(refund.Amount)}, nota {refund.Serie}{refund.Folio}");
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var refund = await db.CopagoRefunds().SingleAsync(row => row.Id == subjectId, ct);
        if (refund.Status == TicketInvoiceStatus.EnProcesoDeCancelacion)
            refund.CancellingRefused();
    }

    /// <summary>No egreso takes another's place: there is nothing to hold again.</summary>
    public Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Why what an egreso relates is not cancelled before it; null when nothing of it was given back.</summary>
    internal static async Task<Problem?> HoldsAsync(HonorarioDb db, Guid billedId, CancellationToken ct) =>
        await db.CopagoRefunds().AsNoTracking().Live().Where(row => row.BilledId == billedId).OrderBy(row => row.CreatedAt)
            .FirstOrDefaultAsync(ct) is { } refund
            ? new Problem("",
                $"De esta factura se devolvieron {Pesos.Text(refund.Amount)} con la nota de crédito {refund.Serie}{refund.Folio} ({refund.Status.Text()}): "
                + "cancélala primero.", Link: DocumentDescription.CommonPage(refund.Id))
            : null;
}
