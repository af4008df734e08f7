using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Billing.Copagos;

/// <summary>
/// What a patient paid at the desk, in pesos. It is billed at most once, to the patient or within a factura global; its
/// <see cref="Version"/> decides between two who try at the same time.
/// </summary>
public sealed class Ticket : IOwned, IOfEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>Consecutive within the practice, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The number and a random code, e.g. <c>123-K7QF2</c>: what a patient types, and no other patient guesses.</summary>
    public required string Folio { get; init; }

    /// <summary>128 random bits in 22 characters that a URL may hold: who has it may invoice and see the invoice.</summary>
    public required string Token { get; init; }

    /// <summary>Names the form that was sent: sending it again charges nothing.</summary>
    public Guid RequestKey { get; init; }

    public Guid EmisorId { get; init; }
    public Emisor Emisor { get; private set; } = null!;
    public Guid PatientId { get; init; }
    public Patient Patient { get; private set; } = null!;

    /// <summary>The cash desk's shift that it belongs to.</summary>
    public Guid ShiftId { get; init; }

    public Guid? CashierId { get; init; }
    public required string Cashier { get; init; }
    public DateTime PaidAt { get; init; }

    /// <summary>The day of the payment on the emisor's wall clock.</summary>
    public DateOnly Day { get; init; }

    public decimal Total { get; init; }

    /// <summary>Cash given back; not part of the payments.</summary>
    public decimal Change { get; init; }

    /// <summary>c_FormaPago of the largest payment, the one that the invoice names.</summary>
    public required string FormaPago { get; init; }

    public List<TicketLine> Lines { get; } = [];
    public List<TicketPayment> Payments { get; } = [];

    public DateTime? UndoneAt { get; private set; }
    public Guid? UndoneById { get; private set; }
    public string? UndoneBy { get; private set; }
    public string? UndoReason { get; private set; }

    /// <summary>The shift from whose drawer the money was given back.</summary>
    public Guid? UndoneInShiftId { get; private set; }

    /// <summary>The patient's live invoice of it; of two while one replaces the other, the later.</summary>
    public Guid? InvoiceId { get; private set; }

    /// <summary>
    /// The factura global that holds it; besides <see cref="InvoiceId"/> when the patient asked afterwards, until SAT has cancelled
    /// that factura global.
    /// </summary>
    public Guid? GlobalInvoiceId { get; private set; }

    public int Version { get; set; }

    public void Undo(DateTime at, Guid? byId, string by, string reason, Guid shiftId)
    {
        (UndoneAt, UndoneById, UndoneBy, UndoReason, UndoneInShiftId) = (at, byId, by, reason, shiftId);
        foreach (var line in Lines)
            line.UndoneAt = at;
    }

    public void BillTo(CopagoInvoice invoice) => InvoiceId = invoice.Id;

    public void BillIn(GlobalInvoice invoice) => GlobalInvoiceId = invoice.Id;

    /// <summary>Its invoice was refused or cancelled.</summary>
    public void LeaveInvoice() => InvoiceId = null;

    /// <summary>The factura global was refused or cancelled.</summary>
    public void LeaveGlobal() => GlobalInvoiceId = null;
}

/// <summary>The copay of one service, whole or in part.</summary>
public sealed class TicketLine : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid TicketId { get; init; }
    public Guid ServiceId { get; init; }
    public MedicalService Service { get; private set; } = null!;

    /// <summary>
    /// Which charge of the service it is, from 1, undone ones counted. Unique per service: of two who charge the same balance
    /// at once the second must look again.
    /// </summary>
    public int Charge { get; init; }

    public decimal Amount { get; init; }
    public DateTime? UndoneAt { get; set; }
}

/// <summary>Money kept, in one form; cash without what was given back.</summary>
public sealed class TicketPayment : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid TicketId { get; init; }

    /// <summary>c_FormaPago.</summary>
    public required string FormaPago { get; init; }

    public decimal Amount { get; init; }
}
