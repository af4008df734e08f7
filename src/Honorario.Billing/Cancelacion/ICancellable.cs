using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>What cancelling means to one kind of document; registered under its <see cref="Timbrado.DocumentKind"/>, saved in the caller's transaction.</summary>
public interface ICancellable
{
    /// <summary>Marks it as being cancelled.</summary>
    /// <returns>What stands in the way and the way out, or null.</returns>
    Task<Problem?> BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation);

    /// <summary>SAT cancelled it.</summary>
    Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation);

    /// <summary>It stands as before.</summary>
    Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation);
}

/// <summary>An invoice to an insurer: free of payments first; cancelled, its services can be billed again.</summary>
public sealed class InvoiceCancelling : ICancellable
{
    public async Task<Problem?> BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.Invoices.SingleAsync(row => row.Id == subjectId, cancellation);
        var payment = await db.PaymentApplications.AsNoTracking()
            .Where(row => row.InvoiceId == subjectId && row.UndoneAt == null)
            .OrderByDescending(row => row.Parcialidad).FirstOrDefaultAsync(cancellation);
        if (payment is not null)
        {
            var complemento = await db.Complementos.AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == payment.PaymentId, cancellation);
            return new Problem(
                "",
                complemento is null
                    ? $"La factura {invoice.ControlNumber} tiene un pago de {RegisterPayment.Pesos(payment.Pagado)}: deshazlo primero y aplícalo después a la que la sustituya."
                    : $"La factura {invoice.ControlNumber} tiene el complemento de pago {complemento.Serie}{complemento.Folio} ({complemento.Status.Text()}): cancélalo primero y deshaz su pago.",
                Link: $"/finanzas/pagos/{payment.PaymentId}");
        }

        if (!invoice.Status.MayBecome(InvoiceStatus.EnProcesoDeCancelacion))
            return new Problem("", $"La factura {invoice.ControlNumber} está {invoice.Status.Text()}: no se puede cancelar.");
        invoice.BeginCancelling();
        db.Record(subjectId, at, invoice.Status.Text());
        return null;
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.Invoices.Include(row => row.Lines).SingleAsync(row => row.Id == subjectId, cancellation);
        invoice.Move(InvoiceStatus.Cancelada);
        foreach (var line in invoice.Lines)
            line.ReleasedAt ??= at;
        db.Record(subjectId, at, invoice.Status.Text());
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.Invoices.SingleAsync(row => row.Id == subjectId, cancellation);
        invoice.CancellingRefused();
        db.Record(subjectId, at, invoice.Status.Text());
    }
}

/// <summary>A payment's complement: cancelled, its invoices are paid without complement and the payment may be undone or get another.</summary>
public sealed class ComplementoCancelling : ICancellable
{
    public async Task<Problem?> BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var complemento = await db.Complementos.SingleAsync(row => row.Id == subjectId, cancellation);
        if (complemento.Status != ComplementoStatus.Timbrado)
            return new Problem("", $"El complemento {complemento.Serie}{complemento.Folio} está {complemento.Status.Text()}: no se puede cancelar.");
        complemento.BeginCancelling();
        db.Record(subjectId, at, complemento.Status.Text());
        return null;
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var complemento = await db.Complementos.SingleAsync(row => row.Id == subjectId, cancellation);
        complemento.Cancelled();
        db.Record(subjectId, at, complemento.Status.Text());
        foreach (var invoice in await complemento.InvoicesAsync(db, cancellation))
        {
            db.Hold(invoice);
            if (invoice.Status != InvoiceStatus.ComplementoCargado)
                continue;
            invoice.Move(InvoiceStatus.Pagado);
            db.Record(invoice.Id, at, invoice.Status.Text());
        }
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var complemento = await db.Complementos.SingleAsync(row => row.Id == subjectId, cancellation);
        complemento.CancellingRefused();
        db.Record(subjectId, at, complemento.Status.Text());
    }
}
