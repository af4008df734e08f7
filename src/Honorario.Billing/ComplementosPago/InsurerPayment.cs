using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// Money that arrived from an insurer, wholly applied to one invoice or several: the sum of its applications is its amount.
/// An undone one stays as history.
/// </summary>
public sealed class InsurerPayment : IOwned, IOfEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }
    public Guid InsurerId { get; init; }
    public Insurer Insurer { get; private set; } = null!;

    /// <summary>When the money arrived, local at the emisor's place of issue.</summary>
    public DateOnly PaidOn { get; set; }

    public TimeOnly PaidTime { get; set; }

    /// <summary>In pesos; of one that came in dollars, at the rates of the invoices that it settles.</summary>
    public decimal Amount { get; init; }

    /// <summary>Pesos for a dollar on its day, up to six decimals, when it came in dollars; null of one in pesos.</summary>
    public decimal? TipoCambio { get; init; }

    /// <summary>
    /// The pesos that came, where they settle invoices in dollars at another rate than theirs; null where they are <see cref="Amount"/>.
    /// </summary>
    public decimal? Received { get; init; }

    /// <summary>c_FormaPago, never 99.</summary>
    public required string FormaPago { get; set; }

    /// <summary>Of the transfer, cheque or authorisation; "" for none. With amount and day it tells a payment from another.</summary>
    public required string OperationNumber { get; set; }

    /// <summary>RFC of the payer's bank, the payer's account and the receiver's; "" for none.</summary>
    public string PayerBankRfc { get; set; } = "";

    public string PayerAccount { get; set; } = "";
    public string ReceiverBankRfc { get; set; } = "";
    public string ReceiverAccount { get; set; } = "";

    /// <summary>The movement of a bank statement that it is; null when nobody has seen it in one.</summary>
    public Guid? BankMovementId { get; set; }

    public DateTime RegisteredAt { get; init; }

    /// <summary>When somebody asked to undo it; it is, once SAT has cancelled its complement. Null again when SAT refuses.</summary>
    public DateTime? UndoAskedAt { get; set; }

    public DateTime? UndoneAt { get; set; }
    public List<PaymentApplication> Applications { get; } = [];
    public int Version { get; set; }

    public DateTime FechaPago => PaidOn.ToDateTime(PaidTime);

    /// <summary>Last day to stamp its complement: the 5th of the month after it (RMF 2.7.1.32).</summary>
    public DateOnly ComplementDue => DueOf(PaidOn);

    /// <summary>The last day to stamp the complement of a payment of that day.</summary>
    public static DateOnly DueOf(DateOnly paidOn) => new DateOnly(paidOn.Year, paidOn.Month, 5).AddMonths(1);
}

/// <summary>What a payment settles of one invoice: an instalment, numbered per invoice from 1, with the balance before and after.</summary>
public sealed class PaymentApplication : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid PaymentId { get; init; }
    public Guid InvoiceId { get; init; }
    public Invoice Invoice { get; private set; } = null!;
    public int Parcialidad { get; private set; }
    public decimal SaldoAnterior { get; private set; }
    public decimal Pagado { get; private set; }
    public decimal SaldoInsoluto { get; private set; }

    /// <summary>When the payment was moved here from other invoices, in UTC; null where it was registered so.</summary>
    public DateTime? MovedAt { get; init; }

    /// <summary>When its payment was undone; the number is free again.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <param name="payment">Of which it is a part.</param>
    /// <param name="invoice">Which it settles, with the payment already applied.</param>
    /// <param name="parcialidad">Its number.</param>
    /// <param name="amount">What it settles, in pesos.</param>
    /// <param name="movedAt">When it was moved here, in UTC; null of one that is registered so.</param>
    public static PaymentApplication Of(InsurerPayment payment, Invoice invoice, int parcialidad, decimal amount, DateTime? movedAt = null) => new()
    {
        PaymentId = payment.Id,
        InvoiceId = invoice.Id,
        Parcialidad = parcialidad,
        SaldoAnterior = invoice.Balance + amount,
        Pagado = amount,
        SaldoInsoluto = invoice.Balance,
        MovedAt = movedAt,
    };

    /// <summary>It settles another amount of the same invoice; the balance before it stays.</summary>
    public void Settle(decimal amount) => (Pagado, SaldoInsoluto) = (amount, SaldoAnterior - amount);

    public void Recount(int parcialidad, decimal saldoAnterior) =>
        (Parcialidad, SaldoAnterior, SaldoInsoluto) = (parcialidad, saldoAnterior, saldoAnterior - Pagado);
}
