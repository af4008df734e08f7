using Honorario.Billing.Storage;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>Which column of a file says what, by the heading's place from 0.</summary>
/// <param name="At">The columns.</param>
/// <param name="Insurer">Whose all rows are, where no column says it.</param>
/// <param name="MonthFirst">How its days are read where no row tells: 05/11/2026 is the eleventh of May; null when nobody has said it.</param>
public sealed record ServiceColumns(IReadOnlyDictionary<ServiceField, int> At, string? Insurer = null, bool? MonthFirst = null)
{
    /// <summary>Without these no service can be read.</summary>
    public static IReadOnlyList<ServiceField> Needed { get; } =
        [ServiceField.Fecha, ServiceField.Paciente, ServiceField.Aseguradora, ServiceField.CPT4, ServiceField.Monto];

    /// <summary>Headings as people write them, the likelier first, as searched.</summary>
    private static readonly Dictionary<ServiceField, string[]> Names = new()
    {
        [ServiceField.Folio] = ["FOLIO", "FOLIO DEL SERVICIO", "NO DE SERVICIO", "NUMERO DE SERVICIO", "ID SERVICIO", "ID", "NO", "CONSECUTIVO",
            "NO DE CITA", "NUMERO DE CITA", "CITA"],
        [ServiceField.Fecha] = ["FECHA", "FECHA DEL SERVICIO", "FECHA SERVICIO", "FECHA DE SERVICIO", "FECHA DE ATENCION", "FECHA CONSULTA",
            "FECHA DE CONSULTA", "FECHA DE LA CITA", "FECHA DE CITA", "DIA DE LA CITA", "DIA"],
        [ServiceField.Hora] = ["HORA", "HORA DEL SERVICIO"],
        [ServiceField.Paciente] = ["PACIENTE", "NOMBRE DEL PACIENTE", "NOMBRE PACIENTE", "ASEGURADO", "NOMBRE DEL ASEGURADO", "NOMBRE COMPLETO", "NOMBRE",
            "BENEFICIARIO"],
        [ServiceField.Poliza] = ["POLIZA", "NO DE POLIZA", "NUMERO DE POLIZA", "NO POLIZA", "CERTIFICADO"],
        [ServiceField.Aseguradora] = ["ASEGURADORA", "ASEG", "COMPANIA DE SEGUROS", "COMPANIA", "CIA", "SEGURO", "PAGADOR", "EMPRESA"],
        [ServiceField.CPT4] = ["CPT4", "CPT", "CPT 4", "CODIGO CPT", "CODIGO CPT4", "CTP4", "CODIGO", "CLAVE", "PROCEDIMIENTO"],
        [ServiceField.Unidades] = ["UNIDADES", "CANTIDAD", "CANT"],
        [ServiceField.Monto] = ["MONTO", "IMPORTE", "MONTO ASEGURADORA", "PRECIO", "HONORARIO", "HONORARIOS", "TOTAL A COBRAR", "MONTO TOTAL",
            "IMPORTE TOTAL", "TOTAL", "COSTO", "TARIFA"],
        [ServiceField.Copago] = ["COPAGO", "COASEGURO", "COPAGO DEL PACIENTE", "DEDUCIBLE"],
        [ServiceField.Plan] = ["PLAN", "PRODUCTO"],
        [ServiceField.Realizo] = ["REALIZO", "MEDICO", "DOCTOR", "QUIEN REALIZO", "MEDICO TRATANTE"],
        [ServiceField.Autorizacion] = ["AUTORIZACION", "NO DE AUTORIZACION", "NUMERO DE AUTORIZACION", "CARTA PASE"],
        [ServiceField.Siniestro] = ["SINIESTRO", "NO DE SINIESTRO", "NUMERO DE SINIESTRO"],
        [ServiceField.Telefono] = ["TELEFONO", "CELULAR", "TEL"],
        [ServiceField.Correo] = ["CORREO", "CORREO ELECTRONICO", "EMAIL", "E MAIL", "MAIL"],
    };

    /// <summary>What each heading probably says.</summary>
    public static ServiceColumns Guess(IReadOnlyList<string> header)
    {
        var words = header.Select(heading => NameWords.Of(heading)).ToList();
        var found = new Dictionary<ServiceField, int>();
        foreach (var (field, names) in Names)
        {
            var at = names.Select(name => words.IndexOf(name)).FirstOrDefault(place => place >= 0 && !found.ContainsValue(place), -1);
            if (at >= 0)
                found[field] = at;
        }

        return new ServiceColumns(found);
    }

    /// <summary>What is missing before a file can be read with them.</summary>
    public IReadOnlyList<Problem> Missing() =>
        [.. Needed.Where(field => !At.ContainsKey(field) && (field != ServiceField.Aseguradora || Insurer is null)).Select(field => new Problem(
            field.ToString(), field == ServiceField.Aseguradora ? "Elige la columna que lo dice, o de quién son todas." : "Elige la columna que lo dice."))];
}
