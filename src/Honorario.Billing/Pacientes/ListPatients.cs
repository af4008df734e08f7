using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Pacientes;

/// <summary>What the list of patients can be ordered by.</summary>
public enum PatientColumn
{
    Paciente,
    Servicios,
    Ultimo,
    Debe,
}

/// <summary>Which patients.</summary>
/// <param name="Text">Words of the name in any order, the policy or the phone; "" for all.</param>
/// <param name="InsurerId">Only those with a policy of this insurer.</param>
/// <param name="OwingOnly">Only those who owe copays.</param>
public sealed record PatientFilter(string Text = "", Guid? InsurerId = null, bool OwingOnly = false);

/// <summary>A patient as listed.</summary>
/// <param name="Insurer">Of the policy written last; "" without any.</param>
/// <param name="Services">How many services it had.</param>
/// <param name="Last">The day of the last one.</param>
/// <param name="Owed">Copays not yet charged, in pesos.</param>
public sealed record PatientRow(Guid Id, string Name, string Phone, string Email, string Insurer, string PolicyNumber, int Services, DateOnly? Last,
    decimal Owed);

/// <summary>"Pacientes": the practice's patients, by name unless told otherwise.</summary>
public sealed class ListPatients(HonorarioStorage storage)
{
    public const int PageSize = 25;

    private static readonly SheetColumn<PatientRow>[] Columns =
    [
        new("Paciente", row => row.Name),
        new("Teléfono", row => row.Phone),
        new("Correo", row => row.Email),
        new("Aseguradora", row => row.Insurer),
        new("Póliza", row => row.PolicyNumber),
        new("Servicios", row => row.Services),
        new("Último servicio", row => row.Last),
        new("Debe", row => row.Owed),
    ];

    /// <param name="filter">Which.</param>
    /// <param name="page">Where.</param>
    /// <param name="order">By name when absent.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Page<PatientRow>> RunAsync(PatientFilter filter, Place page, Order<PatientColumn>? order, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeePatients);
        var (rows, next) = await Listed(db, filter, order).AtAsync(page, PageSize, ct);
        return new Page<PatientRow>(rows, await Found(db, filter).CountAsync(ct)) { Next = next };
    }

    /// <summary>"Exportar": the whole filter, in its order.</summary>
    public StreamedFile Export(PatientFilter filter, Order<PatientColumn>? order, SheetFormat format) =>
        SheetExport.Of("pacientes", format, Columns, storage, Right.SeePatients, db => Listed(db, filter, order));

    private static IQueryable<Counted> Found(HonorarioDb db, PatientFilter filter)
    {
        var patients = db.Patients().Matching(db, filter.Text);
        if (filter.InsurerId is { } insurer)
            patients = patients.Where(row => row.Policies.Any(policy => policy.InsurerId == insurer));
        var counted = patients.Select(row => new Counted
        {
            Patient = row,
            Services = db.Services().Count(service => service.PatientId == row.Id),
            Last = db.Services().Where(service => service.PatientId == row.Id).Max(service => (DateOnly?)service.Date),
            Copays = db.Services().Where(service => service.PatientId == row.Id).Sum(service => service.Copay),
            Paid = db.TicketLines().Where(line => line.UndoneAt == null
                && db.Services().Any(service => service.Id == line.ServiceId && service.PatientId == row.Id)).Sum(line => line.Amount),
        });
        return filter.OwingOnly ? counted.Where(row => row.Paid < row.Copays) : counted;
    }

    private static IQueryable<PatientRow> Listed(HonorarioDb db, PatientFilter filter, Order<PatientColumn>? asked)
    {
        var found = Found(db, filter);
        var order = asked ?? new Order<PatientColumn>(PatientColumn.Paciente);
        return (order.By switch
        {
            PatientColumn.Servicios => order.Sort(found, row => row.Services),
            PatientColumn.Ultimo => order.Sort(found, row => row.Last),
            PatientColumn.Debe => order.Sort(found, row => row.Copays - row.Paid),
            _ => order.Sort(found, row => row.Patient.Search),
        }).ThenBy(row => row.Patient.Search).ThenBy(row => row.Patient.Id)
            .Select(row => new PatientRow(
                row.Patient.Id, row.Patient.Name, row.Patient.Phone, row.Patient.Email,
                row.Patient.Policies.OrderByDescending(policy => policy.Id)
                    .Select(policy => db.Insurers().Where(insurer => insurer.Id == policy.InsurerId).Select(insurer => insurer.Name).FirstOrDefault())
                        .FirstOrDefault() ?? "",
                row.Patient.Policies.OrderByDescending(policy => policy.Id).Select(policy => policy.Number).FirstOrDefault() ?? "",
                row.Services, row.Last, row.Copays - row.Paid));
    }

    private sealed class Counted
    {
        public required Patient Patient { get; init; }
        public int Services { get; init; }
        public DateOnly? Last { get; init; }
        public decimal Copays { get; init; }
        public decimal Paid { get; init; }
    }
}
