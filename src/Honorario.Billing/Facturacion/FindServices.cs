using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What a list of services can be ordered by.</summary>
public enum ServiceColumn
{
    Fecha,
    Folio,
    Paciente,
    Servicio,
    Copago,
    Monto,
    Factura,
}

/// <summary>Which services: those of an insurer in a period, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="InsurerId">Who finances them; null for whoever does.</param>
/// <param name="Text">Part of the folio, of the patient's name, or of the CPT-4 code or its description.</param>
/// <param name="Billed">Only those that are on an invoice, or only those that are on none.</param>
public sealed record ServicePeriod(DateOnly From, DateOnly To, Guid? InsurerId, string? Text = null, bool? Billed = null);

/// <summary>A service as listed, with the invoice that has it, if any.</summary>
public sealed record ServiceRow(
    Guid Id, string Folio, DateOnly Date, string Patient, string Cpt, decimal InsurerAmount, decimal Copay, string Plan, Guid? InvoiceId,
        string? ControlNumber, string Authorization, int Version, bool Draft, string? Alike);

/// <summary>A page of services and what the whole period adds up to, in pesos.</summary>
/// <param name="Page">The rows.</param>
/// <param name="Total">Monto total de servicios: what the insurer finances of all of them.</param>
/// <param name="Unbilled">How many are on no invoice yet.</param>
/// <param name="UnbilledTotal">What those add up to.</param>
public sealed record ServicesFound(Page<ServiceRow> Page, decimal Total, int Unbilled, decimal UnbilledTotal, decimal Copay);

/// <summary>The list behind "Servicios realizados" and behind the wizard's selection.</summary>
public sealed class FindServices(HonorarioStorage storage)
{
    public const int PageSize = 25;

    /// <param name="period">Which services.</param>
    /// <param name="page">Where.</param>
    /// <param name="billableBy">Only those that this draft may have: its own and the unbilled.</param>
    /// <param name="ct">Stops the query.</param>
    /// <param name="order">By date when absent.</param>
    public async Task<ServicesFound> RunAsync(ServicePeriod period, Place page, Guid? billableBy, CancellationToken ct, Order<ServiceColumn>? order = null)
    {
        await using var db = storage.Open(Right.SeePatients);
        var services = Matching(db, period, billableBy);
        var (rows, next) = await services.Listed(db, order).AtAsync(page, PageSize, ct);
        var sums = await services
            .Select(service => new
            {
                service.InsurerAmount,
                service.Copay,
                Billed = service.InsurerAmount == 0 || db.InvoiceLines().Any(line => line.ServiceId == service.Id && line.ReleasedAt == null),
            })
            .GroupBy(service => service.Billed)
            .Select(group => new
            {
                Billed = group.Key,
                Count = group.Count(),
                Sum = group.Sum(service => service.InsurerAmount),
                Copay = group.Sum(service => service.Copay),
            })
            .ToListAsync(ct);
        var unbilled = sums.Find(sum => !sum.Billed);
        return new ServicesFound(
            new Page<ServiceRow>(rows, sums.Sum(sum => sum.Count)) { Next = next },
            sums.Sum(sum => sum.Sum),
            unbilled?.Count ?? 0,
            unbilled?.Sum ?? 0,
            sums.Sum(sum => sum.Copay));
    }

    /// <summary>All that match, of whatever page, and what the insurer finances of each, in pesos.</summary>
    public async Task<Dictionary<Guid, decimal>> AllAsync(ServicePeriod period, Guid? billableBy, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients);
        return await Matching(db, period, billableBy).Select(service => new { service.Id, service.InsurerAmount })
            .ToDictionaryAsync(service => service.Id, service => service.InsurerAmount, ct);
    }

    /// <summary>The services of an invoice, a page at a time.</summary>
    public async Task<Page<ServiceRow>> OfInvoiceAsync(Guid invoiceId, Place page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var lines = db.InvoiceLines().Where(line => line.InvoiceId == invoiceId);
        var (rows, next) = await (
            from line in lines
            join patient in db.Patients() on line.Service.PatientId equals patient.Id
            orderby line.Service.Date, line.Service.Folio
            select new ServiceRow(
                line.ServiceId, line.Service.Folio, line.Service.Date, patient.Name,
                    line.Service.Modifiers == "" ? line.Service.Cpt : line.Service.Cpt + "-" + line.Service.Modifiers,
                    line.Service.InsurerAmount, line.Service.Copay,
                    line.Service.Plan, invoiceId, null, line.Service.Authorization, line.Service.Version, false, null))
            .AtAsync(page, PageSize, ct);
        return new Page<ServiceRow>(rows, await lines.CountAsync(ct)) { Next = next };
    }

    /// <summary>What a draft has chosen so far: the services and what the insurer finances of each, in pesos.</summary>
    public async Task<Dictionary<Guid, decimal>> ChosenAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients);
        return await db.InvoiceLines().Where(line => line.InvoiceId == invoiceId)
            .Select(line => new { line.ServiceId, line.Service.InsurerAmount })
            .ToDictionaryAsync(line => line.ServiceId, line => line.InsurerAmount, ct);
    }

    private static IQueryable<MedicalService> Matching(HonorarioDb db, ServicePeriod period, Guid? billableBy)
    {
        var services = db.Services().Performed(period).Saying(db, period);
        return billableBy is { } draft ? services.BillableBy(db, draft) : services;
    }
}
