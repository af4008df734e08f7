using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Printing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>A cut: what was expected and what was counted, by form of payment; instants in UTC, amounts in pesos.</summary>
/// <param name="Charges">How many charges stand.</param>
public sealed record CutView(Guid Id, string Cashier, DateTime OpenedAt, DateTime ClosedAt, decimal OpeningFloat, int Charges, IReadOnlyList<CashCount> Counts)
{
    public decimal Difference => Counts.Sum(count => count.Difference);
}

/// <summary>One cut, on the screen or printed.</summary>
public sealed class ViewCuts(HonorarioStorage storage)
{
    /// <summary>One; null when this account has none such.</summary>
    public async Task<CutView?> RunAsync(Guid shiftId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        var shift = await db.CashShifts().AsNoTracking().Include(row => row.Counts).SingleOrDefaultAsync(row => row.Id == shiftId && row.ClosedAt != null, ct);
        if (shift is null || (!storage.May(Right.SeeCuts) && shift.CashierId != storage.Actor.PersonId))
            return null;
        var charges = await db.Tickets().CountAsync(ticket => ticket.ShiftId == shiftId && ticket.UndoneAt == null, ct);
        return new CutView(
            shift.Id, shift.Cashier, shift.OpenedAt, shift.ClosedAt!.Value, shift.OpeningFloat, charges,
                [.. shift.Counts.OrderBy(count => count.FormaPago, StringComparer.Ordinal)]);
    }

    /// <summary>The printed form; null when this account has none such.</summary>
    public async Task<byte[]?> PdfAsync(Guid shiftId, CancellationToken ct)
    {
        if (await RunAsync(shiftId, ct) is not { } cut)
            return null;
        await using var db = storage.Open(Right.SeeCharges);
        var practice = await db.CashShifts().Where(row => row.Id == shiftId).Join(db.Practices, row => row.PracticeId, row => row.Id, (_, row) => row.Name)
            .SingleAsync(ct);
        var place = await db.Emisores().OrderBy(row => row.Id).Select(row => row.CodigoPostal).FirstOrDefaultAsync(ct) ?? PlaceClock.Centre;
        return PrintedCut.Render(new CashCut
        {
            PracticeName = practice,
            Cashier = cut.Cashier,
            OpenedAt = PlaceClock.At(cut.OpenedAt, place),
            ClosedAt = PlaceClock.At(cut.ClosedAt, place),
            OpeningFloat = cut.OpeningFloat,
            Charges = cut.Charges,
            Lines = [.. cut.Counts.Select(count => new CashCutLine(count.FormaPago, count.Expected, count.Counted))],
        });
    }
}
