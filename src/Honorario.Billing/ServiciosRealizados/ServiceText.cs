using Honorario.Billing.Storage;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Services found by what people remember of them.</summary>
internal static class ServiceText
{
    /// <summary>Those whose folio has what was typed, whatever its case, or whose patient is called so, words in any order.</summary>
    /// <param name="services">Which.</param>
    /// <param name="db">Where the patients are.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="whole">A folio counts only as a whole.</param>
    public static IQueryable<MedicalService> Naming(this IQueryable<MedicalService> services, HonorarioDb db, string typed, bool whole = false)
    {
        var (upper, lower) = (typed.Trim().ToUpperInvariant(), typed.Trim().ToLowerInvariant());
        var named = Named(db, typed);
#pragma warning disable CA1304, CA1311, CA1862 // The database compares: it knows no culture.
        if (whole)
            return services.Where(service => service.Folio.ToUpper() == upper || service.Folio.ToLower() == lower || named.Contains(service.PatientId));
        return services.Where(service => service.Folio.ToUpper().Contains(upper) || service.Folio.ToLower().Contains(lower)
            || named.Contains(service.PatientId));
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>The patients called so; none when what was typed has no letter or digit.</summary>
    private static IQueryable<Guid> Named(HonorarioDb db, string typed)
    {
        var patients = NameWords.Typed(typed).Length == 0 ? db.Patients().Where(patient => false) : db.Patients().Saying(patient => patient.Search, typed);
        return patients.Select(patient => patient.Id);
    }
}
