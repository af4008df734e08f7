using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>What the services to charge can be ordered by.</summary>
public enum ChargeColumn
{
    Fecha,
    Paciente,
    Folio,
    Servicio,
    Copago,
    Pagado,
    Saldo,
}

/// <summary>"Búsqueda de Servicios a cobrar".</summary>
/// <param name="Patient">Part of the name, without regard to case or accents, or of the folio of the service or of a ticket that stands; "" for all.</param>
/// <param name="From">First day of the service.</param>
/// <param name="To">Last day of the service.</param>
/// <param name="OwedOnly">Only those with a balance.</param>
/// <param name="Page">Where.</param>
/// <param name="Order">The latest services first when absent.</param>
public sealed record ChargeFilter(string Patient, DateOnly From, DateOnly To, bool OwedOnly = true, Place Page = default, Order<ChargeColumn>? Order = null);

/// <summary>A service with a copay; amounts in pesos.</summary>
/// <param name="TicketId">Of the latest charge that stands; null for none.</param>
public sealed record ChargeRow(Guid ServiceId, string Folio, DateOnly Date, string Patient, string Cpt, decimal Copay, decimal Paid, Guid? TicketId)
{
    public decimal Balance => Copay - Paid;
}

/// <summary>A page of services and what the whole search adds up to, in pesos.</summary>
public sealed record ChargesFound(Page<ChargeRow> Page, decimal Copay, decimal Paid)
{
    public decimal Balance => Copay - Paid;
}

/// <summary>The services whose copay is to be charged, by date and patient unless told otherwise.</summary>
public sealed class FindCharges(HonorarioStorage storage)
{
    public const int PageSize = 25;

    private static readonly SheetColumn<ChargeRow>[] Columns =
    [
        new("Paciente", row => row.Patient),
        new("Fecha", row => row.Date),
        new("Folio", row => row.Folio),
        new("CPT4", row => row.Cpt),
        new("Servicio", row => Cpt4.Shipped.GetValueOrDefault(row.Cpt)),
        new("Copago", row => row.Copay),
        new("Pagado", row => row.Paid),
        new("Saldo", row => row.Balance),
    ];

    public async Task<ChargesFound> RunAsync(ChargeFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        var found = Matching(db, filter);
        var (rows, next) = await Listed(db, found, filter.Order).AtAsync(filter.Page, PageSize, ct);
        var sum = await found.GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), Copay = all.Sum(row => row.Service.Copay), Paid = all.Sum(row => row.Paid) })
            .SingleOrDefaultAsync(ct);
        return new ChargesFound(new Page<ChargeRow>(rows, sum?.Count ?? 0) { Next = next }, sum?.Copay ?? 0, sum?.Paid ?? 0);
    }

    /// <summary>"Exportar": the whole search, in its order.</summary>
    public StreamedFile Export(ChargeFilter filter, SheetFormat format) =>
        SheetExport.Of("servicios-a-cobrar", format, Columns, storage, Right.SeeCharges, db => Listed(db, Matching(db, filter), filter.Order));

    /// <summary>One service; null when this account has none such with a copay.</summary>
    public async Task<ChargeRow?> OneAsync(Guid serviceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        return await (
            from service in db.Services()
            where service.Id == serviceId && service.Copay > 0
            join patient in db.Patients() on service.PatientId equals patient.Id
            select new ChargeRow(
                service.Id, service.Folio, service.Date, patient.Name, service.Cpt, service.Copay,
                db.TicketLines().Where(line => line.ServiceId == service.Id && line.UndoneAt == null).Sum(line => line.Amount), null))
            .SingleOrDefaultAsync(ct);
    }

    private static IQueryable<Charge> Matching(HonorarioDb db, ChargeFilter filter)
    {
        var text = filter.Patient.Trim();
        var written = TicketFolio.Part(text);
        var named = db.AllServices().Naming(db, text).Select(service => service.Id);
        var found =
            from service in db.Services()
            where service.Copay > 0 && service.Date >= filter.From && service.Date <= filter.To
            join patient in db.Patients() on service.PatientId equals patient.Id
            where text == "" || named.Contains(service.Id)
                || db.TicketLines()
                    .Any(line => line.ServiceId == service.Id && line.UndoneAt == null
                    && db.Tickets().Any(ticket => ticket.Id == line.TicketId && ticket.Folio.Contains(written)))
            select new Charge
            {
                Service = service,
                Patient = patient,
                Paid = db.TicketLines().Where(line => line.ServiceId == service.Id && line.UndoneAt == null).Sum(line => line.Amount),
            };
        return filter.OwedOnly ? found.Where(row => row.Paid < row.Service.Copay) : found;
    }

    /// <summary>As rows of the list, in the order asked for; what is alike there, the latest first and then by patient and folio.</summary>
    private static IQueryable<ChargeRow> Listed(HonorarioDb db, IQueryable<Charge> found, Order<ChargeColumn>? asked)
    {
        var order = asked ?? new Order<ChargeColumn>(ChargeColumn.Fecha, Descending: true);
        return (order.By switch
        {
            ChargeColumn.Paciente => order.Sort(found, row => row.Patient.Search),
            ChargeColumn.Folio => order.Sort(found, row => row.Service.Folio),
            ChargeColumn.Servicio => order.Sort(found, row => row.Service.Cpt),
            ChargeColumn.Copago => order.Sort(found, row => row.Service.Copay),
            ChargeColumn.Pagado => order.Sort(found, row => row.Paid),
            ChargeColumn.Saldo => order.Sort(found, row => row.Service.Copay - row.Paid),
            _ => order.Sort(found, row => row.Service.Date),
        }).ThenByDescending(row => row.Service.Date).ThenBy(row => row.Patient.Search).ThenBy(row => row.Service.Folio)
            .Select(row => new ChargeRow(
                row.Service.Id, row.Service.Folio, row.Service.Date, row.Patient.Name, row.Service.Cpt, row.Service.Copay, row.Paid,
                db.TicketLines().Where(line => line.ServiceId == row.Service.Id && line.UndoneAt == null)
                    .OrderByDescending(line => line.Charge).Select(line => (Guid?)line.TicketId).FirstOrDefault()));
    }

    private sealed class Charge
    {
        public required MedicalService Service { get; init; }
        public required Patient Patient { get; init; }
        public decimal Paid { get; init; }
    }
}
