using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>How many and what they add up to, in pesos.</summary>
public readonly record struct Tally(int Count, decimal Amount);

/// <summary>The figures of one day.</summary>
/// <param name="Day">In central Mexico.</param>
/// <param name="Charged">Copays charged at the desk and not undone.</param>
/// <param name="Billed">Invoices to insurers that were stamped.</param>
/// <param name="Paid">Payments of insurers that arrived, by the day of the payment.</param>
/// <remarks>Null for what is not the person's to see.</remarks>
public sealed record DayFigures(DateOnly Day, Tally? Charged, Tally? Billed, Tally? Paid);

/// <summary>What was charged, billed and paid today: three sums.</summary>
public sealed class SummariseDay(HonorarioStorage storage, PlaceClock places, TimeProvider clock)
{
    public async Task<DayFigures> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var local = places.NowAt(PlaceClock.Centre);
        var day = DateOnly.FromDateTime(local);
        var began = clock.GetUtcNow().UtcDateTime - local.TimeOfDay;
        var charged = db.Tickets().Where(row => row.Day == day && row.UndoneAt == null).Select(row => row.Total);
        var billed = db.InForce(null).Where(row => row.StampedAt >= began).Select(row => row.Total);
        var paid = db.Payments().Where(row => row.PaidOn == day && row.UndoneAt == null).Select(row => row.Amount);
        return new DayFigures(
            day,
            storage.May(Right.SeeCharges) ? await TallyAsync(charged, ct) : null,
            storage.May(Right.SeeInvoices) ? await TallyAsync(billed, ct) : null,
            storage.May(Right.SeeMoney) ? await TallyAsync(paid, ct) : null);
    }

    private static async Task<Tally> TallyAsync(IQueryable<decimal> amounts, CancellationToken ct) =>
        new(await amounts.CountAsync(ct), await amounts.SumAsync(ct));
}
