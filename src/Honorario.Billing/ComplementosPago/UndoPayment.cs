using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// Takes a payment back: its invoices owe again what it settled. Its complement is cancelled first, and the payments that came
/// after it on the same invoice are undone first, since their complements state balances that rest on it.
/// </summary>
public sealed class UndoPayment(HonorarioStorage storage, TimeProvider clock)
{
    public Task<Result<Guid>> RunAsync(Guid paymentId, CancellationToken cancellation) =>
        Races.RetryAsync(() => UndoAsync(paymentId, cancellation));

    private async Task<Result<Guid>> UndoAsync(Guid paymentId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var payment = await db.Payments.Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == paymentId, cancellation);
        if (payment is null)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (payment.UndoneAt is not null)
            return payment.Id;
        var complemento = await db.Complementos.AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == paymentId, cancellation);
        if (complemento is not null)
            return new Problem("", $"El pago tiene el complemento {complemento.Serie}{complemento.Folio} ({complemento.Status.Text()}): cancélalo primero.", Link: $"/finanzas/pagos/{paymentId}");
        if (await LaterAsync(db, payment, cancellation) is { } later)
            return later;

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var application in payment.Applications)
        {
            var status = application.Invoice.Status;
            application.UndoneAt = now;
            application.Invoice.Unpay(application.Pagado);
            db.Record(application.InvoiceId, now, "Pago deshecho", RegisterPayment.Plain(application.Pagado));
            if (application.Invoice.Status != status)
                db.Record(application.InvoiceId, now, application.Invoice.Status.Text());
        }

        payment.UndoneAt = now;
        db.Record(payment.Id, now, "Pago deshecho", RegisterPayment.Pesos(payment.Amount));
        await db.SaveChangesAsync(cancellation);
        return payment.Id;
    }

    private static async Task<Problem?> LaterAsync(HonorarioDb db, InsurerPayment payment, CancellationToken cancellation)
    {
        foreach (var application in payment.Applications)
        {
            var later = await db.PaymentApplications.AsNoTracking()
                .Where(row => row.InvoiceId == application.InvoiceId && row.UndoneAt == null && row.Parcialidad > application.Parcialidad)
                .OrderByDescending(row => row.Parcialidad)
                .FirstOrDefaultAsync(cancellation);
            if (later is not null)
                return new Problem(
                    "",
                    $"Después de este pago la factura {application.Invoice.ControlNumber} recibió la parcialidad {later.Parcialidad} por {RegisterPayment.Pesos(later.Pagado)}: deshazla primero.",
                    Link: $"/finanzas/pagos/{later.PaymentId}");
        }

        return null;
    }
}
