using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>"Búsqueda de Servicios a cobrar".</summary>
/// <param name="Patient">Part of the name, without regard to case or accents; "" for all.</param>
/// <param name="From">First day of the service.</param>
/// <param name="To">Last day of the service.</param>
/// <param name="OwedOnly">Only those with a balance.</param>
/// <param name="Page">From 0.</param>
public sealed record ChargeFilter(string Patient, DateOnly From, DateOnly To, bool OwedOnly = true, int Page = 0);

/// <summary>A service with a copay; amounts in pesos.</summary>
/// <param name="TicketId">Of the latest charge that stands; null for none.</param>
public sealed record ChargeRow(Guid ServiceId, string Folio, DateOnly Date, string Patient, string Cpt, decimal Copay, decimal Paid, Guid? TicketId)
{
    public decimal Balance => Copay - Paid;
}

/// <summary>The services whose copay is to be charged, by date and patient.</summary>
public sealed class FindCharges(HonorarioStorage storage)
{
    public const int PageSize = 25;

    public async Task<Page<ChargeRow>> RunAsync(ChargeFilter filter, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var name = SearchText.Of(filter.Patient);
        var found =
            from service in db.Services
            where service.Copay > 0 && service.Date >= filter.From && service.Date <= filter.To
            join patient in db.Patients on service.PatientId equals patient.Id
            where name == "" || patient.Search.Contains(name)
            select new
            {
                service,
                patient.Name,
                patient.Search,
                Paid = db.TicketLines.Where(line => line.ServiceId == service.Id && line.UndoneAt == null).Sum(line => line.Amount),
            };
        if (filter.OwedOnly)
            found = found.Where(row => row.Paid < row.service.Copay);

        var rows = await found
            .OrderByDescending(row => row.service.Date).ThenBy(row => row.Search).ThenBy(row => row.service.Folio)
            .Skip(filter.Page * PageSize).Take(PageSize)
            .Select(row => new ChargeRow(
                row.service.Id, row.service.Folio, row.service.Date, row.Name, row.service.Cpt, row.service.Copay, row.Paid,
                db.TicketLines.Where(line => line.ServiceId == row.service.Id && line.UndoneAt == null)
                    .OrderByDescending(line => line.Charge).Select(line => (Guid?)line.TicketId).FirstOrDefault()))
            .ToListAsync(cancellation);
        return new Page<ChargeRow>(rows, await found.CountAsync(cancellation));
    }

    /// <summary>One service; null when this account has none such with a copay.</summary>
    public async Task<ChargeRow?> OneAsync(Guid serviceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await (
            from service in db.Services
            where service.Id == serviceId && service.Copay > 0
            join patient in db.Patients on service.PatientId equals patient.Id
            select new ChargeRow(
                service.Id, service.Folio, service.Date, patient.Name, service.Cpt, service.Copay,
                db.TicketLines.Where(line => line.ServiceId == service.Id && line.UndoneAt == null).Sum(line => line.Amount), null))
            .SingleOrDefaultAsync(cancellation);
    }
}
