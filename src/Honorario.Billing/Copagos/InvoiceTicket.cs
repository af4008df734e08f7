using Honorario.Billing.Correo;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;
using Emisor = Honorario.Billing.DatosFiscales.Emisor;

namespace Honorario.Billing.Copagos;

/// <summary>What would be stamped, and what the patient should know before.</summary>
public sealed record TicketPreview(Comprobante Document, IReadOnlyList<string> Warnings);

/// <summary>"Facturar copago", at the desk or by the patient: checks everything anew, seals, and leaves the stamp to the outbox.</summary>
public sealed class InvoiceTicket(HonorarioStorage storage, ComposeTickets compose, SealForStamping seal, PlaceClock places, OutboxSignal signal, FolioTurns turns, TimeProvider clock)
{
    /// <summary>The document as it would be stamped now; nothing is stored.</summary>
    public async Task<Result<TicketPreview>> PreviewAsync(Guid ticketId, ReceptorForm form, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var ticket = await OpenAsync(db, ticketId, cancellation);
        if (await RefuseAsync(db, ticket, cancellation) is { } refusal)
            return refusal;
        var receptor = form.Read();
        if (receptor.Value is not { } person)
            return receptor.Problems.ToList();
        var composed = await compose.ForPatientAsync(db, ticket!, person, cancellation);
        return composed.Value is { } document ? new TicketPreview(document, Warnings(document)) : composed.Problems.ToList();
    }

    /// <returns>The invoice's id; that of the one it already has when the same RFC asks again.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ticketId, ReceptorForm form, CancellationToken cancellation)
    {
        Guid emisorId;
        await using (var db = storage.Open())
            emisorId = await db.Tickets.Where(row => row.Id == ticketId).Select(row => row.EmisorId).SingleOrDefaultAsync(cancellation);
        using var turn = await turns.WaitAsync(emisorId, cancellation);
        var result = await Races.RetryAsync(() => SealAsync(ticketId, emisorId, form, cancellation));
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Guid ticketId, Guid emisorId, ReceptorForm form, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await FolioTurns.TakeAsync(db, emisorId, cancellation);
        var ticket = await OpenAsync(db, ticketId, cancellation);
        if (ticket?.InvoiceId is { } existing && await db.CopagoInvoices.AnyAsync(row => row.Id == existing && row.Rfc == AskingRfc(form), cancellation))
            return existing;
        if (await RefuseAsync(db, ticket, cancellation) is { } refusal)
            return refusal;
        var receptor = form.Read();
        if (receptor.Value is not { } person)
            return receptor.Problems.ToList();
        var composed = await compose.ForPatientAsync(db, ticket!, person, cancellation);
        if (composed.Value is not { } draft)
            return composed.Problems.ToList();

        var invoice = new CopagoInvoice
        {
            TicketId = ticket!.Id,
            Rfc = Rfc.Parse(person.Rfc),
            Nombre = person.Nombre,
            CodigoPostal = PostalCode.Parse(person.DomicilioFiscalReceptor),
            RegimenFiscal = person.RegimenFiscalReceptor,
            UsoCfdi = person.UsoCfdi,
            Email = form.Email.Trim(),
            Serie = ticket.Emisor.Serie,
            Folio = ticket.Emisor.NextFolio,
            Total = draft.Total,
            RequestedAt = clock.GetUtcNow().UtcDateTime,
        };
        var sealing = await seal.AddAsync(db, ticket.Emisor, DocumentKind.Copago, invoice.Id, draft, cancellation);
        if (sealing.Value is null)
            return sealing.Problems.ToList();
        ticket.BillTo(invoice);
        db.CopagoInvoices.Add(invoice);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return invoice.Id;
    }

    private static Task<Ticket?> OpenAsync(HonorarioDb db, Guid ticketId, CancellationToken cancellation) => db.Tickets
        .Include(row => row.Emisor).ThenInclude(emisor => emisor.Llaves)
        .Include(row => row.Lines).ThenInclude(line => line.Service)
        .SingleOrDefaultAsync(row => row.Id == ticketId, cancellation);

    private static Rfc? AskingRfc(ReceptorForm form) => Rfc.TryParse(form.Rfc, out var rfc) ? rfc : null;

    /// <summary>Why the ticket can't be invoiced on a day to somebody new, or null when it can.</summary>
    internal static Problem? Refusal(Ticket ticket, DateOnly lastDay, DateOnly today)
    {
        if (ticket.UndoneAt is not null)
            return new Problem("", $"El cobro del ticket {ticket.Folio} se deshizo: no hay nada que facturar.");
        if (ticket.InvoiceId is not null)
            return new Problem("", $"El ticket {ticket.Folio} ya está facturado. Ábrelo con el enlace o el código QR del ticket para ver la factura.");
        if (ticket.GlobalInvoiceId is not null)
            return new Problem("", $"El ticket {ticket.Folio} ya está en una factura global. Pide en el consultorio que la corrijan para facturarlo a tu nombre.");
        return today > lastDay
            ? new Problem("", $"El ticket {ticket.Folio} se podía facturar hasta el {lastDay:dd/MM/yyyy}. Llama al consultorio: aún puede decirte qué hacer.")
            : null;
    }

    private async Task<Problem?> RefuseAsync(HonorarioDb db, Ticket? ticket, CancellationToken cancellation) => ticket is null
        ? new Problem("", "El ticket no existe.")
        : Refusal(ticket, (await CopagoSettings.OfAsync(db, cancellation)).LastDay(ticket.Day), places.TodayAt(ticket.Emisor.CodigoPostal));

    private static List<string> Warnings(Comprobante document)
    {
        var warnings = new List<string>();
        if (document.FormaPago == PayCopay.Cash && document.Receptor.UsoCfdi.StartsWith('D'))
            warnings.Add("Se pagó en efectivo: el SAT no deja deducir honorarios médicos pagados así. Para deducirlos paga con tarjeta, transferencia o cheque.");
        if (!Rfc.Parse(document.Receptor.Rfc).HasRightCheckDigit)
            warnings.Add("El último carácter del RFC no es el que le toca: compáralo con tu Constancia antes de facturar.");
        return warnings;
    }
}

/// <summary>A patient's invoice hears of its stamp.</summary>
public sealed class CopagoStampOutcome(QueueMail mails) : IStampOutcome
{
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.CopagoInvoices.SingleAsync(row => row.Id == document.SubjectId, cancellation);
        invoice.Stamped(document.Uuid!, at);
        if (invoice.Email.Length > 0)
            mails.Add(db, CopagoMail.About, invoice.Id, CopagoMail.Of(invoice));
    }

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.CopagoInvoices.SingleAsync(row => row.Id == document.SubjectId, cancellation);
        invoice.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
        (await db.Tickets.SingleAsync(row => row.Id == invoice.TicketId, cancellation)).Release();
    }
}
