using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.AutoFactura;

/// <summary>How somebody without an account came to a ticket.</summary>
public enum TicketAccess
{
    /// <summary>By its folio and total: may invoice it, sees nothing else of it.</summary>
    Folio,

    /// <summary>By its unguessable link: sees all of it.</summary>
    Link,

    /// <summary>At the practice's desk, signed in: sees all of it, and is not held to the patient's window.</summary>
    Desk,
}

/// <summary>A ticket found by the public.</summary>
public sealed record FoundTicket(Guid PracticeId, Guid TicketId);

/// <summary>Finds a ticket for somebody without an account, among those of every practice; from then on the scope acts for its practice.</summary>
public sealed class FindPublicTicket(IDatabase database, Actor actor)
{
    private const int TokenLength = 22;
    private const string Who = "paciente";

    public async Task<FoundTicket?> ByTokenAsync(string token, CancellationToken ct) =>
        token.Length == TokenLength ? await ActAsync(db => db.Where(ticket => ticket.Token == token), ct) : null;

    /// <summary>Both must be right.</summary>
    /// <param name="folio">However it is typed: without its hyphen or with another, with "Ticket" or "#" before it, in any case.</param>
    /// <param name="total">However it is typed, in pesos: also with a comma before the cents.</param>
    public async Task<FoundTicket?> ByFolioAsync(string folio, string total, CancellationToken ct)
    {
        if (TicketFolio.Read(folio) is not { } wanted)
            return null;
        var read = TypedMoney.Read(total);
        var meant = read.Ok ? [read.Value] : read.Proposals.ToList();
        return meant.Count == 0 ? null : await ActAsync(db => db.Where(ticket => ticket.Folio == wanted && meant.Contains(ticket.Total)), ct);
    }

    /// <summary>One that was found before.</summary>
    public async Task<FoundTicket?> AgainAsync(Guid ticketId, CancellationToken ct) =>
        await ActAsync(db => db.Where(ticket => ticket.Id == ticketId), ct);

    private async Task<FoundTicket?> ActAsync(Func<IQueryable<Ticket>, IQueryable<Ticket>> which, CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var found = await which(db.Tickets().IgnoreQueryFilters()).Select(ticket => new FoundTicket(ticket.PracticeId, ticket.Id)).SingleOrDefaultAsync(ct);
        if (found is not null)
        {
            if (actor.Kind != ActorKind.Nobody)
                return actor.PracticeId == found.PracticeId ? found : null;
            actor.ActAsPatient(found.PracticeId, Who);
        }

        return found;
    }
}

/// <summary>The patient's invoice as its public page shows it.</summary>
/// <param name="Mail">The message that it goes with, when it was asked for.</param>
public sealed record PublicInvoice(
    Guid Id, string Rfc, string Serie, int Folio, string? Uuid, TicketInvoiceStatus Status, string? WaitingBecause, bool SinValidezFiscal, Mail? Mail);

/// <summary>A ticket as its public page shows it; Total in pesos.</summary>
/// <param name="Lines">What was charged; empty for who has only the folio.</param>
/// <param name="Invoice">Its live invoice; null for who has only the folio.</param>
/// <param name="Rejection">Why the last attempt was refused; null for who has only the folio.</param>
/// <param name="Refusal">Why it can't be invoiced now.</param>
/// <param name="MayCorrect">Whether the invoice may be replaced by a corrected one.</param>
/// <param name="Earlier">What became of the invoices that it took the place of, in words; empty for who has only the folio.</param>
/// <param name="Mails">Whether the practice can send mail.</param>
public sealed record PublicTicket(
    Guid Id, string Practice, string Folio, DateOnly Day, decimal Total, string FormaPago, DateOnly LastDay,
    IReadOnlyList<(string Text, decimal Amount)> Lines, PublicInvoice? Invoice, string? Rejection, string? Refusal, bool MayCorrect,
        IReadOnlyList<string> Earlier, bool Mails);

/// <summary>Shows a ticket to the public: nothing of the patient, and of the invoice only to who came by the link.</summary>
public sealed class ViewPublicTicket(HonorarioStorage storage, PlaceClock places)
{
    public async Task<PublicTicket> RunAsync(Guid ticketId, TicketAccess by, CancellationToken ct)
    {
        await using var db = storage.Open(Right.InvoiceTicket);
        var ticket = await db.Tickets().AsNoTracking().Include(row => row.Emisor).Include(row => row.Lines).ThenInclude(line => line.Service)
            .SingleAsync(row => row.Id == ticketId, ct);
        var practice = await db.Practices.Where(row => row.Id == ticket.PracticeId).Select(row => row.Name).SingleAsync(ct);
        var lastDay = (await CopagoSettings.OfAsync(db, ct)).LastDay(ticket.Day);
        var all = by != TicketAccess.Folio;
        var request = new InvoicingRequest(by == TicketAccess.Desk);
        var invoice = all && ticket.InvoiceId is { } id ? await InvoiceAsync(db, id, ct) : null;
        var last = all
            ? await db.CopagoInvoices().AsNoTracking().Where(row => row.TicketId == ticketId).OrderByDescending(row => row.RequestedAt)
            .ThenByDescending(row => row.Id).FirstOrDefaultAsync(ct) : null;
        return new PublicTicket(
            ticket.Id, practice, ticket.Folio, ticket.Day, ticket.Total, ticket.FormaPago, lastDay,
            all ? await TicketTexts.OfAsync(db, ticket, ct) : [],
            invoice,
            last is { Status: TicketInvoiceStatus.Rechazada } ? last.Rejection : null,
            (await InvoicingRules.RefusalAsync(db, ticket, places, request, ct))?.Message,
            invoice is not null && await InvoicingRules.RefusalAsync(db, ticket, places, request with { Corrects = invoice.Id }, ct) is null,
            invoice is null ? [] : await EarlierAsync(db, ticketId, invoice.Id, ct),
            await db.MailServers().AnyAsync(ct));
    }

    private static async Task<IReadOnlyList<string>> EarlierAsync(HonorarioDb db, Guid ticketId, Guid current, CancellationToken ct)
    {
        var rows = await db.CopagoInvoices().AsNoTracking()
            .Where(row => row.TicketId == ticketId && row.Id != current && row.Uuid != null).OrderBy(row => row.RequestedAt).ThenBy(row => row.Id)
                .ToListAsync(ct);
        return
        [
            .. rows.Select(row => row.Status switch
            {
                TicketInvoiceStatus.Cancelada => $"La factura {row.Serie}{row.Folio} quedó cancelada.",
                TicketInvoiceStatus.EnProcesoDeCancelacion =>
                    $"La factura {row.Serie}{row.Folio} se está cancelando. Si el SAT te lo pide, acéptalo en tu Buzón Tributario.",
                _ => $"La factura {row.Serie}{row.Folio} aún no se cancela: el consultorio se encarga. No la uses.",
            }),
        ];
    }

    private static async Task<PublicInvoice> InvoiceAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct)
    {
        var found = await (
            from row in db.CopagoInvoices().AsNoTracking()
            where row.Id == invoiceId
            join sealing in db.SealedCfdis().AsNoTracking() on row.Id equals sealing.SubjectId
            where sealing.State != PacState.Rejected
            select new { Invoice = row, Document = sealing }).SingleAsync(ct);
        var (invoice, document) = (found.Invoice, found.Document);
        var mail = await db.Mails().AsNoTracking().Where(row => row.SubjectId == invoiceId).OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(ct);
        return new PublicInvoice(
            invoice.Id, invoice.Rfc.Value, invoice.Serie, invoice.Folio, invoice.Uuid?.ToString(), invoice.Status, document.WaitingBecause,
                document.SinValidezFiscal, mail);
    }
}
