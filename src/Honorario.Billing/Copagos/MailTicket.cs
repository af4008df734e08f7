using Honorario.Billing.Auditoria;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Printing;
using Honorario.Printing.Content;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>"Sí": sends the ticket to the patient's e-mail and remembers it with the patient.</summary>
public sealed class MailTicket(HonorarioStorage storage, ViewTicket view, QueueMail queue, OutboxSignal signal)
{
    /// <returns>The message as it waits; the one that already waits for that address when it is asked again.</returns>
    public async Task<Result<Mail>> RunAsync(Guid ticketId, string email, CancellationToken ct)
    {
        var address = email.Trim();
        if (address.Length == 0 || !ReceptorForm.IsEmailOrNothing(address))
            return new Problem(FieldNames.Email, "El correo no tiene la forma correcta: escríbelo como nombre@dominio.mx.");
        await using var db = storage.Open(Right.Charge);
        var patient = await db.Tickets().Where(row => row.Id == ticketId).Select(row => row.Patient).SingleOrDefaultAsync(ct);
        if (patient is null || await view.RunAsync(ticketId, ct) is not { Printed: var ticket })
            return new Problem("", "El ticket no existe en esta cuenta.");
        if (await db.Mails()
            .FirstOrDefaultAsync(row => row.SubjectId == ticketId && row.Recipients == address && row.State == MailState.EnEspera, ct) is { } waiting)
            return waiting;
        var link = ticket.InvoiceLink is { } open ? $"\n\nPara facturarlo abre {open} a más tardar el {ticket.LastDayToInvoice:dd/MM/yyyy}." : "";
        var queued = queue.Add(db, TicketMail.About, ticketId, new MailForm(
            address, $"Tu ticket {ticket.Folio} de {ticket.PracticeName}", $"Gracias por tu pago. Adjuntamos tu ticket {ticket.Folio}.{link}"));
        if (queued.Value is not { } mail)
            return queued;
        patient.Email = address;
        db.Record(ticketId, mail.CreatedAt, "Correo en espera", mail.Recipients);
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return mail;
    }

    /// <summary>Whether the practice has a mail server; without one messages wait.</summary>
    public async Task<bool> CanSendAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        return await db.MailServers().AnyAsync(ct);
    }

    /// <summary>The messages with this ticket and with its invoices, newest first.</summary>
    public async Task<IReadOnlyList<Mail>> ListAsync(Guid ticketId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        var invoices = db.CopagoInvoices().Where(row => row.TicketId == ticketId).Select(row => row.Id);
        return await db.Mails().AsNoTracking().Where(row => row.SubjectId == ticketId || invoices.Contains(row.SubjectId))
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).ToListAsync(ct);
    }
}

/// <summary>A ticket goes by mail as a PDF.</summary>
public sealed class TicketMail(ViewTicket view) : IMailSubject
{
    public const string About = "ticket";

    public async Task<IReadOnlyList<Download>> FilesAsync(Guid subjectId, CancellationToken ct)
    {
        var ticket = (await view.RunAsync(subjectId, ct))!.Printed;
        return [new Download($"ticket-{FileName.Part(ticket.Folio)}.pdf", "application/pdf", PrintedTicket.Render(ticket, TicketPaper.Letter))];
    }
}
