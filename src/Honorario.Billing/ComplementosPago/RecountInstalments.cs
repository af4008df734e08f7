using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The instalments of an invoice, numbered from 1, each with the balance before and after it.</summary>
public sealed class RecountInstalments(IEnumerable<ICreditsOfInvoices> credits)
{
    /// <summary>
    /// Counts them anew after a payment or a credit note ceased to count. What a live complement has told SAT stays as it was told.
    /// A number that moves is saved at once, in the caller's transaction: two instalments never have the same.
    /// </summary>
    /// <param name="db">Where; the caller saves the balances.</param>
    /// <param name="invoiceIds">Of which invoices: three queries, however many.</param>
    /// <param name="except">A credit note that no longer counts and is not saved as such yet; null for none.</param>
    public async Task RunAsync(HonorarioDb db, IReadOnlyCollection<Guid> invoiceIds, Guid? except, CancellationToken ct)
    {
        var rows = await (
            from application in db.PaymentApplications()
            where invoiceIds.Contains(application.InvoiceId) && application.UndoneAt == null
            join payment in db.Payments() on application.PaymentId equals payment.Id
            orderby application.Parcialidad
            select new { application, payment, Told = db.Complementos().Live().Any(one => one.PaymentId == payment.Id) }).ToListAsync(ct);
        if (rows.Count == 0)
            return;
        var totals = await db.Invoices().Where(row => invoiceIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Total, ct);
        var notes = await credits.OfAsync(db, invoiceIds, except, ct);
        foreach (var invoice in rows.GroupBy(row => row.application.InvoiceId))
        {
            var paid = 0m;
            foreach (var (row, number) in invoice.Select((row, index) => (row, index + 1)))
            {
                var came = row.application.MovedAt ?? row.payment.RegisteredAt;
                var owed = totals[invoice.Key] - paid - notes[invoice.Key].Where(note => note.CreatedAt <= came).Sum(note => note.Total);
                paid += row.application.Pagado;
                if (row.Told)
                    continue;
                var moved = row.application.Parcialidad != number;
                row.application.Recount(number, owed);
                db.FailIfChanged(row.payment);
                if (moved)
                    await db.SaveChangesAsync(ct);
            }
        }
    }

    /// <summary>
    /// What told SAT the balances of a payment, and was just kept as refused or cancelled, tells them no more: they count with what counts today.
    /// </summary>
    public async Task NoLongerToldAsync(HonorarioDb db, Guid paymentId, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var invoices = await db.PaymentApplications().Where(row => row.PaymentId == paymentId && row.UndoneAt == null).Select(row => row.InvoiceId)
            .ToListAsync(ct);
        await RunAsync(db, invoices, except: null, ct);
    }
}
