using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>Where an invoice stands after a payment; amounts in pesos.</summary>
public sealed record PortalPaid(InvoiceStatus Status, decimal Paid, decimal Balance);

/// <summary>
/// "Marcar pagado": what the insurer paid is written down as its payment at the practice, in the company's name. The same
/// operation, day and amount of an invoice counts once, however it is told.
/// </summary>
public sealed class PayInvoice(PortalInvoices room, OutboxSignal signal, PlaceClock places)
{
    /// <summary>c_FormaPago: transferencia electrónica de fondos.</summary>
    private const string Transfer = "03";

    private static readonly TimeOnly Noon = new(12, 0);

    /// <returns>Where the invoice stands, or what to mend; null when the company has no such invoice.</returns>
    public async Task<Result<PortalPaid>?> RunAsync(string uuid, PortalPayment payment, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { } found)
            return null;
        if (PaymentCheck.OfCompany(found.Company) is { } obstacle)
            return obstacle;
        payment = payment with { OperationNumber = payment.OperationNumber.Trim() };
        if (!await room.IsPaidAsync(found.Invoice.Id, payment, ct))
        {
            if (PaymentCheck.Of(found.Invoice, payment, found.Invoice.Balance, places.TodayAt(found.Invoice.Emisor.CodigoPostal))
                .ToList() is { Count: > 0 } problems)
                return problems;
            var paid = await RegisterAsync(
                found, payment.PaidOn!.Value, payment.OperationNumber, [new PaymentShare(found.Invoice.Id, payment.Amount!.Value)], ct);
            if (!paid.Ok)
                return paid.Problems.Select(Told).ToList();
        }

        await using var db = room.Open(found, Right.PayReceived);
        var invoice = await db.Invoices().AsNoTracking().SingleAsync(row => row.Id == found.Invoice.Id, ct);
        return new PortalPaid(invoice.Status, invoice.Paid, invoice.Balance);
    }

    /// <summary>Whether an invoice that stands there may be paid.</summary>
    public static bool MayPay(InvoiceStatus status) => PaymentCheck.MayPay(status);

    /// <summary>Writes down one operation, which may settle several invoices of one emisor.</summary>
    internal async Task<Result<Guid>> RegisterAsync(
        PortalInvoice any, DateOnly day, string operation, IReadOnlyList<PaymentShare> shares, CancellationToken ct)
    {
        var now = places.NowAt(any.Invoice.Emisor.CodigoPostal);
        var at = day.ToDateTime(Noon);
        var form = new PaymentForm(at > now ? now : at, shares.Sum(share => share.Amount), Transfer, operation, shares, Once: true);
        var paid = await room.AsPracticeAsync(any, (RegisterPayment register) => register.RunAsync(form, ct));
        if (paid.Ok)
            signal.Raise();

        return paid;
    }

    /// <summary>The practice's words without its links, at the portal's fields.</summary>
    internal static Problem Told(Problem problem) => problem with
    {
        Link = null,
        Field = problem.Field switch { nameof(PaymentForm.PaidAt) => nameof(PortalPayment.PaidOn), nameof(PaymentForm.Shares) => "", var field => field },
    };
}
