namespace Honorario.Billing.RegistroDeServicios;

/// <summary>A visit as it is typed: whose, when, under which policy, and each service of it.</summary>
/// <param name="PatientId">Who is known already; null for <paramref name="NewPatient"/>.</param>
/// <param name="NewPatient">Who is added along with the visit.</param>
/// <param name="InsurerId">Who finances it.</param>
/// <param name="PolicyNumber">The patient's number with that insurer; "" when not known.</param>
/// <param name="Plan">The insurer's plan; "" when plans are not told apart.</param>
/// <param name="Date">The day.</param>
/// <param name="Time">The hour; null when nobody says.</param>
/// <param name="PerformedBy">Who performed it; "" when nobody says.</param>
/// <param name="Authorization">The insurer's authorisation number; "" for none.</param>
/// <param name="Siniestro">The insurer's número de siniestro; "" for none.</param>
/// <param name="Lines">Its services, one or more.</param>
public sealed record VisitForm(
    Guid? PatientId,
    NewPatient? NewPatient,
    Guid? InsurerId,
    string PolicyNumber,
    string Plan,
    DateOnly? Date,
    TimeOnly? Time,
    string PerformedBy,
    string Authorization,
    string Siniestro,
    IReadOnlyList<ServiceLine> Lines);

/// <summary>A patient added with a visit; contact data "" when not told.</summary>
public sealed record NewPatient(string Name, string Phone = "", string Email = "");

/// <summary>One service of a visit.</summary>
/// <param name="Code">CPT-4, with its modifiers: 99213-25.</param>
/// <param name="Units">How many times.</param>
/// <param name="Price">What the insurer finances of one unit, in pesos; 0 when the deductible was not met.</param>
/// <param name="Copay">What the patient pays of all of them, in pesos.</param>
/// <param name="Folio">The practice's own number; "" for the next one.</param>
public sealed record ServiceLine(string Code, int Units, decimal? Price, decimal? Copay, string Folio = "");

/// <summary>What came of it: the services kept, or what is doubtful and must be accepted first, in which case nothing was kept.</summary>
/// <param name="Ids">The services.</param>
/// <param name="Folios">Their folios, in the same order.</param>
/// <param name="PatientId">Whose they are.</param>
/// <param name="Doubts">Each doubt in a sentence.</param>
public sealed record Registered(IReadOnlyList<Guid> Ids, IReadOnlyList<string> Folios, Guid PatientId, IReadOnlyList<string> Doubts)
{
    internal static Registered Asking(List<string> doubts) => new([], [], Guid.Empty, doubts);
}
