using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Honorario.Printing.Content;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>A ticket as the desk sees it.</summary>
/// <param name="Printed">What is printed.</param>
/// <param name="Email">The patient's, as remembered; "" for none.</param>
/// <param name="InvoiceId">The patient's invoice, when there is one.</param>
/// <param name="InGlobal">It is within a factura global.</param>
/// <param name="Undone">Who undid it and why; null while it stands.</param>
/// <param name="Invoices">All the invoices that it ever had, oldest first.</param>
/// <param name="Paper">What it is printed on unless told: 58, 80 or carta.</param>
/// <param name="CashierId">Who charged it.</param>
/// <param name="Refunds">The parts of it that were given back with an egreso, oldest first.</param>
public sealed record TicketView(
    Guid Id, Guid PatientId, string Patient, TicketContent Printed, string Email, Guid? InvoiceId, bool InGlobal, string? Undone,
        IReadOnlyList<CopagoInvoice> Invoices, string Paper, Guid? CashierId,
        IReadOnlyList<CopagoRefund> Refunds)
{
    /// <summary>A part that was given back and counts.</summary>
    public CopagoRefund? LiveRefund => Refunds.FirstOrDefault(CopagoRefund.Counts);

    /// <summary>Undone, a document in force still bills it: its cancelling was refused.</summary>
    public bool StillBilled { get; init; }

    /// <summary>Another charge of the same services that is so.</summary>
    public BilledReturn? AlsoBilled { get; init; }

    /// <summary>Whether its receptor has a say in the cancelling of its invoice.</summary>
    public bool NeedsAcceptance { get; init; }

    /// <summary>The last request to cancel its invoice.</summary>
    public Cancellation? Cancelling { get; init; }

    /// <summary>One that SAT still has although another took its place: its cancelling was refused.</summary>
    public bool IsLeftOver(CopagoInvoice invoice) => invoice.Status == TicketInvoiceStatus.Facturada && invoice.Id != InvoiceId
        && Invoices.Any(row => row.CorrectsId == invoice.Id && row.Status is TicketInvoiceStatus.Facturada or TicketInvoiceStatus.EnProcesoDeCancelacion);
}

/// <summary>"Imprimir Ticket".</summary>
public sealed class ViewTicket(HonorarioStorage storage, PublicAddress address, PlaceClock places)
{
    /// <returns>Null when this account has no such ticket.</returns>
    public async Task<TicketView?> RunAsync(Guid ticketId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        var ticket = await db.Tickets().AsNoTracking()
            .Include(row => row.Emisor).Include(row => row.Patient).Include(row => row.Payments)
            .Include(row => row.Lines).ThenInclude(line => line.Service)
            .SingleOrDefaultAsync(row => row.Id == ticketId, ct);
        if (ticket is null)
            return null;
        var practice = await db.Practices.Where(row => row.Id == ticket.PracticeId).Select(row => row.Name).SingleAsync(ct);
        var settings = await CopagoSettings.OfAsync(db, ct);
        var texts = await TicketTexts.OfAsync(db, ticket, ct);
        var services = ticket.Lines.Select(line => line.ServiceId).ToList();
        var paid = await db.TicketLines().Where(line => services.Contains(line.ServiceId) && line.UndoneAt == null).SumAsync(line => line.Amount, ct);
        var refunds = await db.CopagoRefunds().AsNoTracking().Where(row => row.TicketId == ticketId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(ct);
        var printed = new TicketContent
        {
            PracticeName = practice,
            Rfc = ticket.Emisor.Rfc.Value,
            Folio = ticket.Folio,
            Date = PlaceClock.At(ticket.PaidAt, ticket.Emisor.CodigoPostal),
            Lines = [.. texts.Select(line => new TicketContentLine(line.Text, line.Amount))],
            Payments = [.. ticket.Payments.Select(
                payment => new TicketContentPayment(payment.FormaPago, payment.Amount + (payment.FormaPago == PayCopay.Cash ? ticket.Change : 0)))],
            Change = ticket.Change,
            Balance = ticket.Lines.Sum(line => line.Service.Copay) - paid,
            Returned = [.. refunds.Where(CopagoRefund.Counts).Select(row => new TicketContentLine($"Devuelto, nota {row.Serie}{row.Folio}", row.Amount))],
            Invoiced = ticket.InvoiceId is not null,
            InvoiceLink = ticket.UndoneAt is null ? address.LinkTo(ticket.Token) : null,
            LastDayToInvoice = ticket.InvoiceId is null ? settings.LastDay(ticket.Day) : null,
            Cancelled = ticket.UndoneAt is not null,
        };
        return new TicketView(
            ticket.Id, ticket.PatientId, ticket.Patient.Name, printed, ticket.Patient.Email, ticket.InvoiceId, ticket.GlobalInvoiceId is not null,
            ticket.UndoneAt is null ? null : $"{ticket.UndoneBy}: {ticket.UndoReason}",
            await db.CopagoInvoices().AsNoTracking().Where(row => row.TicketId == ticketId).OrderBy(row => row.RequestedAt).ThenBy(row => row.Id)
                .ToListAsync(ct),
            settings.Paper, ticket.CashierId, refunds)
        {
            StillBilled = ticket.UndoneAt is not null && await db.Tickets().Where(row => row.Id == ticketId).StillBilled(db).AnyAsync(ct),
            AlsoBilled = ticket.UndoneAt is not null ? null
                : await db.Tickets().StillBilled(db).Where(row => row.Lines.Any(line => services.Contains(line.ServiceId))).OrderBy(row => row.UndoneAt)
                    .Select(row => new BilledReturn(row.Id, row.Folio, row.Total)).FirstOrDefaultAsync(ct),
            NeedsAcceptance = ticket is { UndoneAt: null, InvoiceId: { } live } && await StampedTerms.NeedAcceptanceAsync(db, live, places, ct),
            Cancelling = ticket.InvoiceId is not { } asked ? null
                : await db.Cancellations().AsNoTracking().Where(row => row.SubjectId == asked).OrderByDescending(row => row.RequestedAt)
                    .FirstOrDefaultAsync(ct),
        };
    }
}

internal static class TicketTexts
{
    /// <summary>The lines in the words that they are billed with.</summary>
    public static async Task<IReadOnlyList<(string Text, decimal Amount)>> OfAsync(HonorarioDb db, Ticket ticket, CancellationToken ct)
    {
        var codes = ticket.Lines.Select(line => line.Service.Cpt).ToList();
        var links = await db.CptLinks().Where(link => codes.Contains(link.Cpt)).ToDictionaryAsync(link => link.Cpt, link => link.Descripcion, ct);
        return
        [
            .. ticket.Lines.OrderBy(line => line.Service.Date).ThenBy(line => line.Service.Folio, StringComparer.Ordinal)
                .Select(line => ($"Copago: {links.GetValueOrDefault(line.Service.Cpt, "Consulta")}, {line.Service.Date:dd/MM/yyyy}", line.Amount)),
        ];
    }
}
