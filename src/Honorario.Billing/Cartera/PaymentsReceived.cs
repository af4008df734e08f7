using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Cartera;

internal static class PaymentsReceived
{
    /// <summary>What payments that were not undone settle of invoices.</summary>
    public static IQueryable<PaymentApplication> Received(this HonorarioDb db, Guid? emisorId) => db.PaymentApplications().Where(row =>
        row.UndoneAt == null && (emisorId == null || row.Invoice.EmisorId == emisorId));
}
