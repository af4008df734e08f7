using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>Undoes a charge that nobody invoiced: the money goes back from the drawer of who undoes it, and the copay is owed again.</summary>
public sealed class UndoTicket(HonorarioStorage storage, Turns turns, TimeProvider clock, Actor actor)
{
    public const int ReasonLength = 200;

    public Task<Result<Guid>> RunAsync(Guid ticketId, string reason, CancellationToken ct) =>
        turns.TakeAsync(storage, Right.Charge, NumberLine.Charges(actor.PracticeId), turn => UndoAsync(turn.Db, ticketId, reason.Trim(), ct), ct);

    private async Task<Result<Guid>> UndoAsync(HonorarioDb db, Guid ticketId, string reason, CancellationToken ct)
    {
        if (reason.Length is 0 or > ReasonLength)
            return new Problem("Motivo", $"Escribe por qué se deshace el cobro: de 1 a {ReasonLength} caracteres.");
        var ticket = await db.Tickets().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == ticketId, ct);
        if (ticket is null)
            return new Problem("", "El ticket no existe en esta cuenta.");
        if (ticket.UndoneAt is not null)
            return new Problem("", $"El ticket {ticket.Folio} ya lo deshizo {ticket.UndoneBy}: {ticket.UndoReason}.");
        if (ticket.InvoiceId is not null)
            return new Problem("", $"El ticket {ticket.Folio} ya está facturado: cancela primero su factura.");
        if (ticket.GlobalInvoiceId is not null)
            return new Problem("", $"El ticket {ticket.Folio} ya está en una factura global: su cobro no se puede deshacer.");
        var now = clock.GetUtcNow().UtcDateTime;
        var shift = await OpenShifts.OfAsync(db, actor, now, ct);
        if (ticket.ShiftId != shift.Id && !actor.May(Right.CorrectCharges))
            return new Problem("", "Sólo puedes deshacer un cobro tuyo del turno abierto: pídeselo a quien factura o administra.");
        ticket.Undo(now, actor.PersonId, actor.Name, reason, shift.Id);
        db.Record(ticket.Id, now, "Cobro deshecho", reason);
        await db.SaveChangesAsync(ct);
        return ticket.Id;
    }
}
