using Honorario.Billing.Cancelacion;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Facturacion;

internal static class InvoicesInForce
{
    /// <summary>Stamped invoices to insurers that are in force and that no other stamped one replaces.</summary>
    public static IQueryable<Invoice> InForce(this HonorarioDb db, Guid? emisorId) => db.Invoices().Where(row =>
        row.Status != InvoiceStatus.Borrador && row.Status != InvoiceStatus.Cancelada
        && (emisorId == null || row.EmisorId == emisorId)
        && !db.Replacements().Any(one => one.ReplacedId == row.Id && one.State == ReplacementState.Stamped));
}
