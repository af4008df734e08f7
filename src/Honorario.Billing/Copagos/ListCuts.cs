using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>What the cuts of the cash desk can be ordered by.</summary>
public enum CutColumn
{
    Hasta,
    Cajero,
    Desde,
    Diferencia,
}

/// <summary>Which cuts, and how.</summary>
/// <param name="Cashier">Only this person's; null or "" for everybody's.</param>
/// <param name="FromUtc">Made at this instant or later.</param>
/// <param name="BeforeUtc">Made before this instant.</param>
/// <param name="Page">Where.</param>
/// <param name="Order">The latest first when absent.</param>
public sealed record CutFilter(
    string? Cashier = null, DateTime? FromUtc = null, DateTime? BeforeUtc = null, Place Page = default, Order<CutColumn>? Order = null);

/// <summary>A cut as listed; instants in UTC, amounts in pesos.</summary>
public sealed record CutRow(Guid Id, string Cashier, DateTime OpenedAt, DateTime ClosedAt, decimal Expected, decimal Counted)
{
    public decimal Difference => Counted - Expected;
}

/// <summary>A page of cuts and what the whole filter adds up to, in pesos.</summary>
/// <param name="Page">The rows.</param>
/// <param name="Difference">Of all of them together.</param>
/// <param name="Missing">What was missing in those that came out short, as a positive amount: a surplus elsewhere does not hide it.</param>
/// <param name="Cashiers">Everybody who ever made one, for the filter.</param>
public sealed record CutsFound(Page<CutRow> Page, decimal Difference, decimal Missing, IReadOnlyList<string> Cashiers);

/// <summary>The cuts that were made, by whomever.</summary>
public sealed class ListCuts(HonorarioStorage storage)
{
    public const int PageSize = 25;

    private static readonly SheetColumn<CutRow>[] Columns =
    [
        new("Cajero", row => row.Cashier),
        new("Desde", row => PlaceClock.At(row.OpenedAt, PlaceClock.Centre)),
        new("Hasta", row => PlaceClock.At(row.ClosedAt, PlaceClock.Centre)),
        new("Esperado", row => row.Expected),
        new("Contado", row => row.Counted),
        new("Diferencia", row => row.Difference),
    ];

    public async Task<CutsFound> RunAsync(CutFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCuts, Right.SeeCharges);
        var only = Only;
        var found = Matching(db, filter, only);
        var (rows, next) = await Ordered(found, filter.Order).AtAsync(filter.Page, PageSize, ct);
        return new CutsFound(
            new Page<CutRow>(rows, await found.CountAsync(ct)) { Next = next },
            await found.SumAsync(row => row.Counted - row.Expected, ct),
            await found.Where(row => row.Counted < row.Expected).SumAsync(row => row.Expected - row.Counted, ct),
            await db.CashShifts().Where(row => row.ClosedAt != null && (only == null || row.CashierId == only))
                .Select(row => row.Cashier).Distinct().OrderBy(name => name).ToListAsync(ct));
    }

    /// <summary>"Exportar": the cuts of a filter, of all its pages and in its order; instants on the clock of the centre of Mexico.</summary>
    public StreamedFile Export(CutFilter filter, SheetFormat format) =>
        SheetExport.Of("cortes-de-caja", format, Columns, storage, Right.SeeCuts, db => Ordered(Matching(db, filter, Only), filter.Order));

    /// <summary>Who sees the own cuts only; null for who sees everybody's.</summary>
    private Guid? Only => storage.May(Right.SeeCuts) ? null : storage.Actor.PersonId ?? Guid.Empty;

    private static IQueryable<Cut> Matching(HonorarioDb db, CutFilter filter, Guid? only)
    {
        var shifts = db.CashShifts().AsNoTracking().Where(row => row.ClosedAt != null && (only == null || row.CashierId == only));
        if (!string.IsNullOrEmpty(filter.Cashier))
            shifts = shifts.Where(row => row.Cashier == filter.Cashier);
        if (filter.FromUtc is { } from)
            shifts = shifts.Where(row => row.ClosedAt >= from);
        if (filter.BeforeUtc is { } before)
            shifts = shifts.Where(row => row.ClosedAt < before);
        return shifts.Select(row => new Cut
        {
            Id = row.Id,
            Cashier = row.Cashier,
            OpenedAt = row.OpenedAt,
            ClosedAt = row.ClosedAt!.Value,
            Expected = row.Counts.Sum(count => count.Expected),
            Counted = row.Counts.Sum(count => count.Counted),
        });
    }

    private static IQueryable<CutRow> Ordered(IQueryable<Cut> cuts, Order<CutColumn>? asked)
    {
        var order = asked ?? new Order<CutColumn>(CutColumn.Hasta, Descending: true);
        return (order.By switch
        {
            CutColumn.Cajero => order.Sort(cuts, row => row.Cashier),
            CutColumn.Desde => order.Sort(cuts, row => row.OpenedAt),
            CutColumn.Diferencia => order.Sort(cuts, row => row.Counted - row.Expected),
            _ => order.Sort(cuts, row => row.ClosedAt),
        }).ThenByDescending(row => row.ClosedAt).ThenBy(row => row.Id)
            .Select(row => new CutRow(row.Id, row.Cashier, row.OpenedAt, row.ClosedAt, row.Expected, row.Counted));
    }

    private sealed class Cut
    {
        public Guid Id { get; init; }
        public required string Cashier { get; init; }
        public DateTime OpenedAt { get; init; }
        public DateTime ClosedAt { get; init; }
        public decimal Expected { get; init; }
        public decimal Counted { get; init; }
    }
}
