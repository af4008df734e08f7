using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>What keeps a service as it is.</summary>
/// <param name="ServiceId">Which service.</param>
/// <param name="Folio">Its folio.</param>
/// <param name="DraftId">The draft that has it and would go along; null when it is billed or charged.</param>
/// <param name="Message">What has it and, unless it is a draft, what must be undone first.</param>
/// <param name="Link">Where that is done.</param>
public sealed record ServiceHold(Guid ServiceId, string Folio, Guid? DraftId, string Message, string Link);

internal static class ServiceHolds
{
    /// <summary>What holds these services: an invoice, a draft of one, or a ticket that stands; nothing for those that are free.</summary>
    public static async Task<List<ServiceHold>> OfAsync(HonorarioDb db, IReadOnlyCollection<Guid> services, CancellationToken ct)
    {
        var invoiced = await (
            from line in db.InvoiceLines()
            where EF.Parameter(services).Contains(line.ServiceId) && line.ReleasedAt == null
            join invoice in db.Invoices() on line.InvoiceId equals invoice.Id
            select new
            {
                line.ServiceId,
                line.Service.Folio,
                invoice.Id,
                invoice.ControlNumber,
                invoice.Status,
                Sealed = db.SealedCfdis().Any(document => document.SubjectId == invoice.Id && document.State != PacState.Rejected),
                Replaces = db.Replacements().Live().Any(one => one.SubjectId == invoice.Id),
            }).ToListAsync(ct);
        var charged = await (
            from line in db.TicketLines()
            where EF.Parameter(services).Contains(line.ServiceId) && line.UndoneAt == null
            join ticket in db.Tickets() on line.TicketId equals ticket.Id
            orderby line.Charge
            select new { line.ServiceId, line.Service.Folio, ticket.Id, Ticket = ticket.Folio }).ToListAsync(ct);
        return
        [
            .. invoiced.Select(row =>
            {
                var link = $"/finanzas/facturacion/facturas/{row.Id}";
                var loose = row is { Status: InvoiceStatus.Borrador, Sealed: false, Replaces: false };
                var message = row switch
                {
                    { Replaces: true, Status: InvoiceStatus.Borrador } =>
                        $"El servicio {row.Folio} está en la factura {row.ControlNumber}, que sustituye a otra: elimina primero ese borrador, o espera a que "
                            + "se timbre.",
                    { Sealed: true, Status: InvoiceStatus.Borrador } =>
                        $"El servicio {row.Folio} está en la factura {row.ControlNumber}, que ya va en camino al PAC: espera su respuesta.",
                    { Status: InvoiceStatus.Borrador } => $"El servicio {row.Folio} está en el borrador {row.ControlNumber}.",
                    _ => $"El servicio {row.Folio} está en la factura {row.ControlNumber} ({row.Status.Text()}): cancélala primero.",
                };
                return new ServiceHold(row.ServiceId, row.Folio, loose ? row.Id : null, message, link);
            }),
            .. charged.DistinctBy(row => (row.ServiceId, row.Id)).Select(row => new ServiceHold(
                row.ServiceId, row.Folio, null, $"El copago del servicio {row.Folio} está cobrado en el ticket {row.Ticket}: deshaz primero ese cobro.",
                    $"/finanzas/cobros/ticket/{row.Id}")),
        ];
    }

    /// <summary>Of some services, those that no invoice, ticket or credit note tells of, now or in the past.</summary>
    public static IQueryable<MedicalService> Untold(this IQueryable<MedicalService> services, HonorarioDb db) => services.Where(row =>
        !db.InvoiceLines().Any(line => line.ServiceId == row.Id) && !db.TicketLines().Any(line => line.ServiceId == row.Id)
        && !db.CreditNotes().Any(note => note.Lines.Any(line => line.ServiceId == row.Id)));

    /// <summary>The others of them.</summary>
    public static IQueryable<MedicalService> Told(this IQueryable<MedicalService> services, HonorarioDb db) => services.Where(row =>
        db.InvoiceLines().Any(line => line.ServiceId == row.Id) || db.TicketLines().Any(line => line.ServiceId == row.Id)
        || db.CreditNotes().Any(note => note.Lines.Any(line => line.ServiceId == row.Id)));

    /// <summary>The holds that no draft is, as problems with a link.</summary>
    public static List<Problem> Firm(this IEnumerable<ServiceHold> holds) =>
        [.. holds.Where(hold => hold.DraftId is null).Select(hold => new Problem("", hold.Message, Link: hold.Link))];
}
