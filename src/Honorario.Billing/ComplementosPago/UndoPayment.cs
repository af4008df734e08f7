using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// Takes a payment back, in whatever order: its invoices owe again what it settled, and the instalments that came after it are
/// numbered anew with their balances. What SAT has been told stands in the way: its own complement is cancelled first, and so
/// are those of later instalments, which state balances that rest on it.
/// </summary>
public sealed class UndoPayment(HonorarioStorage storage, RecountInstalments recount, Turns turns, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid paymentId, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.RegisterPayments))
            emisorId = await db.Payments().Where(row => row.Id == paymentId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        return await turns.TakeAsync(storage, Right.RegisterPayments, NumberLine.Instalments(emisorId), turn => UndoAsync(turn.Db, paymentId, ct), ct);
    }

    /// <summary>The later instalments whose complements rest on this payment; none when it may be undone as soon as its own is cancelled.</summary>
    /// <param name="taken">What of it is taken back.</param>
    internal static async Task<List<Problem>> ObstaclesAsync(
        HonorarioDb db, InsurerPayment payment, IEnumerable<PaymentApplication> taken, CancellationToken ct)
    {
        var invoices = taken.ToDictionary(row => row.InvoiceId);
        var ids = invoices.Keys.ToList();
        var later = await (
            from row in db.PaymentApplications().AsNoTracking()
            where ids.Contains(row.InvoiceId) && row.UndoneAt == null && row.PaymentId != payment.Id
            join complemento in db.Complementos().AsNoTracking().Live() on row.PaymentId equals complemento.PaymentId
            orderby row.InvoiceId, row.Parcialidad descending
            select new { row.InvoiceId, row.PaymentId, row.Parcialidad, row.Pagado, complemento }).ToListAsync(ct);
        var problems = new List<Problem>();
        foreach (var one in later.Where(one => one.Parcialidad > invoices[one.InvoiceId].Parcialidad))
        {
            var number = invoices[one.InvoiceId].Invoice.ControlNumber;
            var document = $"{one.complemento.Serie}{one.complemento.Folio} ({one.complemento.Status.Text()})";
            problems.Add(new Problem(
                "",
                $"Después de este pago la factura {number} recibió la parcialidad {one.Parcialidad} por {Pesos.Text(one.Pagado)}, y su complemento {document} "
                    + "dice al SAT un saldo que cuenta con este pago: cancela antes ese complemento o deshaz ese pago.",
                Link: $"/finanzas/pagos/{one.PaymentId}"));
        }

        return problems;
    }

    private async Task<Result<Guid>> UndoAsync(HonorarioDb db, Guid paymentId, CancellationToken ct)
    {
        var payment = await db.Payments().Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == paymentId, ct);
        if (payment is null)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (payment.UndoneAt is not null)
            return payment.Id;
        var complemento = await db.Complementos().AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == paymentId, ct);
        if (complemento is not null)
            return new Problem("", $"El pago tiene el complemento {complemento.Serie}{complemento.Folio} ({complemento.Status.Text()}): cancélalo primero.",
                Link: $"/finanzas/pagos/{paymentId}");
        if (await ObstaclesAsync(db, payment, payment.Applications, ct) is { Count: > 0 } obstacles)
            return obstacles;

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var application in payment.Applications)
        {
            var status = application.Invoice.Status;
            application.UndoneAt = now;
            application.Invoice.Unpay(application.Pagado);
            db.Record(application.InvoiceId, now, "Pago deshecho", Pesos.Text(application.Pagado));
            if (application.Invoice.Status != status)
                db.Record(application.InvoiceId, now, application.Invoice.Status.Text());
        }

        payment.UndoneAt = now;
        db.Record(payment.Id, now, "Pago deshecho", Pesos.Text(payment.Amount));
        await db.SaveChangesAsync(ct);
        await recount.RunAsync(db, [.. payment.Applications.Select(row => row.InvoiceId)], except: null, ct);
        await db.SaveChangesAsync(ct);
        return payment.Id;
    }
}
