using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Kern;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>What should be there, in one form of payment, in pesos; of cash with the opening float.</summary>
public sealed record ExpectedCash(string FormaPago, decimal Amount);

/// <summary>A shift as its cashier sees it.</summary>
/// <param name="Id">Null when nothing was charged since the last cut.</param>
/// <param name="OpenedAt">When it began.</param>
/// <param name="OpeningFloat">Fondo de caja.</param>
/// <param name="Tickets">How many charges.</param>
/// <param name="Expected">By form of payment, cash first.</param>
public sealed record ShiftView(Guid? Id, DateTime? OpenedAt, decimal OpeningFloat, int Tickets, IReadOnlyList<ExpectedCash> Expected);

/// <summary>Somebody's open drawer.</summary>
public sealed record OpenDrawer(string Cashier, ShiftView Shift);

/// <summary>Opens the current user's shift with the cash that is in the drawer, or corrects that amount.</summary>
public sealed class OpenCash(HonorarioStorage storage, Turns turns, TimeProvider clock, Actor actor)
{
    public Task<Result<Guid>> RunAsync(decimal openingFloat, CancellationToken ct) =>
        turns.TakeAsync<Guid>(storage, Right.Charge, NumberLine.Charges(actor.PracticeId), async turn =>
    {
        if (openingFloat < 0 || openingFloat != decimal.Round(openingFloat, 2))
            return new Problem(FieldNames.Fondo, "Escribe el fondo de caja: cero o más, máximo dos decimales.");
        var db = turn.Db;
        var now = clock.GetUtcNow().UtcDateTime;
        var shift = await OpenShifts.OfAsync(db, actor, now, ct);
        OpenShifts.SetFloat(db, shift, openingFloat, now);
        await db.SaveChangesAsync(ct);
        return shift.Id;
    }, ct);
}

/// <summary>"Corte de caja": ends the current user's shift, or that of somebody who is gone. What is charged afterwards belongs to the next.</summary>
public sealed class CutCash(HonorarioStorage storage, Turns turns, TimeProvider clock, Actor actor)
{
    private const int MostDrawers = 20;

    /// <param name="counted">What was found, by c_FormaPago; a form that is not named was found empty.</param>
    /// <param name="shiftId">Whose drawer; null for the own. Another's is cut by who administrates people: its cashier may be gone.</param>
    public Task<Result<Guid>> RunAsync(IReadOnlyDictionary<string, decimal> counted, CancellationToken ct, Guid? shiftId = null) =>
        turns.TakeAsync<Guid>(storage, Right.Charge, NumberLine.Charges(actor.PracticeId), async turn =>
    {
        if (counted.Values.Any(amount => amount < 0 || amount != decimal.Round(amount, 2)))
            return new Problem(FieldNames.Contado, "Escribe lo contado: cero o más, máximo dos decimales.");
        if (counted.Keys.FirstOrDefault(form => !SatCatalogs.FormaPago.ContainsKey(form)) is { } unknown)
            return new Problem(FieldNames.Contado, $"«{unknown}» no es una forma de pago del SAT.");
        var db = turn.Db;
        var open = db.CashShifts().Where(row => row.ClosedAt == null);
        var others = storage.May(Right.AdministratePeople);
        var shift = shiftId is { } id ? await open.SingleOrDefaultAsync(row => row.Id == id && (others || row.CashierId == actor.PersonId), ct)
            : await open.SingleOrDefaultAsync(row => row.CashierId == actor.PersonId, ct);
        if (shift is null)
            return new Problem("", shiftId is null ? "No hay nada que cortar: no has cobrado desde tu último corte." : "Esa caja ya se cortó.");
        var expected = (await OpenShifts.ExpectedAsync(db, shift, ct)).ToDictionary(row => row.FormaPago, row => row.Amount);
        var now = clock.GetUtcNow().UtcDateTime;
        var counts = expected.Keys.Union(counted.Where(pair => pair.Value > 0).Select(pair => pair.Key))
            .Select(form => new CashCount
            {
                ShiftId = shift.Id,
                FormaPago = form,
                Expected = expected.GetValueOrDefault(form),
                Counted = counted.GetValueOrDefault(form),
            })
            .ToList();
        shift.Close(now, counts);
        db.CashCounts().AddRange(counts);
        db.Record(shift.Id, now, "Corte de caja",
            $"{(shift.CashierId == actor.PersonId ? "" : $"La caja de {shift.Cashier}: ")}Diferencia {Pesos.Text(counts.Sum(count => count.Difference))}");
        await db.SaveChangesAsync(ct);
        return shift.Id;
    }, ct);

    /// <summary>The current user's open shift.</summary>
    public async Task<ShiftView> CurrentAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        var shift = await db.CashShifts().AsNoTracking().SingleOrDefaultAsync(row => row.CashierId == actor.PersonId && row.ClosedAt == null, ct);
        return shift is null ? new ShiftView(null, null, 0, 0, []) : await ViewAsync(db, shift, ct);
    }

    /// <summary>The open drawers of others, the oldest first, for who may cut them: twenty at most.</summary>
    public async Task<IReadOnlyList<OpenDrawer>> OthersAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.AdministratePeople);
        var shifts = await db.CashShifts().AsNoTracking().Where(row => row.CashierId != actor.PersonId && row.ClosedAt == null)
            .OrderBy(row => row.OpenedAt).ThenBy(row => row.Id).Take(MostDrawers).ToListAsync(ct);
        var drawers = new List<OpenDrawer>();
        foreach (var shift in shifts)
            drawers.Add(new OpenDrawer(shift.Cashier, await ViewAsync(db, shift, ct)));
        return drawers;
    }

    private static async Task<ShiftView> ViewAsync(HonorarioDb db, CashShift shift, CancellationToken ct) => new(
        shift.Id, shift.OpenedAt, shift.OpeningFloat,
        await db.Tickets().CountAsync(ticket => ticket.ShiftId == shift.Id && ticket.UndoneAt == null, ct),
        await OpenShifts.ExpectedAsync(db, shift, ct));
}

internal static class OpenShifts
{
    /// <summary>The cashier's open shift, or a new one; either way the next save takes its turn on it.</summary>
    public static async Task<CashShift> OfAsync(HonorarioDb db, Actor cashier, DateTime now, CancellationToken ct)
    {
        if (await db.CashShifts().SingleOrDefaultAsync(row => row.CashierId == cashier.PersonId && row.ClosedAt == null, ct) is { } open)
        {
            db.FailIfChanged(open);
            return open;
        }

        var shift = new CashShift { CashierId = cashier.PersonId, Cashier = cashier.Name, OpenedAt = now };
        db.CashShifts().Add(shift);
        return shift;
    }

    /// <summary>The cash with which the drawer began.</summary>
    public static void SetFloat(HonorarioDb db, CashShift shift, decimal openingFloat, DateTime now)
    {
        shift.OpeningFloat = openingFloat;
        db.Record(shift.Id, now, "Fondo de caja", Pesos.Text(openingFloat));
    }

    /// <summary>Opening float and what was charged, less what was given back, by form of payment, cash first.</summary>
    public static async Task<IReadOnlyList<ExpectedCash>> ExpectedAsync(HonorarioDb db, CashShift shift, CancellationToken ct)
    {
        var received = await (
            from ticket in db.Tickets()
            where ticket.ShiftId == shift.Id
            join payment in db.TicketPayments() on ticket.Id equals payment.TicketId
            group payment.Amount by payment.FormaPago into form
            select new { form.Key, Amount = form.Sum() }).ToListAsync(ct);
        var returned = await (
            from ticket in db.Tickets()
            where ticket.UndoneInShiftId == shift.Id
            join payment in db.TicketPayments() on ticket.Id equals payment.TicketId
            group payment.Amount by payment.FormaPago into form
            select new { form.Key, Amount = form.Sum() }).ToListAsync(ct);
        var parts = await (
            from refund in db.CopagoRefunds().Live()
            where refund.ShiftId == shift.Id && !db.Tickets().Any(ticket => ticket.Id == refund.TicketId && ticket.UndoneAt != null)
            group refund.Amount by refund.FormaPago into form
            select new { form.Key, Amount = form.Sum() }).ToListAsync(ct);
        return
        [
            .. received.Select(row => (row.Key, row.Amount))
                .Concat(returned.Concat(parts).Select(row => (row.Key, Amount: -row.Amount)))
                .Append((Key: PayCopay.Cash, Amount: shift.OpeningFloat))
                .GroupBy(row => row.Key)
                .Select(form => new ExpectedCash(form.Key, form.Sum(row => row.Amount)))
                .OrderBy(row => row.FormaPago, StringComparer.Ordinal),
        ];
    }
}
