using Honorario.Billing.Auditoria;
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
/// <param name="History">Who did what with it and its complements when, oldest first.</param>
public sealed record PaymentView(
    InsurerPayment Payment, Emisor Emisor, ComplementoPago? Complemento, Cancellation? Cancelling, IReadOnlyList<AuditEntry> History)
{
    /// <summary>Whether the law wants a complement of it: one of its invoices is paid in instalments.</summary>
    public bool WantsComplemento => Payment.Applications.Exists(row => row.Invoice.MetodoPago == "PPD");
}

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
        Guid[] subjects = [paymentId, .. complementos.Select(row => row.Id)];
        var history = await db.Audit().AsNoTracking().Where(entry => subjects.Contains(entry.SubjectId)).OrderBy(entry => entry.At).ThenBy(entry => entry.Id)
            .ToListAsync(ct);
        return new PaymentView(payment, emisor, complemento, cancelling, history);
    }
}
