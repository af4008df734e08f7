using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.PreciosPactados;

/// <summary>The agreed prices of some insurers and codes, read in one query and asked as often as needed.</summary>
public sealed class PriceBook
{
    private readonly ILookup<(Guid Insurer, string Cpt, string Modifiers), AgreedPrice> _prices;

    private PriceBook(IEnumerable<AgreedPrice> prices) => _prices = prices.ToLookup(row => (row.InsurerId, row.Cpt, row.Modifiers));

    internal static async Task<PriceBook> ReadAsync(
        HonorarioDb db, IReadOnlyCollection<Guid> insurers, IReadOnlyCollection<string> codes, CancellationToken ct) =>
        new(await db.AgreedPrices().AsNoTracking()
            .Where(row => EF.Parameter(insurers).Contains(row.InsurerId) && EF.Parameter(codes).Contains(row.Cpt)).ToListAsync(ct));

    /// <summary>What was agreed for a service given on a day: of its plan before that of all plans, of those the latest.</summary>
    /// <returns>Null when nothing was.</returns>
    public AgreedPrice? On(Guid insurerId, string plan, CptText code, DateOnly date)
    {
        var key = SearchText.Of(plan);
        return _prices[(insurerId, code.Code, code.Modifiers)].Where(row => row.From <= date && (row.PlanKey == key || row.PlanKey.Length == 0))
            .OrderByDescending(row => row.PlanKey.Length > 0).ThenByDescending(row => row.From).FirstOrDefault();
    }
}
