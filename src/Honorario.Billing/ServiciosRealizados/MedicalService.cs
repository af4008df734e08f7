using Honorario.Billing.Cuentas;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>A servicio realizado: one consultation or procedure on a date, its price split between insurer and patient.</summary>
public sealed class MedicalService : IOwned, IOfPerson
{
    public const int FolioLength = 100;
    public const int NoteLength = 60;
    public const int PerformerLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }

    /// <summary>The practice's own number of the service; the invoice's NoIdentificacion, so that no patient is named there.</summary>
    public required string Folio { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>The hour on the practice's wall clock; null when only the day is known.</summary>
    public TimeOnly? Time { get; set; }

    public Guid PatientId { get; set; }
    public Guid InsurerId { get; set; }

    /// <summary>The CPT-4 code without its modifiers, e.g. 99213: what is linked to a SAT key.</summary>
    public required string Cpt { get; set; }

    /// <summary>CPT-4 modifiers as after the code's hyphen: "25", "25-59"; "" for none.</summary>
    public string Modifiers { get; set; } = "";

    /// <summary>How many times it was done; <see cref="InsurerAmount"/> and <see cref="Copay"/> are of all of them.</summary>
    public int Units { get; set; } = 1;

    /// <summary>The insurer's plan under which it was given; "" where nobody tells plans apart.</summary>
    public string Plan { get; set; } = "";

    /// <summary>What the insurer finances, in pesos; 0 when the patient's deductible was not met.</summary>
    public decimal InsurerAmount { get; set; }

    /// <summary>What the patient pays at the desk, in pesos.</summary>
    public decimal Copay { get; set; }

    /// <summary>Who performed it; "" when nobody says.</summary>
    public string PerformedBy { get; set; } = "";

    /// <summary>The insurer's authorisation number; "" for none.</summary>
    public string Authorization { get; set; } = "";

    /// <summary>The insurer's número de siniestro; "" for none.</summary>
    public string Siniestro { get; set; } = "";

    /// <summary>When it was removed; null while it stands.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>The file that brought it; null when it was typed.</summary>
    public Guid? LoadId { get; init; }

    public int Version { get; set; }

    /// <summary>The code as people write it: 99213-25.</summary>
    public string Code => Modifiers.Length == 0 ? Cpt : $"{Cpt}-{Modifiers}";
}

internal static class ServicePlan
{
    public const int Length = 60;
}
