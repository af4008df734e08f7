using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Printing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>"Sí": sends the ticket to the patient's e-mail and remembers it with the patient.</summary>
public sealed class MailTicket(HonorarioStorage storage, OutboxSignal signal, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid ticketId, string email, CancellationToken cancellation)
    {
        if (email.Trim().Length == 0 || !ReceptorForm.IsEmailOrNothing(email))
            return new Problem("Email", "El correo no tiene la forma correcta: escríbelo como nombre@dominio.mx.");
        await using var db = storage.Open();
        if (await db.Tickets.Include(row => row.Patient).SingleOrDefaultAsync(row => row.Id == ticketId, cancellation) is not { } ticket)
            return new Problem("", "El ticket no existe en esta cuenta.");
        var now = clock.GetUtcNow().UtcDateTime;
        ticket.Patient.Email = email.Trim();
        db.Outbox.Add(new OutboxMessage { Kind = SendTicketMail.Kind, SubjectId = ticketId, CreatedAt = now, DueAt = now });
        db.Record(ticketId, now, "Ticket enviado por correo");
        await db.SaveChangesAsync(cancellation);
        signal.Raise();
        return ticketId;
    }
}

/// <summary>Carries out <see cref="MailTicket"/>.</summary>
public sealed class SendTicketMail(ViewTicket view, IMailer mailer) : IOutboxHandler
{
    public const string Kind = "ticket-mail";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken cancellation)
    {
        var ticket = (await view.RunAsync(subjectId, cancellation))!;
        var link = ticket.Printed.InvoiceLink is { } open ? $"\n\nPara facturarlo abre {open} a más tardar el {ticket.Printed.LastDayToInvoice:dd/MM/yyyy}." : "";
        return await mailer.SendAsync(
            ticket.Email,
            $"Tu ticket {ticket.Printed.Folio} de {ticket.Printed.PracticeName}",
            $"Gracias por tu pago. Adjuntamos tu ticket {ticket.Printed.Folio}.{link}",
            [new Download($"ticket-{ticket.Printed.Folio}.pdf", "application/pdf", PrintedTicket.Render(ticket.Printed, TicketPaper.Letter))],
            attempt,
            cancellation);
    }
}

/// <summary>Sends a patient's stamped invoice, XML and PDF, to where it was asked for.</summary>
public sealed class MailCopagoInvoice(HonorarioStorage storage, CopagoFiles files, IMailer mailer) : IOutboxHandler
{
    public const string Kind = "copago-mail";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var invoice = await db.CopagoInvoices.AsNoTracking().SingleAsync(row => row.Id == subjectId, cancellation);
        var xml = (await files.XmlAsync(subjectId, cancellation))!;
        var pdf = (await files.PdfAsync(subjectId, cancellation))!;
        return await mailer.SendAsync(
            invoice.Email,
            $"Tu factura {invoice.Serie}{invoice.Folio}",
            $"Adjuntamos la factura de tu copago, folio fiscal {invoice.Uuid}, en XML y PDF.",
            [xml, pdf],
            attempt,
            cancellation);
    }
}
