using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Cartera;

/// <summary>What of the account's documents counts as owed or paid.</summary>
internal static class Receivables
{
    /// <summary>Stamped invoices to insurers that are in force and that no other stamped one replaces.</summary>
    public static IQueryable<Invoice> InForce(this HonorarioDb db, Guid? emisorId) => db.Invoices().Where(row =>
        row.Status != InvoiceStatus.Borrador && row.Status != InvoiceStatus.Cancelada
        && (emisorId == null || row.EmisorId == emisorId)
        && !db.Replacements().Any(one => one.ReplacedId == row.Id && one.State == ReplacementState.Stamped));

    /// <summary>What live payments settle of invoices.</summary>
    public static IQueryable<PaymentApplication> Received(this HonorarioDb db, Guid? emisorId) => db.PaymentApplications().Where(row =>
        row.UndoneAt == null && (emisorId == null || row.Invoice.EmisorId == emisorId));
}
