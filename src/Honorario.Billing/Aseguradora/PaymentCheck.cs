using System.Globalization;
using Honorario.Billing.Facturacion;

namespace Honorario.Billing.Aseguradora;

/// <summary>A payment as the insurer states it, in pesos.</summary>
/// <param name="Amount">Of this invoice.</param>
/// <param name="PaidOn">When the money left, local at the emisor's place of issue.</param>
/// <param name="OperationNumber">Of the transfer; with invoice, amount and day it tells a payment from another.</param>
public sealed record PortalPayment(decimal? Amount, DateOnly? PaidOn, string OperationNumber);

/// <summary>What keeps a payment of the insurer's from being written down.</summary>
internal static class PaymentCheck
{
    private const int OperationLength = 100;

    /// <summary>An administradora reviews; the insurer pays.</summary>
    public static Problem? OfCompany(PortalCompany company) => company.Role == PortalRole.Aseguradora
        ? null
        : new Problem("", "Sólo la aseguradora programa y marca los pagos.");

    /// <summary>What is paid was accepted first.</summary>
    public static bool MayPay(InvoiceStatus status) => status is InvoiceStatus.AceptadaAseguradoraAdministradora or InvoiceStatus.PagoParcial;

    public static Problem? OfStatus(Invoice invoice) => MayPay(invoice.Status)
        ? null
        : new Problem("", $"La factura {invoice.ControlNumber} está {invoice.Status.Text()}: {invoice.Status switch
        {
            InvoiceStatus.Facturada or InvoiceStatus.EnviadaAseguradora => "acéptala antes de pagarla",
            InvoiceStatus.Pagado or InvoiceStatus.ComplementoCargado => "ya no debe nada",
            _ => "no se puede pagar",
        }}.");

    /// <param name="invoice">With its emisor.</param>
    /// <param name="payment">What is stated.</param>
    /// <param name="owed">What the invoice still owes, in pesos.</param>
    /// <param name="today">At the emisor's place of issue.</param>
    public static IEnumerable<Problem> Of(Invoice invoice, PortalPayment payment, decimal owed, DateOnly today)
    {
        if (OfStatus(invoice) is { } obstacle)
            yield return obstacle;
        else if (payment.Amount > owed)
            yield return new Problem(nameof(payment.Amount),
                $"A la factura {invoice.ControlNumber} le faltan por pagar {Pesos.Text(owed)} y el pago es de {Pesos.Text(payment.Amount.Value)}.");
        if (payment.Amount is not > 0 || decimal.Round(payment.Amount.Value, 2) != payment.Amount)
            yield return new Problem(nameof(payment.Amount), "Escribe el monto del pago: mayor que cero y con dos decimales a lo más.");
        if (payment.PaidOn is not { } day)
            yield return new Problem(nameof(payment.PaidOn), "Escribe la fecha del pago.");
        else if (day > today)
            yield return new Problem(nameof(payment.PaidOn), $"La fecha del pago ({day:dd/MM/yyyy}) no puede ser futura.");
        else if (day < invoice.IssueDate)
            yield return new Problem(
                nameof(payment.PaidOn), $"La fecha del pago ({day:dd/MM/yyyy}) es anterior a la de la factura ({invoice.IssueDate:dd/MM/yyyy}).");
        if (payment.OperationNumber.Length is 0 or > OperationLength)
            yield return new Problem(nameof(payment.OperationNumber), $"Escribe el número de operación, de hasta {OperationLength} caracteres.");
    }
}
