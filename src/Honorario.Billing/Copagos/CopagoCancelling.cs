using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>A patient's invoice: cancelled, its ticket can be billed again unless another took its place.</summary>
public sealed class CopagoCancelling : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var invoice = await db.CopagoInvoices().SingleAsync(row => row.Id == subjectId, ct);
        return invoice.Status == TicketInvoiceStatus.Facturada
            ? await RefundCancelling.HoldsAsync(db, subjectId, ct)
            : new Problem("", $"La factura {invoice.Serie}{invoice.Folio} está {invoice.Status.Text()}: no se puede cancelar.");
    }

    /// <summary>A message with it that still waits does not go out any more.</summary>
    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        (await db.CopagoInvoices().SingleAsync(row => row.Id == subjectId, ct)).BeginCancelling();
        foreach (var mail in await db.Mails().Where(row => row.SubjectId == subjectId && row.State == MailState.EnEspera).ToListAsync(ct))
            mail.Failed("la factura se está cancelando");
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.CopagoInvoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status != TicketInvoiceStatus.EnProcesoDeCancelacion)
            return;
        invoice.Cancelled();
        var ticket = await db.Tickets().SingleAsync(row => row.Id == invoice.TicketId, ct);
        if (ticket.InvoiceId == subjectId)
            ticket.LeaveInvoice();
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.CopagoInvoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status == TicketInvoiceStatus.EnProcesoDeCancelacion)
            invoice.CancellingRefused();
    }

    public async Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.CopagoInvoices().SingleAsync(row => row.Id == subjectId, ct);
        var ticket = await db.Tickets().SingleAsync(row => row.Id == invoice.TicketId, ct);
        if (invoice.Status != TicketInvoiceStatus.Cancelada && ticket.InvoiceId is null)
            ticket.BillTo(invoice);
    }
}
