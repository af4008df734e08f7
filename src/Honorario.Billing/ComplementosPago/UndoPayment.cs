using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// Takes a payment back, in whatever order: its invoices owe again what it settled, and the instalments that came after it are
/// numbered anew with their balances. What SAT has been told stands in the way: its own complement is cancelled first, and so
/// are those of later instalments, which state balances that rest on it.
/// </summary>
public sealed class UndoPayment(HonorarioStorage storage, Turns turns, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid paymentId, CancellationToken cancellation)
    {
        Guid emisorId;
        await using (var db = storage.Open())
            emisorId = await db.Payments.Where(row => row.Id == paymentId).Select(row => row.EmisorId).SingleOrDefaultAsync(cancellation);
        return await turns.TakeAsync(storage, NumberLine.Instalments(emisorId), turn => UndoAsync(turn.Db, paymentId, cancellation), cancellation);
    }

    /// <summary>The later instalments whose complements rest on this payment; none when it may be undone as soon as its own is cancelled.</summary>
    internal static async Task<List<Problem>> ObstaclesAsync(HonorarioDb db, InsurerPayment payment, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        foreach (var application in payment.Applications)
        {
            var later = await (
                from row in db.PaymentApplications.AsNoTracking()
                where row.InvoiceId == application.InvoiceId && row.UndoneAt == null && row.Parcialidad > application.Parcialidad
                join complemento in db.Complementos.AsNoTracking().Live() on row.PaymentId equals complemento.PaymentId
                orderby row.Parcialidad descending
                select new { row.PaymentId, row.Parcialidad, row.Pagado, complemento }).ToListAsync(cancellation);
            problems.AddRange(later.Select(one => new Problem(
                "",
                $"Después de este pago la factura {application.Invoice.ControlNumber} recibió la parcialidad {one.Parcialidad} por {RegisterPayment.Pesos(one.Pagado)}, y su complemento {one.complemento.Serie}{one.complemento.Folio} ({one.complemento.Status.Text()}) dice al SAT un saldo que cuenta con este pago: cancela antes ese complemento o deshaz ese pago.",
                Link: $"/finanzas/pagos/{one.PaymentId}")));
        }

        return problems;
    }

    private async Task<Result<Guid>> UndoAsync(HonorarioDb db, Guid paymentId, CancellationToken cancellation)
    {
        var payment = await db.Payments.Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == paymentId, cancellation);
        if (payment is null)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (payment.UndoneAt is not null)
            return payment.Id;
        var complemento = await db.Complementos.AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == paymentId, cancellation);
        if (complemento is not null)
            return new Problem("", $"El pago tiene el complemento {complemento.Serie}{complemento.Folio} ({complemento.Status.Text()}): cancélalo primero.", Link: $"/finanzas/pagos/{paymentId}");
        if (await ObstaclesAsync(db, payment, cancellation) is { Count: > 0 } obstacles)
            return obstacles;

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
        await db.RecountAsync([.. payment.Applications.Select(row => row.InvoiceId)], gone: null, cancellation);
        await db.SaveChangesAsync(cancellation);
        return payment.Id;
    }
}
