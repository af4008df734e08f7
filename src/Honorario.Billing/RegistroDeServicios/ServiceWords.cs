using System.Globalization;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>A service in words, field by field, so that a change can be told as before → after.</summary>
internal static class ServiceWords
{
    public static IReadOnlyList<(string Field, string Value)> Of(MedicalService service, (string Patient, string Insurer) names) =>
    [
        ("Folio", service.Folio),
        ("Fecha", service.Date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)),
        ("Hora", service.Time?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? ""),
        ("Paciente", names.Patient),
        ("Aseguradora", names.Insurer),
        ("Plan", service.Plan),
        ("CPT4", service.Code),
        ("Unidades", service.Units.ToString(CultureInfo.InvariantCulture)),
        ("Monto", Money(service.InsurerAmount)),
        ("Copago", Money(service.Copay)),
        ("Realizó", service.PerformedBy),
        ("Autorización", service.Authorization),
        ("Siniestro", service.Siniestro),
    ];

    /// <summary>"Monto $950.00 → $980.00", for each field that differs.</summary>
    public static IReadOnlyList<string> Changes(IReadOnlyList<(string Field, string Value)> before, IReadOnlyList<(string Field, string Value)> after) =>
        [.. before.Zip(after).Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => $"{pair.First.Field} {Shown(pair.First.Value)} → {Shown(pair.Second.Value)}")];

    private static string Shown(string value) => value.Length == 0 ? "(vacío)" : value;

    private static string Money(decimal pesos) => string.Create(CultureInfo.GetCultureInfo("es-MX"), $"${pesos:N2}");
}
