using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Pacientes;

/// <summary>A patient as its page shows it.</summary>
/// <param name="Patient">With its policies.</param>
/// <param name="Policies">Each policy with its insurer's name.</param>
/// <param name="Services">How many services.</param>
/// <param name="Copays">All its copays, in pesos.</param>
/// <param name="Paid">What of them was charged.</param>
/// <param name="First">The day of its first service; null without any.</param>
/// <param name="History">What happened to it, its services, tickets and invoices, latest first; the last fifty.</param>
public sealed record PatientView(
    Patient Patient, IReadOnlyList<PolicyRow> Policies, int Services, decimal Copays, decimal Paid, DateOnly? First,
    IReadOnlyList<AuditEntry> History)
{
    public decimal Owed => Copays - Paid;
}

/// <summary>A policy with its insurer's name.</summary>
public sealed record PolicyRow(Guid Id, Guid InsurerId, string Insurer, string Number, string Plan);

/// <summary>A service of a patient, with the invoice that has it and what was charged of its copay, in pesos.</summary>
public sealed record PatientService(
    Guid Id, string Folio, DateOnly Date, string Cpt, string Insurer, decimal InsurerAmount, decimal Copay, decimal Paid, Guid? InvoiceId,
        string? ControlNumber);

/// <summary>A ticket of a patient; Total in pesos.</summary>
/// <param name="Invoice">Serie and folio of the patient's live invoice of it; null for none.</param>
public sealed record PatientTicket(Guid Id, string Folio, DateOnly Day, decimal Total, bool Undone, string? Invoice, TicketInvoiceStatus? Status);

/// <summary>A message that went out about one of its tickets or invoices.</summary>
public sealed record PatientMail(Guid Id, DateTime CreatedAt, string Recipients, string Title, DateTime? SentAt, string StateText);

/// <summary>Loads the page of a patient, its lists a page at a time from 0.</summary>
public sealed class ViewPatient(HonorarioStorage storage)
{
    public const int PageSize = 25;
    private const int MostHistory = 50;

    /// <returns>Null when this account has no such patient.</returns>
    public async Task<PatientView?> RunAsync(Guid patientId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients, Right.OwnData);
        if (await db.Patients().AsNoTracking().Include(row => row.Policies).SingleOrDefaultAsync(row => row.Id == patientId, ct) is not { } patient)
            return null;
        var policies = await db.Policies().Where(row => row.PatientId == patientId).OrderBy(row => row.Id)
            .Join(db.Insurers(), policy => policy.InsurerId, insurer => insurer.Id,
                (policy, insurer) => new PolicyRow(policy.Id, insurer.Id, insurer.Name, policy.Number, policy.Plan))
            .ToListAsync(ct);
        var services = db.Services().Where(row => row.PatientId == patientId);
        var copays = await services.SumAsync(row => row.Copay, ct);
        var paid = await db.TicketLines().Where(line => line.UndoneAt == null && services.Any(service => service.Id == line.ServiceId))
            .SumAsync(line => line.Amount, ct);
        var tickets = Tickets(db, patientId);
        var subjects = db.AllServices().Where(row => row.PatientId == patientId).Select(row => row.Id)
            .Concat(tickets.Select(row => row.Id))
            .Concat(db.CopagoInvoices().Where(row => tickets.Any(ticket => ticket.Id == row.TicketId)).Select(row => row.Id));
        var history = await db.Audit().AsNoTracking().Where(entry => entry.SubjectId == patientId || subjects.Contains(entry.SubjectId))
            .OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Id)
            .Take(MostHistory).ToListAsync(ct);
        return new PatientView(patient, policies, await services.CountAsync(ct), copays, paid,
            await services.MinAsync(row => (DateOnly?)row.Date, ct), history);
    }

    public async Task<Page<PatientService>> ServicesAsync(Guid patientId, int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients);
        var services = db.Services().Where(row => row.PatientId == patientId);
        var rows = await (
            from service in services
            join insurer in db.Insurers() on service.InsurerId equals insurer.Id
            from line in db.InvoiceLines().Where(line => line.ServiceId == service.Id && line.ReleasedAt == null).DefaultIfEmpty()
            from invoice in db.Invoices().Where(invoice => invoice.Id == line!.InvoiceId).DefaultIfEmpty()
            orderby service.Date descending, service.Folio descending
            select new PatientService(
                service.Id, service.Folio, service.Date, service.Modifiers == "" ? service.Cpt : service.Cpt + "-" + service.Modifiers, insurer.Name,
                    service.InsurerAmount, service.Copay,
                db.TicketLines().Where(charge => charge.ServiceId == service.Id && charge.UndoneAt == null).Sum(charge => charge.Amount),
                invoice == null ? null : invoice.Id, invoice == null ? null : invoice.ControlNumber))
            .Skip(page * PageSize).Take(PageSize).ToListAsync(ct);
        return new Page<PatientService>(rows, await services.CountAsync(ct));
    }

    public async Task<Page<PatientTicket>> TicketsAsync(Guid patientId, int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients);
        var tickets = Tickets(db, patientId);
        var rows = await (
            from ticket in tickets
            from invoice in db.CopagoInvoices().Where(invoice => invoice.Id == ticket.InvoiceId).DefaultIfEmpty()
            orderby ticket.Number descending
            select new PatientTicket(
                ticket.Id, ticket.Folio, ticket.Day, ticket.Total, ticket.UndoneAt != null,
                invoice == null ? null : invoice.Serie + invoice.Folio, invoice == null ? null : invoice.Status))
            .Skip(page * PageSize).Take(PageSize).ToListAsync(ct);
        return new Page<PatientTicket>(rows, await tickets.CountAsync(ct));
    }

    public async Task<Page<PatientMail>> MailsAsync(Guid patientId, int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients);
        var mails = Mails(db, patientId).AsNoTracking();
        var rows = await mails.OrderByDescending(mail => mail.CreatedAt).ThenByDescending(mail => mail.Id).Skip(page * PageSize).Take(PageSize)
            .ToListAsync(ct);
        return new Page<PatientMail>(
            [.. rows.Select(mail => new PatientMail(mail.Id, mail.CreatedAt, mail.Recipients, mail.Title, mail.SentAt, mail.StateText))],
            await mails.CountAsync(ct));
    }

    private static IQueryable<Ticket> Tickets(HonorarioDb db, Guid patientId) =>
        db.Tickets().Where(row => row.PatientId == patientId && db.Patients().Any(patient => patient.Id == row.PatientId));

    /// <summary>What was sent about its tickets and their invoices.</summary>
    internal static IQueryable<Mail> Mails(HonorarioDb db, Guid patientId)
    {
        var tickets = Tickets(db, patientId);
        return db.Mails().Where(mail => tickets.Any(ticket => ticket.Id == mail.SubjectId)
            || db.CopagoInvoices().Any(invoice => invoice.Id == mail.SubjectId && tickets.Any(ticket => ticket.Id == invoice.TicketId)));
    }
}
