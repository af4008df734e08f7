using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>A paid invoice is not cancelled before its payment is undone, nor that before its complement is cancelled.</summary>
public sealed class PaymentHoldsInvoice : IHoldsInvoice
{
    public int Precedence => 1;

    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Invoice invoice, CancellationToken ct)
    {
        var payment = await db.PaymentApplications().AsNoTracking()
            .Where(row => row.InvoiceId == invoice.Id && row.UndoneAt == null)
            .OrderByDescending(row => row.Parcialidad).FirstOrDefaultAsync(ct);
        if (payment is null)
            return null;
        var complemento = await db.Complementos().AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == payment.PaymentId, ct);
        var message = complemento is null
            ? $"La factura {invoice.ControlNumber} tiene un pago de {Pesos.Text(payment.Pagado)}: deshazlo primero y aplícalo después a la que la sustituya."
            : $"La factura {invoice.ControlNumber} tiene el complemento de pago {complemento.Serie}{complemento.Folio} ({complemento.Status.Text()}): "
                + "cancélalo primero y deshaz su pago.";
        return new Problem("", message, Link: $"/finanzas/pagos/{payment.PaymentId}");
    }
}
