using System.Linq.Expressions;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;

namespace Honorario.Billing.Copagos;

/// <summary>
/// A part of a billed charge that was given back: the money that left the drawer and its egreso, which relates the patient's invoice or the
/// factura global. What is given back so is not owed again. One whose egreso was refused or cancelled counts no more, in the drawer neither.
/// </summary>
public sealed class CopagoRefund : DeskDocument, IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid TicketId { get; init; }

    /// <summary>The patient's invoice or the factura global that the egreso relates.</summary>
    public Guid BilledId { get; init; }

    /// <summary>In pesos: what left the drawer and the egreso's Total.</summary>
    public decimal Amount { get; init; }

    /// <summary>c_FormaPago: how the money went back.</summary>
    public required string FormaPago { get; init; }

    public required string Reason { get; init; }

    /// <summary>The shift from whose drawer it left; of a charge that was undone before, with the whole of it and not once more.</summary>
    public Guid ShiftId { get; init; }

    public required string By { get; init; }
    public required string Serie { get; init; }
    public int Folio { get; init; }
    public DateTime CreatedAt { get; init; }

    /// <summary>Those that count: neither refused nor cancelled.</summary>
    internal static readonly Expression<Func<CopagoRefund, bool>> Counting =
        row => row.Status != TicketInvoiceStatus.Rechazada && row.Status != TicketInvoiceStatus.Cancelada;

    /// <summary>Whether one that was read counts.</summary>
    public static Func<CopagoRefund, bool> Counts { get; } = Counting.Compile();
}

internal static class CopagoRefundQueries
{
    /// <summary>Those that count: neither refused nor cancelled.</summary>
    public static IQueryable<CopagoRefund> Live(this IQueryable<CopagoRefund> refunds) =>
        refunds.Where(CopagoRefund.Counting);

    /// <summary>
    /// Charges that were given back whole and that a document in force still bills, since its cancelling was refused: they lack an egreso.
    /// </summary>
    public static IQueryable<Ticket> StillBilled(this IQueryable<Ticket> tickets, HonorarioDb db) => tickets.Where(row => row.UndoneAt != null
        && ((row.InvoiceId != null && db.CopagoInvoices().Any(one => one.Id == row.InvoiceId && one.Status == TicketInvoiceStatus.Facturada))
            || (row.InvoiceId == null && db.GlobalInvoices().Any(one => one.Id == row.GlobalInvoiceId && one.Status == TicketInvoiceStatus.Facturada)))
        && !db.CopagoRefunds().Live().Any(refund => refund.TicketId == row.Id));
}
