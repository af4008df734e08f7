using System.Globalization;
using Honorario.Billing;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Web.Components.Pagos;

/// <summary>A payment while it is typed: what <see cref="DatosDelPago"/> edits.</summary>
public sealed class BorradorDePago
{
    /// <summary>The form's own: however often it is sent, it is one payment.</summary>
    public Guid Key { get; } = Guid.CreateVersion7();

    /// <summary>The operation of which it was asked whether it is another payment; null while nothing was asked.</summary>
    public string? AskedAbout { get; private set; }

    /// <summary>The day of which it was asked whether it is before the invoice; null while nothing was asked.</summary>
    public DateOnly? AskedEarly { get; private set; }

    /// <summary>What the button says: with something asked, that sending the form again says yes.</summary>
    public string SaveText => AskedEarly is not null ? "Sí, se pagó antes: guardar pago"
        : AskedAbout is not null ? "Sí, es otro: guardar pago"
        : "Guardar pago";

    public DateOnly? Date { get; set; }
    public string? Time { get; set; }
    public decimal? Amount { get; set; }

    /// <summary>Pesos for a dollar, when it came in dollars; null in pesos.</summary>
    public decimal? TipoCambio { get; set; }

    /// <summary>Pesos that came for an invoice in dollars; null where they are the amount.</summary>
    public decimal? Received { get; set; }

    public string FormaPago { get; set; } = "03";
    public string? Operation { get; set; }
    public string? PayerBank { get; set; }
    public string? Payer { get; set; }

    /// <summary>The CLABE where it arrived.</summary>
    public string? Receiver { get; set; }

    /// <summary>The bank movement that it is, if it comes from a statement.</summary>
    public Guid? BankMovementId { get; set; }

    public DateTime? PaidAt =>
        Date is { } day && TimeOnly.TryParse(Time, CultureInfo.InvariantCulture, out var time) ? day.ToDateTime(time) : null;

    /// <summary>A payment of today, at noon as SAT asks of one whose hour is unknown, or now if it is not noon yet.</summary>
    public static BorradorDePago At(DateTime now, decimal? amount, BankAccount? account) => new()
    {
        Date = DateOnly.FromDateTime(now),
        Time = (now.Hour < 12 ? TimeOnly.FromDateTime(now) : new TimeOnly(12, 0)).ToString("HH:mm", CultureInfo.InvariantCulture),
        Amount = amount,
        Receiver = account?.Clabe.Value,
    };

    /// <summary>The payment that a movement of a bank statement is.</summary>
    public static BorradorDePago Of(BankMovement movement, DateTime now)
    {
        var form = AcceptMatch.FormOf(movement, [], now);
        return new BorradorDePago
        {
            Date = movement.Date,
            Time = TimeOnly.FromDateTime(form.PaidAt!.Value).ToString("HH:mm", CultureInfo.InvariantCulture),
            Amount = form.Amount,
            Operation = form.OperationNumber,
            Receiver = form.ReceiverAccount,
            BankMovementId = movement.Id,
        };
    }

    /// <summary>Remembers what was asked, so that saving again answers it.</summary>
    public void Note(IReadOnlyList<Problem> problems)
    {
        if (problems.Any(problem => problem.Field == nameof(PaymentForm.Early)))
            AskedEarly = Date;
        else if (problems.Any(problem => problem.Field == nameof(PaymentForm.Another)))
            AskedAbout = Operation ?? "";
        else
            (AskedAbout, AskedEarly) = (null, null);
    }

    /// <summary>What is registered. Accounts are left out of a form of payment that has none.</summary>
    public PaymentForm ToForm(IReadOnlyList<PaymentShare> shares)
    {
        var forma = SatCatalogs.FormaPago[FormaPago];
        return new PaymentForm(
            PaidAt,
            Amount,
            FormaPago,
            Operation ?? "",
            shares,
            forma.BancoOrdenante ? PayerBank ?? "" : "",
            forma.CuentaOrdenante ? Payer ?? "" : "",
            forma.CuentaBeneficiario ? Receiver ?? "" : "",
            BankMovementId,
            Key,
            AskedAbout is not null && AskedAbout == (Operation ?? ""),
            Early: AskedEarly is not null && AskedEarly == Date,
            TipoCambio: TipoCambio,
            Received: Received);
    }
}
