using Honorario.Billing.Cancelacion;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Which services: those of an insurer in a period, both ends included.</summary>
public sealed record ServicePeriod(DateOnly From, DateOnly To, Guid InsurerId);

/// <summary>A service as listed, with the invoice that has it, if any.</summary>
public sealed record ServiceRow(
    Guid Id, string Folio, DateOnly Date, string Patient, string Cpt, decimal InsurerAmount, decimal Copay, Guid? InvoiceId, string? ControlNumber);

/// <summary>A page of services and what the whole period adds up to, in pesos.</summary>
/// <param name="Page">The rows.</param>
/// <param name="Total">Monto total de servicios: what the insurer finances of all of them.</param>
/// <param name="Unbilled">How many are on no invoice yet.</param>
/// <param name="UnbilledTotal">What those add up to.</param>
public sealed record ServicesFound(Page<ServiceRow> Page, decimal Total, int Unbilled, decimal UnbilledTotal);

/// <summary>The list behind "Servicios realizados" and behind the wizard's selection.</summary>
public sealed class FindServices(HonorarioStorage storage)
{
    public const int PageSize = 25;

    /// <param name="period">Which services.</param>
    /// <param name="page">From 0.</param>
    /// <param name="billableBy">Only those that this draft may have: its own and the unbilled.</param>
    /// <param name="cancellation">Stops the query.</param>
    public async Task<ServicesFound> RunAsync(ServicePeriod period, int page, Guid? billableBy, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var services = db.Services.Performed(period);
        if (billableBy is { } draft)
            services = services.BillableBy(db, draft);
        var unbilled = services.Where(service => !db.InvoiceLines.Any(line => line.ServiceId == service.Id && line.ReleasedAt == null));

        var rows = await (
            from service in services
            join patient in db.Patients on service.PatientId equals patient.Id
            from line in db.InvoiceLines.Where(line => line.ServiceId == service.Id && line.ReleasedAt == null).DefaultIfEmpty()
            from invoice in db.Invoices.Where(invoice => invoice.Id == line!.InvoiceId).DefaultIfEmpty()
            orderby service.Date, service.Folio
            select new ServiceRow(
                service.Id, service.Folio, service.Date, patient.Name, service.Cpt, service.InsurerAmount, service.Copay,
                invoice == null ? null : invoice.Id, invoice == null ? null : invoice.ControlNumber))
            .Skip(page * PageSize).Take(PageSize).ToListAsync(cancellation);

        return new ServicesFound(
            new Page<ServiceRow>(rows, await services.CountAsync(cancellation)),
            await services.SumAsync(service => service.InsurerAmount, cancellation),
            await unbilled.CountAsync(cancellation),
            await unbilled.SumAsync(service => service.InsurerAmount, cancellation));
    }

    /// <summary>The services of an invoice, a page at a time from 0.</summary>
    public async Task<Page<ServiceRow>> OfInvoiceAsync(Guid invoiceId, int page, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var lines = db.InvoiceLines.Where(line => line.InvoiceId == invoiceId);
        var rows = await (
            from line in lines
            join patient in db.Patients on line.Service.PatientId equals patient.Id
            orderby line.Service.Date, line.Service.Folio
            select new ServiceRow(
                line.ServiceId, line.Service.Folio, line.Service.Date, patient.Name, line.Service.Cpt, line.Service.InsurerAmount, line.Service.Copay, invoiceId, null))
            .Skip(page * PageSize).Take(PageSize).ToListAsync(cancellation);
        return new Page<ServiceRow>(rows, await lines.CountAsync(cancellation));
    }

    /// <summary>What a draft has chosen so far: the services and what the insurer finances of each, in pesos.</summary>
    public async Task<Dictionary<Guid, decimal>> ChosenAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await db.InvoiceLines.Where(line => line.InvoiceId == invoiceId)
            .Select(line => new { line.ServiceId, line.Service.InsurerAmount })
            .ToDictionaryAsync(line => line.ServiceId, line => line.InsurerAmount, cancellation);
    }
}

internal static class ServiceQueries
{
    public static IQueryable<MedicalService> Performed(this IQueryable<MedicalService> services, ServicePeriod period) =>
        services.Where(service => service.InsurerId == period.InsurerId && service.Date >= period.From && service.Date <= period.To);

    /// <summary>Those on no live invoice, or on this one, or on the one that this one replaces.</summary>
    public static IQueryable<MedicalService> BillableBy(this IQueryable<MedicalService> services, HonorarioDb db, Guid invoiceId) =>
        services.Where(service => !db.InvoiceLines.Any(
            line => line.ServiceId == service.Id && line.ReleasedAt == null && line.InvoiceId != invoiceId
                && !db.Replacements.Live().Any(one => one.SubjectId == invoiceId && one.ReplacedId == line.InvoiceId)));
}
