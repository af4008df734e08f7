namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What a row of a file may say of a service.</summary>
public enum ServiceField
{
    Folio,
    Fecha,
    Hora,
    Paciente,
    Poliza,
    Aseguradora,
    CPT4,
    Unidades,
    Monto,
    Copago,
    Plan,
    Realizo,
    Autorizacion,
    Siniestro,
    Telefono,
    Correo,
}

/// <summary>One service as a file says it, field by field as text, however the file is made.</summary>
/// <param name="Line">Its row, from 1.</param>
/// <param name="Where">How people find it in the file: "fila 7", "Bundle.entry[3].resource".</param>
/// <param name="Said">What the file says; what it says nothing of is not there. Days are yyyy-MM-dd, with their hour behind them, and amounts 1234.50.</param>
/// <param name="Unread">What is written but can't be read, with the sentence that says why.</param>
public sealed record ServiceCells(
    int Line, string Where, IReadOnlyDictionary<ServiceField, string> Said, IReadOnlyDictionary<ServiceField, string>? Unread = null)
{
    /// <summary>How people find a row of a table.</summary>
    public static string Row(int line) => $"fila {line}";

    /// <summary>"" where it says nothing.</summary>
    public string this[ServiceField field] => Said.GetValueOrDefault(field, "");

    /// <summary>Whether the file speaks of the field at all: a known service keeps what it does not speak of.</summary>
    public bool Speaks(ServiceField field) => Said.ContainsKey(field);
}
