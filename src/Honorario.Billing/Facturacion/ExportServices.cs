using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>"Exportar": the services of a period, of all its pages and in its order, as a table.</summary>
public sealed class ExportServices(HonorarioStorage storage)
{
    private static readonly SheetColumn<ServiceRow>[] Columns =
    [
        new("Folio", row => row.Folio),
        new("Fecha", row => row.Date),
        new("Paciente", row => row.Patient),
        new("CPT4", row => row.Cpt),
        new("Servicio", row => Cpt4.Words(row.Cpt)),
        new("Plan", row => row.Plan),
        new("Copago", row => row.Copay),
        new("Monto", row => row.InsurerAmount),
        new("Autorización", row => row.Authorization),
        new("Factura", row => row.ControlNumber),
    ];

    public StreamedFile Run(ServicePeriod period, Order<ServiceColumn>? order, SheetFormat format) =>
        SheetExport.Of("servicios", format, Columns, storage, Right.SeePatients, db => db.Services().Performed(period).Saying(db, period).Listed(db, order));
}
