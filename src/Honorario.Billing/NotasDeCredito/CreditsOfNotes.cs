using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>The credit notes that count (neither refused nor cancelled) take their totals off what their invoices owe.</summary>
public sealed class CreditsOfNotes : ICreditsOfInvoices
{
    public async Task<IReadOnlyList<InvoiceCredit>> OfAsync(
        HonorarioDb db, IReadOnlyCollection<Guid> invoiceIds, Guid? except, CancellationToken ct) =>
        await db.CreditNotes().AsNoTracking().Live().Where(row => invoiceIds.Contains(row.InvoiceId) && row.Id != except)
            .Select(row => new InvoiceCredit(row.Id, row.InvoiceId, row.CreatedAt, row.Total)).ToListAsync(ct);
}
