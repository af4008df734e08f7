using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>
/// "Devolver": the money of a charge goes back, also once it is billed. Of its own invoice SAT is asked to cancel it (motive 03: the operation did
/// not take place); of a factura global, to cancel it (04), and it is issued again without the ticket. The drawer is asked first.
/// </summary>
public sealed class GiveBackTicket(HonorarioStorage storage, UndoTicket undo, RequestCancellation request, Actor actor)
{
    /// <param name="ticketId">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="openingFloat">The cash that was in the drawer, in pesos, where the shift has not said it.</param>
    /// <returns>The ticket's id, or what to mend; nothing is asked of SAT before the drawer has the money.</returns>
    public async Task<Result<Guid>> RunAsync(Guid ticketId, string reason, decimal? openingFloat, CancellationToken ct)
    {
        var asked = new List<CancellationForm>();
        await using (var db = storage.Open(Right.Charge))
        {
            var ticket = await db.Tickets().AsNoTracking().SingleOrDefaultAsync(row => row.Id == ticketId, ct);
            if (ticket is null || ticket.UndoneAt is not null || (ticket.InvoiceId is null && ticket.GlobalInvoiceId is null))
                return await undo.RunAsync(ticketId, reason, ct, openingFloat);
            var invoice = await db.CopagoInvoices().AsNoTracking().SingleOrDefaultAsync(row => row.Id == ticket.InvoiceId, ct);
            var global = await db.GlobalInvoices().AsNoTracking().SingleOrDefaultAsync(row => row.Id == ticket.GlobalInvoiceId, ct);
            if (invoice?.Status == TicketInvoiceStatus.EnCamino || global?.Status == TicketInvoiceStatus.EnCamino)
                return new Problem("", $"La factura del ticket {ticket.Folio} se está timbrando: espera a que termine.");
            if (await RefundCancelling.HoldsAsync(db, (invoice?.Id ?? global?.Id)!.Value, ct) is { } held)
                return held;
            if (!actor.May(Right.Cancel))
                return new Problem("", $"El ticket {ticket.Folio} ya está facturado: pide a quien puede cancelar ante el SAT que lo devuelva.");
            if (invoice?.Status == TicketInvoiceStatus.Facturada)
                asked.Add(new CancellationForm(invoice.Id, Motivos.NoSeLlevoACabo));
            if (global?.Status == TicketInvoiceStatus.Facturada)
                asked.Add(new CancellationForm(global.Id, Motivos.EnFacturaGlobal));
        }

        if (await undo.ObstacleAsync(ticketId, reason, openingFloat, ct) is { } obstacle)
            return obstacle;
        foreach (var form in asked)
        {
            var cancelling = await request.RunAsync(form, ct);
            if (!cancelling.Ok)
                return cancelling.Problems.ToList();
        }

        return await undo.OfBilledAsync(ticketId, reason, openingFloat, ct);
    }
}
