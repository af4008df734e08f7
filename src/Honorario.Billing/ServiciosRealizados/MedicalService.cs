using Honorario.Billing.Cuentas;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>A servicio realizado: one consultation or procedure on a date, its price split between insurer and patient.</summary>
public sealed class MedicalService : IOwned, IOfPerson
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }

    /// <summary>The practice's own number of the service; the invoice's NoIdentificacion, so that no patient is named there.</summary>
    public required string Folio { get; init; }

    public DateOnly Date { get; init; }
    public Guid PatientId { get; init; }
    public Guid InsurerId { get; init; }
    public required string Cpt { get; init; }

    /// <summary>The insurer's plan under which it was given; "" where nobody tells plans apart.</summary>
    public string Plan { get; init; } = "";

    /// <summary>What the insurer finances, in pesos.</summary>
    public decimal InsurerAmount { get; init; }

    /// <summary>What the patient pays at the desk, in pesos.</summary>
    public decimal Copay { get; init; }
}

internal static class ServicePlan
{
    public const int Length = 60;
}
