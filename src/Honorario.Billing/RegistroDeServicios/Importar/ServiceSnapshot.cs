using System.Text.Json;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>A service as it was before a load, kept as JSON so that the load can be undone.</summary>
internal sealed record ServiceSnapshot(
    DateOnly Date, TimeOnly? Time, Guid PatientId, Guid InsurerId, string Cpt, string Modifiers, int Units, string Plan, decimal InsurerAmount,
        decimal Copay, string PerformedBy,
    string Authorization, string Siniestro)
{
    public static string Of(MedicalService service) => JsonSerializer.Serialize(new ServiceSnapshot(
        service.Date, service.Time, service.PatientId, service.InsurerId, service.Cpt, service.Modifiers, service.Units, service.Plan, service.InsurerAmount,
            service.Copay, service.PerformedBy,
        service.Authorization, service.Siniestro));

    public static void Restore(MedicalService service, string kept)
    {
        var was = JsonSerializer.Deserialize<ServiceSnapshot>(kept)!;
        service.Date = was.Date;
        service.Time = was.Time;
        service.PatientId = was.PatientId;
        service.InsurerId = was.InsurerId;
        service.Cpt = was.Cpt;
        service.Modifiers = was.Modifiers;
        service.Units = was.Units;
        service.Plan = was.Plan;
        service.InsurerAmount = was.InsurerAmount;
        service.Copay = was.Copay;
        service.PerformedBy = was.PerformedBy;
        service.Authorization = was.Authorization;
        service.Siniestro = was.Siniestro;
    }
}
