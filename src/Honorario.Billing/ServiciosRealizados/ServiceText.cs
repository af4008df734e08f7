using Honorario.Billing.Storage;
using Honorario.Escritura;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Services found by what people remember of them.</summary>
internal static class ServiceText
{
    /// <summary>Those whose folio has what was typed, in any case and with or without its hyphens, or whose patient is called so, words in any order.</summary>
    /// <param name="services">Which.</param>
    /// <param name="db">Where the patients are.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="whole">A folio counts only as a whole.</param>
    public static IQueryable<MedicalService> Naming(this IQueryable<MedicalService> services, HonorarioDb db, string typed, bool whole = false)
    {
        var bare = Bare(typed);
        var (upper, lower) = (bare.ToUpperInvariant(), bare.ToLowerInvariant());
        var named = Named(db, typed);
        if (bare.Length == 0)
            return services.Where(service => named.Contains(service.PatientId));
#pragma warning disable CA1304, CA1311, CA1862 // The database compares: it knows no culture.
        if (whole)
            return services.Where(service => service.Folio.Replace("-", "").Replace(" ", "").ToUpper() == upper
                || service.Folio.Replace("-", "").Replace(" ", "").ToLower() == lower || named.Contains(service.PatientId));
        return services.Where(service => service.Folio.Replace("-", "").Replace(" ", "").ToUpper().Contains(upper)
            || service.Folio.Replace("-", "").Replace(" ", "").ToLower().Contains(lower) || named.Contains(service.PatientId));
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>How a folio that was typed may be kept: as it was typed, in capitals, with a hyphen between its letters and its digits or with none.</summary>
    public static IReadOnlyList<string> Folios(string typed)
    {
        var (key, bare) = (Pasted.Key(typed), Bare(typed).ToUpperInvariant());
        var letters = bare.TakeWhile(char.IsAsciiLetter).Count();
        return [.. new[] { key, key.ToUpperInvariant(), bare, $"{bare[..letters]}-{bare[letters..]}" }.Distinct()];
    }

    private static string Bare(string typed) => Pasted.Key(typed).Replace("-", "", StringComparison.Ordinal);

    /// <summary>The patients called so; none when what was typed has no letter or digit.</summary>
    private static IQueryable<Guid> Named(HonorarioDb db, string typed)
    {
        var patients = NameWords.Typed(typed).Length == 0 ? db.Patients().Where(patient => false) : db.Patients().Saying(patient => patient.Search, typed);
        return patients.Select(patient => patient.Id);
    }
}
