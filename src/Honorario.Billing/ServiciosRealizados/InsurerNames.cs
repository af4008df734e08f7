using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Which insurer a file means: who it is today, of one that merged.</summary>
internal static class InsurerNames
{
    /// <summary>Insurers by name, razón social, RFC and what files call them, each as <see cref="SearchText"/>.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> ReadAsync(HonorarioDb db, CancellationToken ct)
    {
        var names = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var today = new Dictionary<Guid, Guid>();
        foreach (var insurer in await db.Insurers().AsNoTracking().OrderBy(row => row.SuccessorId != null).ToListAsync(ct))
        {
            var now = today[insurer.Id] = insurer.SuccessorId ?? insurer.Id;
            names.TryAdd(SearchText.Of(insurer.Name), now);
            names.TryAdd(SearchText.Of(insurer.Nombre), now);
            names.TryAdd(insurer.Rfc.Value, now);
        }

        foreach (var alias in await db.InsurerAliases().AsNoTracking().ToListAsync(ct))
            names[alias.Written] = today[alias.InsurerId];
        return names;
    }
}
