using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>What would be stamped, and what the patient should know before.</summary>
public sealed record TicketPreview(Comprobante Document, IReadOnlyList<string> Warnings);

/// <summary>"Facturar copago", at the desk or by the patient: checks everything anew, seals, and leaves the stamp to the outbox.</summary>
public sealed class InvoiceTicket(HonorarioStorage storage, ComposeTickets compose, SealForStamping seal, Replacing replacing, PlaceClock places,
    OutboxSignal signal, Turns turns, TimeProvider clock)
{
    /// <summary>The document as it would be stamped now; nothing is stored.</summary>
    public async Task<Result<TicketPreview>> PreviewAsync(Guid ticketId, ReceptorForm form, InvoicingRequest request, CancellationToken ct)
    {
        await using var db = storage.Open(Right.InvoiceTicket);
        var ticket = await OpenAsync(db, ticketId, ct);
        var composed = await ComposeAsync(db, ticket, form, request, ct);
        return composed.Value is { Document: var document }
            ? new TicketPreview(document, [.. InvoicingRules.Warnings(document, ticket!, request), .. Changed(form)])
            : composed.Problems.ToList();
    }

    /// <summary>What of the name is not as it was written.</summary>
    private static IEnumerable<string> Changed(ReceptorForm form) => TypedName.Read(form.Nombre).Note is { } note ? [note] : [];

    /// <returns>The invoice's id; that of the one it already has when the same is asked again.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ticketId, ReceptorForm form, InvoicingRequest request, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.InvoiceTicket))
            emisorId = await db.Tickets().Where(row => row.Id == ticketId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(storage, Right.InvoiceTicket, NumberLine.Folios(emisorId), turn => SealAsync(turn, ticketId, form, request, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, Guid ticketId, ReceptorForm form, InvoicingRequest request, CancellationToken ct)
    {
        var db = turn.Db;
        var ticket = await OpenAsync(db, ticketId, ct);
        if (await AskedBeforeAsync(db, ticket, form, request, ct) is { } existing)
            return existing;
        var composed = await ComposeAsync(db, ticket, form, request, ct);
        if (composed.Value is not var (draft, person, corrected))
            return composed.Problems.ToList();

        var invoice = new CopagoInvoice
        {
            TicketId = ticket!.Id,
            CorrectsId = corrected?.Id,
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
        var sealing = await seal.AddAsync(turn, ticket.Emisor, DocumentKind.Copago, invoice.Id, draft, request.Seen, ct);
        if (sealing.Value is null)
            return sealing.Problems.ToList();
        if (corrected is not null && await ReplaceAsync(db, corrected, invoice, ct) is { Count: > 0 } obstacles)
            return obstacles;
        ticket.BillTo(invoice);
        if (request.AtDesk && invoice.Email.Length > 0)
            (await db.Patients().SingleAsync(row => row.Id == ticket.PatientId, ct)).Email = invoice.Email;
        db.CopagoInvoices().Add(invoice);
        await db.SaveChangesAsync(ct);
        return invoice.Id;
    }

    private async Task<List<Problem>> ReplaceAsync(HonorarioDb db, CopagoInvoice corrected, CopagoInvoice invoice, CancellationToken ct)
    {
        var prepared = await replacing.PrepareAsync(db, corrected.Id, invoice.Id, invoice.RequestedAt, ct);
        if (prepared.Value is not { } replacement)
            return [.. prepared.Problems];
        return await replacing.BeginAsync(db, replacement, invoice.RequestedAt, ct) is { } obstacle ? [obstacle] : [];
    }

    private async Task<Result<Draft>> ComposeAsync(HonorarioDb db, Ticket? ticket, ReceptorForm form, InvoicingRequest request, CancellationToken ct)
    {
        if (ticket is null)
            return new Problem("", "El ticket no existe.");
        if (await InvoicingRules.RefusalAsync(db, ticket, places, request, ct) is { } refusal)
            return refusal;
        var receptor = form.Read(request.AtDesk);
        if (receptor.Value is not { } person)
            return receptor.Problems.ToList();
        var corrected = request.Corrects is { } id ? await db.CopagoInvoices().SingleAsync(row => row.Id == id, ct) : null;
        if (corrected?.IsTo(person) == true)
            return new Problem("", "No cambiaste ningún dato: la factura ya dice eso mismo.");
        var composed = await compose.ForPatientAsync(db, ticket, person, corrected?.Uuid, request.AtDesk, ct);
        return composed.Value is { } document ? new Draft(document, person, corrected) : composed.Problems.ToList();
    }

    private static async Task<Guid?> AskedBeforeAsync(HonorarioDb db, Ticket? ticket, ReceptorForm form, InvoicingRequest request, CancellationToken ct)
    {
        if (ticket?.InvoiceId is not { } current || form.Read(request.AtDesk).Value is not { } person)
            return null;
        var invoice = await db.CopagoInvoices().AsNoTracking().SingleAsync(row => row.Id == current, ct);
        var same = request.Corrects is null ? invoice.Rfc.Value == person.Rfc : invoice.CorrectsId == request.Corrects && invoice.IsTo(person);
        return same ? current : null;
    }

    private static Task<Ticket?> OpenAsync(HonorarioDb db, Guid ticketId, CancellationToken ct) => db.Tickets()
        .Include(row => row.Emisor).ThenInclude(emisor => emisor.Llaves)
        .Include(row => row.Lines).ThenInclude(line => line.Service)
        .SingleOrDefaultAsync(row => row.Id == ticketId, ct);

    private sealed record Draft(Comprobante Document, Receptor Person, CopagoInvoice? Corrected);
}

/// <summary>What the PAC's answer means for a patient's invoice: stamped, it goes by mail and what it takes the place of is cancelled.</summary>
public sealed class CopagoStampOutcome(QueueMail mails) : IStampOutcome
{
    /// <summary>The name of the <see cref="IMailSubject"/> that it is sent as.</summary>
    public const string MailAbout = "copago";

    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var invoice = await db.CopagoInvoices().SingleAsync(row => row.Id == document.SubjectId, ct);
        invoice.Stamped(document.Uuid!, at);
        if (invoice.Email.Length > 0)
            mails.Add(db, MailAbout, invoice.Id, new MailForm(
                invoice.Email,
                    $"Tu factura {invoice.Serie}{invoice.Folio}", $"Adjuntamos la factura de tu copago, folio fiscal {invoice.Uuid}, en XML y PDF."));
        if (await db.Tickets().AnyAsync(row => row.Id == invoice.TicketId && row.GlobalInvoiceId != null, ct))
            db.Outbox().Add(new OutboxMessage { Kind = CancelReplacedLater.Kind, SubjectId = invoice.Id, CreatedAt = at, DueAt = at });
    }

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var invoice = await db.CopagoInvoices().SingleAsync(row => row.Id == document.SubjectId, ct);
        invoice.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
        (await db.Tickets().SingleAsync(row => row.Id == invoice.TicketId, ct)).LeaveInvoice();
    }
}
