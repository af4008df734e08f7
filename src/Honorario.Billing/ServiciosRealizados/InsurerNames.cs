using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Which insurer a file means.</summary>
internal static class InsurerNames
{
    /// <summary>Insurers by name, razón social, RFC and what files call them, each as <see cref="SearchText"/>.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> ReadAsync(HonorarioDb db, CancellationToken ct)
    {
        var names = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var insurer in await db.Insurers().AsNoTracking().ToListAsync(ct))
        {
            names.TryAdd(SearchText.Of(insurer.Name), insurer.Id);
            names.TryAdd(SearchText.Of(insurer.Nombre), insurer.Id);
            names.TryAdd(insurer.Rfc.Value, insurer.Id);
        }

        foreach (var alias in await db.InsurerAliases().AsNoTracking().ToListAsync(ct))
            names[alias.Written] = alias.InsurerId;
        return names;
    }
}
