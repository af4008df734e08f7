using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The instalments of an invoice, numbered from 1, each with the balance before and after it.</summary>
internal static class Instalments
{
    /// <summary>
    /// Counts them anew after a payment or a credit note ceased to count. What a live complement has told SAT stays as it was told.
    /// A number that moves is saved at once, in the caller's transaction: two instalments never have the same.
    /// </summary>
    /// <param name="db">Where; the caller saves the balances.</param>
    /// <param name="invoiceId">Of which invoice.</param>
    /// <param name="gone">A credit note that no longer counts and is not saved as such yet.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RecountAsync(this HonorarioDb db, Guid invoiceId, Guid? gone, CancellationToken cancellation)
    {
        var rows = await (
            from application in db.PaymentApplications
            where application.InvoiceId == invoiceId && application.UndoneAt == null
            join payment in db.Payments on application.PaymentId equals payment.Id
            orderby application.Parcialidad
            select new { application, payment, Told = db.Complementos.Live().Any(one => one.PaymentId == payment.Id) }).ToListAsync(cancellation);
        if (rows.Count == 0)
            return;
        var total = await db.Invoices.Where(row => row.Id == invoiceId).Select(row => row.Total).SingleAsync(cancellation);
        var notes = await db.CreditNotes.AsNoTracking().Live().Where(row => row.InvoiceId == invoiceId && row.Id != gone)
            .Select(row => new { row.CreatedAt, row.Total }).ToListAsync(cancellation);
        var paid = 0m;
        foreach (var (row, number) in rows.Select((row, index) => (row, index + 1)))
        {
            var owed = total - paid - notes.Where(note => note.CreatedAt <= row.payment.RegisteredAt).Sum(note => note.Total);
            paid += row.application.Pagado;
            if (row.Told)
                continue;
            var moved = row.application.Parcialidad != number;
            row.application.Recount(number, owed);
            db.Hold(row.payment);
            if (moved)
                await db.SaveChangesAsync(cancellation);
        }
    }
}
