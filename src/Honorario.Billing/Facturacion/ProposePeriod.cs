using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>The period that billing begins with: the last month that has services on no invoice.</summary>
public sealed class ProposePeriod(HonorarioStorage storage)
{
    /// <param name="insurerId">Whose services; null for everybody's.</param>
    /// <param name="today">The last day of a period that is still running.</param>
    /// <returns>Both days included; the running month when nothing is unbilled.</returns>
    public async Task<(DateOnly From, DateOnly To)> RunAsync(Guid? insurerId, DateOnly today, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        // Along the index from the newest day: what is billed is passed by until the first that is not.
        var last = await db.Unbilled(DateOnly.MinValue, today).Where(service => insurerId == null || service.InsurerId == insurerId)
            .OrderByDescending(service => service.Date).Select(service => (DateOnly?)service.Date).FirstOrDefaultAsync(ct) ?? today;
        var first = new DateOnly(last.Year, last.Month, 1);
        var end = first.AddMonths(1).AddDays(-1);
        return (first, end < today ? end : today);
    }
}
