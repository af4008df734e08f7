using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

internal static class PatientEmail
{
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
