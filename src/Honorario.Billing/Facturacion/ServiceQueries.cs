using Honorario.Billing.Cancelacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;

namespace Honorario.Billing.Facturacion;

internal static class ServiceQueries
{
    public static IQueryable<MedicalService> Performed(this IQueryable<MedicalService> services, ServicePeriod period) =>
        services.Where(service => (period.InsurerId == null || service.InsurerId == period.InsurerId)
            && service.Date >= period.From && service.Date <= period.To);

    /// <summary>Those of these days that are on no live invoice, whoever insures them.</summary>
    public static IQueryable<MedicalService> Unbilled(this HonorarioDb db, DateOnly from, DateOnly to) => db.Services().Where(service =>
        service.Date >= from && service.Date <= to && service.InsurerAmount > 0
        && !db.InvoiceLines().Any(line => line.ServiceId == service.Id && line.ReleasedAt == null));

    /// <summary>Those that say the period's text and stand as it asks.</summary>
    public static IQueryable<MedicalService> Saying(this IQueryable<MedicalService> services, HonorarioDb db, ServicePeriod period)
    {
        if (period.Billed is { } billed)
            services = services.Where(service => db.InvoiceLines().Any(line => line.ServiceId == service.Id && line.ReleasedAt == null) == billed
                && (billed || service.InsurerAmount > 0));
        if (string.IsNullOrWhiteSpace(period.Text))
            return services;
        var text = SearchText.Of(period.Text);
        var named = db.AllServices().Naming(db, period.Text).Select(service => service.Id);
        var shipped = Cpt4.Shipped.Where(code => SearchText.Of(code.Key, code.Value).Contains(text, StringComparison.Ordinal)).Select(code => code.Key)
            .ToList();
        return services.Where(service => named.Contains(service.Id) || service.Cpt.Contains(text)
            || shipped.Contains(service.Cpt)
            || db.CptCodes().Any(code => code.Code == service.Cpt && code.Search.Contains(text)));
    }

    /// <summary>Those on no live invoice, or on this one, or on the one that this one replaces.</summary>
    public static IQueryable<MedicalService> BillableBy(this IQueryable<MedicalService> services, HonorarioDb db, Guid invoiceId) =>
        services.Where(service => service.InsurerAmount > 0 && !db.InvoiceLines().Any(
            line => line.ServiceId == service.Id && line.ReleasedAt == null && line.InvoiceId != invoiceId
                && !db.Replacements().Live().Any(one => one.SubjectId == invoiceId && one.ReplacedId == line.InvoiceId)));

    /// <summary>As rows of a list, in the order asked for; what is alike there, by date and folio.</summary>
    public static IQueryable<ServiceRow> Listed(this IQueryable<MedicalService> services, HonorarioDb db, Order<ServiceColumn>? asked)
    {
        var rows =
            from service in services
            join patient in db.Patients() on service.PatientId equals patient.Id
            from line in db.InvoiceLines().Where(line => line.ServiceId == service.Id && line.ReleasedAt == null).DefaultIfEmpty()
            from invoice in db.Invoices().Where(invoice => invoice.Id == line!.InvoiceId).DefaultIfEmpty()
            select new Joined { Service = service, Patient = patient, Invoice = invoice };
        var order = asked ?? new Order<ServiceColumn>(ServiceColumn.Fecha);
        return (order.By switch
        {
            ServiceColumn.Folio => order.Sort(rows, row => row.Service.Folio),
            ServiceColumn.Paciente => order.Sort(rows, row => row.Patient.Search),
            ServiceColumn.Servicio => order.Sort(rows, row => row.Service.Cpt),
            ServiceColumn.Copago => order.Sort(rows, row => row.Service.Copay),
            ServiceColumn.Monto => order.Sort(rows, row => row.Service.InsurerAmount),
            ServiceColumn.Factura => order.Sort(rows, row => row.Invoice == null ? "" : row.Invoice.ControlNumber),
            _ => order.Sort(rows, row => row.Service.Date),
        }).ThenBy(row => row.Service.Date).ThenBy(row => row.Service.Folio)
            .Select(row => new ServiceRow(
                row.Service.Id, row.Service.Folio, row.Service.Date, row.Patient.Name,
                    row.Service.Modifiers == "" ? row.Service.Cpt : row.Service.Cpt + "-" + row.Service.Modifiers, row.Service.InsurerAmount, row.Service.Copay,
                    row.Service.Plan,
                row.Invoice == null ? null : row.Invoice.Id, row.Invoice == null ? null : row.Invoice.ControlNumber,
                row.Service.Authorization, row.Service.Version, row.Invoice != null && row.Invoice.Status == InvoiceStatus.Borrador,
                db.Services()
                    .Where(other => other.Id != row.Service.Id && other.PatientId == row.Service.PatientId
                        && other.Date == row.Service.Date && other.Cpt == row.Service.Cpt)
                    .OrderBy(other => other.Folio).Select(other => other.Folio).FirstOrDefault()));
    }

    private sealed class Joined
    {
        public required MedicalService Service { get; init; }
        public required Patient Patient { get; init; }
        public Invoice? Invoice { get; init; }
    }
}
