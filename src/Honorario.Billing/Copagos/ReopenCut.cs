using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>"Reabrir corte": the shift is its cashier's open one again, as long as no later one began.</summary>
public sealed class ReopenCut(HonorarioStorage storage, Turns turns, TimeProvider clock, Actor actor)
{
    public const int ReasonLength = 200;

    public Task<Result<Guid>> RunAsync(Guid shiftId, string reason, CancellationToken ct) =>
        turns.TakeAsync<Guid>(storage, Right.AdministratePeople, NumberLine.Charges(actor.PracticeId), async turn =>
    {
        if (reason.Trim().Length is 0 or > ReasonLength)
            return new Problem(FieldNames.Motivo, $"Escribe por qué se reabre el corte: de 1 a {ReasonLength} caracteres.");
        var db = turn.Db;
        if (await db.CashShifts().Include(row => row.Counts).SingleOrDefaultAsync(row => row.Id == shiftId, ct) is not { ClosedAt: { } closed } shift)
            return new Problem("", "El corte no existe en esta cuenta o ya está abierto.");
        if (await db.CashShifts().AnyAsync(row => row.Id != shift.Id && row.CashierId == shift.CashierId && row.OpenedAt >= closed, ct))
            return new Problem("", $"{shift.Cashier} ya abrió otra caja después de este corte: sólo se reabre el último.");
        var counted = string.Join(", ", shift.Counts.OrderBy(count => count.FormaPago, StringComparer.Ordinal)
            .Select(count => $"{count.FormaPago} {Pesos.Text(count.Counted)} de {Pesos.Text(count.Expected)}"));
        shift.Reopen();
        db.Record(shift.Id, clock.GetUtcNow().UtcDateTime, "Corte reabierto", $"{reason.Trim()} (contado: {counted})");
        await db.SaveChangesAsync(ct);
        return shift.Id;
    }, ct);
}
