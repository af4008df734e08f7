using Honorario.Billing.Cancelacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

internal static class InvoicesInForce
{
    /// <summary>Stamped invoices to insurers that are in force and that no other stamped one replaces.</summary>
    public static IQueryable<Invoice> InForce(this HonorarioDb db, Guid? emisorId) => db.Invoices().Where(row =>
        row.Status != InvoiceStatus.Borrador && row.Status != InvoiceStatus.Cancelada
        && (emisorId == null || row.EmisorId == emisorId)
        && !db.Replacements().Any(one => one.ReplacedId == row.Id && one.State == ReplacementState.Stamped));

    /// <summary>How many of them are still owed, and what they owe, in pesos.</summary>
    public static async Task<(int Count, decimal Sum)> OwedAsync(this IQueryable<Invoice> invoices, CancellationToken ct)
    {
        var owed = await invoices.Where(row => row.Total > row.Credited + row.Paid).GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Sum = all.Sum(row => row.Total - row.Credited - row.Paid) }).SingleOrDefaultAsync(ct);
        return (owed?.Count ?? 0, owed?.Sum ?? 0);
    }
}
