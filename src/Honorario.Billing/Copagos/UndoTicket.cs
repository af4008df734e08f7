using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>Undoes a charge that nobody invoiced: the money goes back from the drawer of who undoes it, and the copay is owed again.</summary>
public sealed class UndoTicket(HonorarioStorage storage, Turns turns, TimeProvider clock, Actor actor)
{
    public const int ReasonLength = 200;

    /// <param name="ticketId">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="openingFloat">The cash that is in the drawer, in pesos, where the shift has not said it; null when it has.</param>
    public Task<Result<Guid>> RunAsync(Guid ticketId, string reason, CancellationToken ct, decimal? openingFloat = null) => turns.TakeAsync(
        storage, Right.Charge, NumberLine.Charges(actor.PracticeId), turn => UndoAsync(turn.Db, ticketId, reason.Trim(), openingFloat, billed: false, ct), ct);

    /// <summary>As <see cref="RunAsync"/>, of one whose invoice is being cancelled.</summary>
    internal Task<Result<Guid>> OfBilledAsync(Guid ticketId, string reason, decimal? openingFloat, CancellationToken ct) => turns.TakeAsync(
        storage, Right.Charge, NumberLine.Charges(actor.PracticeId), turn => UndoAsync(turn.Db, ticketId, reason.Trim(), openingFloat, billed: true, ct), ct);

    /// <summary>What keeps the drawer from giving the money back; null when nothing does.</summary>
    internal async Task<Problem?> ObstacleAsync(Guid ticketId, string reason, decimal? openingFloat, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Charge);
        if (reason.Trim().Length is 0 or > ReasonLength)
            return NoReason;
        var shift = await db.CashShifts().AsNoTracking().SingleOrDefaultAsync(row => row.CashierId == actor.PersonId && row.ClosedAt == null, ct);
        return await LacksCashAsync(db, await CashOfAsync(db, ticketId, ct), shift, openingFloat, ct);
    }

    private static Problem NoReason => new("Motivo", $"Escribe por qué se deshace el cobro: de 1 a {ReasonLength} caracteres.");

    /// <summary>Cash comes out of a drawer that has it: without its float the cut would find more than it expects.</summary>
    /// <param name="db">Where.</param>
    /// <param name="back">How much cash goes out, in pesos.</param>
    /// <param name="shift">Whose drawer; null of one that is not open yet.</param>
    /// <param name="openingFloat">The cash with which it began, in pesos; null for what the shift says.</param>
    /// <param name="ct">Stops it.</param>
    internal static async Task<Problem?> LacksCashAsync(HonorarioDb db, decimal back, CashShift? shift, decimal? openingFloat, CancellationToken ct)
    {
        if (openingFloat is < 0)
            return new Problem(FieldNames.Fondo, "Escribe el fondo de caja: cero o más, máximo dos decimales.");
        var expected = shift is null ? 0 : (await OpenShifts.ExpectedAsync(db, shift, ct)).Where(row => row.FormaPago == PayCopay.Cash).Sum(row => row.Amount);
        var there = openingFloat is { } counted ? expected - (shift?.OpeningFloat ?? 0) + counted : expected;
        return back <= there
            ? null
            : new Problem(FieldNames.Fondo, $"Devuelves {Pesos.Text(back)} en efectivo y en tu caja hay {Pesos.Text(there)}: escribe primero con cuánto "
                + "efectivo empezaste (fondo de caja).");
    }

    private static Task<decimal> CashOfAsync(HonorarioDb db, Guid ticketId, CancellationToken ct) =>
        db.TicketPayments().Where(row => row.TicketId == ticketId && row.FormaPago == PayCopay.Cash).SumAsync(row => row.Amount, ct);

    private async Task<Result<Guid>> UndoAsync(HonorarioDb db, Guid ticketId, string reason, decimal? openingFloat, bool billed, CancellationToken ct)
    {
        if (reason.Length is 0 or > ReasonLength)
            return NoReason;
        var ticket = await db.Tickets().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == ticketId, ct);
        if (ticket is null)
            return new Problem("", "El ticket no existe en esta cuenta.");
        if (ticket.UndoneAt is not null)
            return new Problem("", $"El ticket {ticket.Folio} ya lo deshizo {ticket.UndoneBy}: {ticket.UndoReason}.");
        if (ticket.InvoiceId is not null && !billed)
            return new Problem("", $"El ticket {ticket.Folio} ya está facturado: cancela primero su factura.");
        if (ticket.GlobalInvoiceId is not null && !billed)
            return new Problem("", $"El ticket {ticket.Folio} ya está en una factura global: devuélvelo desde su página, que la cancela y la expide sin él.");
        if (await db.CopagoRefunds().Live().AnyAsync(row => row.TicketId == ticketId, ct))
            return new Problem(
                "", $"Del ticket {ticket.Folio} ya se devolvió una parte con nota de crédito: devuelve el resto igual, o cancela primero la nota.");
        var now = clock.GetUtcNow().UtcDateTime;
        var shift = await OpenShifts.OfAsync(db, actor, now, ct);
        if (ticket.ShiftId != shift.Id && !actor.May(Right.CorrectCharges))
            return new Problem("", "Sólo puedes deshacer un cobro tuyo del turno abierto: pídeselo a quien factura o administra.");
        if (await LacksCashAsync(db, await CashOfAsync(db, ticket.Id, ct), shift, openingFloat, ct) is { } lacking)
            return lacking;
        if (openingFloat is { } counted && counted != shift.OpeningFloat)
            OpenShifts.SetFloat(db, shift, counted, now);

        ticket.Undo(now, actor.PersonId, actor.Name, reason, shift.Id);
        db.Record(ticket.Id, now, "Cobro deshecho", reason);
        await db.SaveChangesAsync(ct);
        return ticket.Id;
    }
}
