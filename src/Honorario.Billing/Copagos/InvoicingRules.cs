using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>Who asks for a ticket's invoice and for what.</summary>
/// <param name="AtDesk">A person of the practice asks: the patient's window does not hold it up.</param>
/// <param name="Corrects">The ticket's invoice that is to be replaced.</param>
/// <param name="Seen">What was seen of it in its preview; null of one that nobody looked at.</param>
public readonly record struct InvoicingRequest(bool AtDesk = false, Guid? Corrects = null, Timbrado.Seen? Seen = null);

/// <summary>Whether a ticket may be invoiced, in words for the person who asks.</summary>
internal static class InvoicingRules
{
    /// <param name="db">The caller's context.</param>
    /// <param name="ticket">The ticket.</param>
    /// <param name="places">Today on the emisor's wall clock.</param>
    /// <param name="request">Who asks for what.</param>
    /// <returns>Null when it may.</returns>
    public static async Task<Problem?> RefusalAsync(HonorarioDb db, Ticket ticket, PlaceClock places, InvoicingRequest request, CancellationToken ct)
    {
        if (ticket.UndoneAt is not null)
            return new Problem("", $"El cobro del ticket {ticket.Folio} se deshizo: no hay nada que facturar.");
        if (ticket.InvoiceId is not null && request.Corrects is null)
            return new Problem("", $"El ticket {ticket.Folio} ya está facturado. Ábrelo con el enlace o el código QR del ticket para ver la factura.");
        var lastDay = (await CopagoSettings.OfAsync(db, ct)).LastDay(ticket.Day);
        if (!request.AtDesk && places.TodayAt(ticket.Emisor.CodigoPostal) > lastDay)
            return new Problem(
                "", $"El ticket {ticket.Folio} se podía facturar hasta el {lastDay:dd/MM/yyyy}. Llama al consultorio: aún puede hacerlo por ti.");
        return request.Corrects is { } corrected
            ? await CorrectionAsync(db, ticket, corrected, request.AtDesk, ct)
            : await OutOfGlobalAsync(db, ticket, places, ct);
    }

    private static async Task<Problem?> CorrectionAsync(HonorarioDb db, Ticket ticket, Guid corrected, bool atDesk, CancellationToken ct)
    {
        if (ticket.InvoiceId != corrected || await db.CopagoInvoices().SingleOrDefaultAsync(row => row.Id == corrected, ct) is not { } invoice)
            return new Problem("", "La factura ya se corrigió o se canceló. Abre de nuevo el ticket para ver la que vale.");
        if (invoice.Status == TicketInvoiceStatus.EnCamino)
            return new Problem("", "La factura aún se está timbrando. Podrás corregirla en cuanto esté lista.");
        if (invoice.Status != TicketInvoiceStatus.Facturada)
            return new Problem("", $"La factura {invoice.Serie}{invoice.Folio} está {invoice.Status.Text()}: no se puede corregir.");
        var before = await db.CopagoInvoices().AnyAsync(
            row => row.TicketId == ticket.Id && row.CorrectsId != null && row.Status != TicketInvoiceStatus.Rechazada, ct);
        return !atDesk && before
            ? new Problem("", "La factura ya se corrigió una vez desde aquí. Pide en el consultorio que la corrijan de nuevo.")
            : null;
    }

    private static async Task<Problem?> OutOfGlobalAsync(HonorarioDb db, Ticket ticket, PlaceClock places, CancellationToken ct)
    {
        if (ticket.GlobalInvoiceId is not { } global)
            return null;
        if (await db.GlobalInvoices().AnyAsync(row => row.Id == global && row.Status == TicketInvoiceStatus.EnCamino, ct))
            return new Problem(
                "", $"El ticket {ticket.Folio} se está timbrando en una factura global. Inténtalo en unos minutos: saldrá de ella y se facturará a tu nombre.");
        if (await RefundCancelling.HoldsAsync(db, global, ct) is not null)
            return new Problem(
                "", $"El ticket {ticket.Folio} está en una factura global de la que ya se devolvió una parte con nota de crédito: no sale de ella. Pregunta en "
                + "el consultorio.");
        return await GlobalTerms.ExpiredAsync(db, global, places, ct) is { } last
            ? new Problem(
                "", $"El ticket {ticket.Folio} está en una factura global que sólo se podía cancelar hasta el {last:dd/MM/yyyy} (RESICO, LISR 113-G-V): ya no "
                + "sale de ella. Pregunta en el consultorio.")
            : null;
    }

    /// <summary>What who asks should know before.</summary>
    public static List<string> Warnings(Comprobante document, Ticket ticket, InvoicingRequest request)
    {
        var warnings = new List<string>();
        if (request.Corrects is not null)
            warnings.Add("Esta factura sustituye a la anterior, que se cancela en cuanto ésta quede timbrada.");
        if (ticket.GlobalInvoiceId is not null)
            warnings.Add("El ticket ya está en una factura global: sale de ella en cuanto ésta quede timbrada.");
        if (document.FormaPago == PayCopay.Cash && document.Receptor.UsoCfdi.StartsWith('D'))
            warnings.Add(
                "Se pagó en efectivo: el SAT no deja deducir honorarios médicos pagados así (LISR 151-I). Para deducirlos paga con tarjeta, transferencia o "
                + "cheque.");
        if (document.Receptor.UsoCfdi == ReceptorForm.Suggested)
            warnings.Add("Si lo que pagaste es el deducible de tu seguro, no es deducción personal (criterio 46/ISR/N del SAT).");
        if (Rfc.Parse(document.Receptor.Rfc).IsPersonaMoral)
            warnings.Add(ToCompany(document, ticket));
        if (!Rfc.Parse(document.Receptor.Rfc).HasRightCheckDigit)
            warnings.Add("El último carácter del RFC no es el que le toca: compáralo con tu Constancia antes de facturar.");
        return warnings;
    }

    /// <summary>What follows of a copay that is invoiced to a company instead of the patient (LISR 106 and 151-I, LIVA 1-A-II-a).</summary>
    private static string ToCompany(Comprobante document, Ticket ticket)
    {
        const string patient = "Se factura a una empresa: la deduce ella y el paciente ya no puede deducir este copago (D01).";
        return document.Total < ticket.Total
            ? $"{patient} Como empresa debe retener impuestos: la factura es por {Pesos.Text(document.Total)}, "
                + $"{Pesos.Text(ticket.Total - document.Total)} menos de lo que se cobró; devuelve esa diferencia, que la empresa entera al SAT."
            : patient;
    }
}
