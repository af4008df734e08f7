using Honorario.Billing.Storage;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>The table to begin with: the columns and one example.</summary>
public static class ServiceTemplate
{
    private static readonly SheetColumn<DateOnly>[] Columns =
    [
        new("Folio", _ => "S-00001"),
        new("Fecha", day => day),
        new("Hora", _ => "16:30"),
        new("Paciente", _ => "Nombre y Apellidos"),
        new("Póliza", _ => "GS-100000"),
        new("Aseguradora", _ => "General de Salud"),
        new("CPT4", _ => "99213"),
        new("Unidades", _ => 1),
        new("Monto", _ => 850.00m),
        new("Copago", _ => 150.00m),
        new("Plan", _ => ""),
        new("Realizó", _ => ""),
        new("Autorización", _ => ""),
        new("Siniestro", _ => ""),
    ];

    /// <param name="today">The example's day.</param>
    /// <param name="format">CSV or XLSX.</param>
    public static StreamedFile Of(DateOnly today, SheetFormat format) => SheetExport.Of("plantilla-servicios", format, Columns, One(today));

    private static async IAsyncEnumerable<DateOnly> One(DateOnly day)
    {
        await Task.CompletedTask;
        yield return day;
    }
}
