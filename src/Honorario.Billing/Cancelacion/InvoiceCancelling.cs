using Honorario.Billing.Auditoria;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>An invoice to an insurer: free of payments first; cancelled, its services can be billed again.</summary>
public sealed class InvoiceCancelling : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == subjectId, ct);
        var payment = await db.PaymentApplications().AsNoTracking()
            .Where(row => row.InvoiceId == subjectId && row.UndoneAt == null)
            .OrderByDescending(row => row.Parcialidad).FirstOrDefaultAsync(ct);
        if (payment is not null)
        {
            var complemento = await db.Complementos().AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == payment.PaymentId, ct);
            return new Problem(
                "",
                complemento is null
                    ? $"La factura {invoice.ControlNumber} tiene un pago de {RegisterPayment.Pesos(payment.Pagado)}: deshazlo primero y aplícalo después a "
                        + "la que la sustituya."
                    : $"La factura {invoice.ControlNumber} tiene el complemento de pago {complemento.Serie}{complemento.Folio} "
                        + $"({complemento.Status.Text()}): cancélalo primero y deshaz su pago.",
                Link: $"/finanzas/pagos/{payment.PaymentId}");
        }

        if (await db.CreditNotes().AsNoTracking().Live().Where(row => row.InvoiceId == subjectId).OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(ct) is { } note)
            return new Problem("",
                $"La factura {invoice.ControlNumber} tiene la nota de crédito {note.Serie}{note.Folio} por {RegisterPayment.Pesos(note.Total)} "
                + $"({note.Status.Text()}): cancélala primero.", Link: DocumentPages.Of(Timbrado.DocumentKind.Factura, subjectId));
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
        var invoice = await db.Invoices().Include(row => row.Lines).SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status != InvoiceStatus.EnProcesoDeCancelacion)
            return;
        invoice.Move(InvoiceStatus.Cancelada);
        foreach (var line in invoice.Lines)
            line.ReleasedAt ??= at;
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
