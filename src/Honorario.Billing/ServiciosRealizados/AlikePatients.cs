using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>A patient who has the name of another.</summary>
/// <param name="Policy">The number of the first policy; "" when there is none.</param>
internal sealed record Namesake(Guid Id, string Name, string Policy);

/// <summary>Patients who may be one.</summary>
internal static class AlikePatients
{
    /// <summary>The first patient of a name.</summary>
    /// <param name="patients">Among whom.</param>
    /// <param name="search">The name, as searched.</param>
    /// <param name="ct">Stops it.</param>
    public static Task<Namesake?> OfNameAsync(this IQueryable<Patient> patients, string search, CancellationToken ct) => patients
        .Where(row => row.Search == search && row.ErasedAt == null).OrderBy(row => row.Id)
        .Select(row => new Namesake(
            row.Id, row.Name, row.Policies.OrderBy(policy => policy.Id).Select(policy => policy.Number).FirstOrDefault() ?? ""))
        .FirstOrDefaultAsync(ct);

    /// <summary>The first patient who has an e-mail, in capitals or not.</summary>
    /// <param name="patients">Among whom.</param>
    /// <param name="except">Not this one; null for a new patient.</param>
    /// <param name="email">Not "".</param>
    /// <param name="ct">Stops it.</param>
    public static Task<Patient?> OfEmailAsync(this IQueryable<Patient> patients, Guid? except, string email, CancellationToken ct)
    {
        var upper = email.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // The database's own upper, not the machine's.
        return patients.AsNoTracking().Where(row => row.Id != except && row.ErasedAt == null && row.Email.ToUpper() == upper)
            .OrderBy(row => row.Id).FirstOrDefaultAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
    }
}
