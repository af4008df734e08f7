using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>The insurer that a form names: one that exists today.</summary>
internal static class ChosenInsurer
{
    /// <param name="id">What was chosen.</param>
    /// <param name="field">Where it was chosen.</param>
    /// <param name="none">What is said when nothing was.</param>
    /// <param name="kept">What stands there already, which may stay.</param>
    /// <returns>What to mend; null for nothing.</returns>
    public static async Task<Problem?> InsurerProblemAsync(
        this HonorarioDb db, Guid? id, string field, CancellationToken ct, string none = "Elige la aseguradora.", Guid? kept = null)
    {
        var found = await db.Insurers().Where(row => row.Id == id)
            .Select(row => new { row.Name, Now = row.Successor == null ? null : row.Successor.Name }).SingleOrDefaultAsync(ct);
        if (found is null)
            return new Problem(field, none);
        return found.Now is null || id == kept ? null : new Problem(field, $"{found.Name} ahora es {found.Now}: elige {found.Now}.");
    }

    /// <summary>Gives services to another insurer.</summary>
    /// <returns>How many.</returns>
    public static Task<int> MoveToAsync(this IQueryable<MedicalService> services, Guid insurerId, CancellationToken ct) => services.ExecuteUpdateAsync(
        set => set.SetProperty(row => row.InsurerId, insurerId).SetProperty(row => row.Version, row => row.Version + 1), ct);
}
