using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing.Copagos;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What loading a row would do.</summary>
public enum ImportKind
{
    /// <summary>Adds a service.</summary>
    Nuevo,

    /// <summary>Changes one that is there.</summary>
    Cambia,

    /// <summary>Nothing: it is there as the row says.</summary>
    Igual,

    /// <summary>Nothing: it must be mended first.</summary>
    Error,
}

/// <summary>A row of the preview.</summary>
/// <param name="Cells">What the file says.</param>
/// <param name="Kind">What loading it would do.</param>
/// <param name="Service">The service as it would be; null when the row can't be read.</param>
/// <param name="Changes">Of one that is there, each field that changes: "Monto $950.00 → $980.00".</param>
/// <param name="Problems">What must be mended.</param>
/// <param name="Doubts">What a person must accept before it is loaded.</param>
/// <param name="Correction">Of a new one without a folio that looks like one that is there: what it would change in that one.</param>
public sealed record ImportRow(
    ServiceCells Cells, ImportKind Kind, ImportedService? Service, IReadOnlyList<string> Changes, IReadOnlyList<Problem> Problems, IReadOnlyList<string> Doubts,
    ImportRow? Correction = null)
{
    public int Line => Cells.Line;
}

/// <summary>A service as a row says it; amounts in pesos, <paramref name="Folio"/> "" for the next one.</summary>
/// <param name="KnownId">The service that is there already; null for a new one.</param>
/// <param name="Draft">The draft that has it and goes along.</param>
public sealed record ImportedService(
    string Folio, DateOnly Date, TimeOnly? Time, string Patient, string PolicyNumber, Guid InsurerId, CptText Code, int Units, decimal Amount, decimal Copay,
    string Plan, string PerformedBy, string Authorization, string Siniestro, string Phone, string Email, Guid? KnownId = null, Guid? Draft = null)
{
    /// <summary>What tells a patient from others.</summary>
    internal (Guid Insurer, string Policy, string Name) Person =>
        (InsurerId, NameWords.Of(PolicyNumber).Replace(" ", "", StringComparison.Ordinal), NameWords.Of(Patient));
}

/// <summary>Reads a row's texts.</summary>
internal static partial class ImportReading
{
    private static readonly string[] Hours = ["H:mm", "H:mm:ss"];

    /// <summary>The service, or what must be mended.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="insurers">Insurers by what files call them, as searched.</param>
    public static Result<ImportedService> Read(ServiceCells cells, IReadOnlyDictionary<string, Guid> insurers)
    {
        var problems = new List<Problem>();
        // What can't be read is told as its reader says it, and not a second time as missing or wrong.
        void Add(ServiceField field, string message)
        {
            if (cells.Unread?.ContainsKey(field) != true)
                problems.Add(new Problem(field.ToString(), message));
        }

        problems.AddRange((cells.Unread ?? new Dictionary<ServiceField, string>()).Select(one => new Problem(one.Key.ToString(), one.Value)));
        if (cells.Said.Values.Any(text => text.Contains('\uFFFD', StringComparison.Ordinal)))
            Add(ServiceField.Paciente, "El archivo perdió letras con acento: guárdalo otra vez como CSV UTF-8 o como libro de Excel.");
        var folio = cells[ServiceField.Folio];
        if (folio.Length > MedicalService.FolioLength || folio.Contains('|'))
            Add(ServiceField.Folio, $"El folio tiene {MedicalService.FolioLength} caracteres a lo más, sin el signo |.");
        else if (folio.Length == 0 && cells.Speaks(ServiceField.Folio))
            Add(ServiceField.Folio, "Falta el folio.");
        var (date, time) = ReadDay(cells[ServiceField.Fecha], cells[ServiceField.Hora]);
        if (date is null)
            Add(ServiceField.Fecha, $"La fecha «{cells[ServiceField.Fecha]}» no se entiende: escribe DD/MM/AAAA.");
        else if (cells[ServiceField.Hora].Length > 0 && time is null)
            Add(ServiceField.Hora, $"La hora «{cells[ServiceField.Hora]}» no se entiende: escribe 16:30.");
        if (cells[ServiceField.Paciente].Length is 0 or > Patient.NameLength)
            Add(ServiceField.Paciente, "Falta el nombre del paciente.");
        if (!insurers.TryGetValue(SearchText.Of(cells[ServiceField.Aseguradora]), out var insurer))
            Add(ServiceField.Aseguradora, $"La aseguradora «{cells[ServiceField.Aseguradora]}» no está en tu lista: dala de alta o di cuál es.");
        var code = CptText.Read(cells[ServiceField.CPT4]);
        if (code is null)
            Add(ServiceField.CPT4, $"«{cells[ServiceField.CPT4]}» no es un código CPT4.");
        var units = cells[ServiceField.Unidades].Length == 0 ? 1 : ReadUnits(cells[ServiceField.Unidades]);
        if (units is null)
            Add(ServiceField.Unidades, $"«{cells[ServiceField.Unidades]}» no es un número de unidades de 1 a {ServiceChecks.MostUnits}.");
        var amount = ReadPesos(cells[ServiceField.Monto]);
        var copay = cells[ServiceField.Copago].Length == 0 ? 0 : ReadPesos(cells[ServiceField.Copago]);
        if (amount is null)
            Add(ServiceField.Monto, $"El monto «{cells[ServiceField.Monto]}» no es una cantidad en pesos, de hasta dos decimales.");
        if (copay is null)
            Add(ServiceField.Copago, $"El copago «{cells[ServiceField.Copago]}» no es una cantidad en pesos, de hasta dos decimales.");
        if (amount == 0 && copay == 0)
            Add(ServiceField.Monto, "El monto y el copago no pueden ser los dos cero.");
        if (units > 1 && amount is { } total && decimal.Round(total / units.Value, 2) * units.Value != total)
            Add(ServiceField.Unidades, $"El monto ${total:N2} no se reparte en {units} unidades exactas: escribe el monto de todas.");
        if (!ReceptorForm.IsEmailOrNothing(cells[ServiceField.Correo]))
            Add(ServiceField.Correo, "El correo no tiene la forma correcta.");
        problems.AddRange(ServiceChecks.Texts(
            cells[ServiceField.Poliza], cells[ServiceField.Plan], cells[ServiceField.Realizo], cells[ServiceField.Autorizacion],
                cells[ServiceField.Siniestro]));
        return problems.Count > 0
            ? problems
            : new ImportedService(
                folio, date!.Value, time, cells[ServiceField.Paciente], cells[ServiceField.Poliza], insurer, code!, units!.Value, amount!.Value,
                    copay!.Value, cells[ServiceField.Plan],
                cells[ServiceField.Realizo], cells[ServiceField.Autorizacion], cells[ServiceField.Siniestro], cells[ServiceField.Telefono],
                    cells[ServiceField.Correo]);
    }

    /// <summary>The hour from its own field or after the day.</summary>
    private static (DateOnly? Day, TimeOnly? Time) ReadDay(string text, string hour)
    {
        var parts = text.Trim().Split([' ', 'T'], 2);
        DateOnly? day = DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 2000 and < 2100 ? date : null;
        var late = parts.Length > 1 ? parts[1] : "";
        var time = ReadTime(hour) ?? ReadTime(late.TrimEnd('Z').Split('+')[0]);
        if (late.Length > 0 && ReadTime(late.TrimEnd('Z').Split('+')[0]) is null)
            day = null;
        return (day, time == TimeOnly.MinValue && hour.Length == 0 ? null : time);
    }

    private static TimeOnly? ReadTime(string text) =>
        TimeOnly.TryParseExact(text.Trim(), Hours, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static int? ReadUnits(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) && units == decimal.Truncate(units)
            && units is >= 1 and <= ServiceChecks.MostUnits ? (int)units : null;

    private static decimal? ReadPesos(string text)
    {
        var bare = text.Replace("$", "", StringComparison.Ordinal).Replace("MXN", "", StringComparison.Ordinal).Trim();
        return Figure().IsMatch(bare) && decimal.TryParse(bare, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture,
            out var pesos) && ServiceAmount.Fits(pesos) ? pesos : null;
    }

    [GeneratedRegex(@"^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")]
    private static partial Regex Figure();
}
