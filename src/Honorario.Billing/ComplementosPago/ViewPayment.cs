using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>A payment as its page shows it.</summary>
/// <param name="Payment">With its insurer, and its applications with their invoices.</param>
/// <param name="Emisor">Who received it.</param>
/// <param name="Complemento">The live one, or else the latest; null while there is none.</param>
/// <param name="Cancelling">The latest request to cancel that complement.</param>
public sealed record PaymentView(InsurerPayment Payment, Emisor Emisor, ComplementoPago? Complemento, Cancellation? Cancelling);

/// <summary>One payment with what it settled and its complement.</summary>
public sealed class ViewPayment(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such payment.</returns>
    public async Task<PaymentView?> RunAsync(Guid paymentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var payment = await db.Payments().AsNoTracking().Include(row => row.Insurer).Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == paymentId, ct);
        if (payment is null)
            return null;
        var emisor = await db.Emisores().AsNoTracking().SingleAsync(row => row.Id == payment.EmisorId, ct);
        var complementos = await db.Complementos().AsNoTracking().Where(row => row.PaymentId == paymentId).OrderBy(row => row.CreatedAt).ToListAsync(ct);
        var complemento = complementos.Current();
        var cancelling = complemento is null ? null : await db.Cancellations().AsNoTracking().Where(row => row.SubjectId == complemento.Id)
            .OrderByDescending(row => row.RequestedAt).FirstOrDefaultAsync(ct);
        return new PaymentView(payment, emisor, complemento, cancelling);
    }
}
