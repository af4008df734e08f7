using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.AutoFactura;

/// <summary>What the form of a ticket's invoice begins with, for who may see it.</summary>
public sealed class SuggestReceptor(HonorarioStorage storage)
{
    /// <summary>The data of an invoice of the ticket, to correct them.</summary>
    /// <returns>Null when it is none of this ticket.</returns>
    public async Task<ReceptorForm?> OfInvoiceAsync(Guid ticketId, Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.InvoiceTicket);
        var invoice = await db.CopagoInvoices().AsNoTracking().SingleOrDefaultAsync(row => row.Id == invoiceId && row.TicketId == ticketId, ct);
        return invoice is null ? null : Of(invoice);
    }

    /// <summary>At the desk: to whom the patient's last ticket was invoiced, and the e-mail remembered with the patient.</summary>
    public async Task<ReceptorForm> OfPatientAsync(Guid ticketId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.InvoiceTicket);
        var patient = await db.Tickets().Where(row => row.Id == ticketId).Select(row => row.Patient).SingleAsync(ct);
        if (patient.Fiscal is { Known: true } own)
            return new ReceptorForm(own.Rfc, own.Nombre, own.CodigoPostal, own.RegimenFiscal, own.UsoCfdi, patient.Email);
        var invoice = await db.CopagoInvoices().AsNoTracking()
            .Where(row => db.Tickets().Any(ticket => ticket.Id == row.TicketId && ticket.PatientId == patient.Id) && row.Uuid != null)
            .OrderByDescending(row => row.RequestedAt).ThenByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        var form = invoice is null ? ReceptorForm.Empty : Of(invoice);
        return form.Email.Length > 0 ? form : form with { Email = patient.Email };
    }

    private static ReceptorForm Of(CopagoInvoice invoice) =>
        new(invoice.Rfc.Value, invoice.Nombre, invoice.CodigoPostal.Value, invoice.RegimenFiscal, invoice.UsoCfdi, invoice.Email);
}
