using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;
using Emisor = Honorario.Billing.DatosFiscales.Emisor;

namespace Honorario.Billing.Copagos;

/// <summary>What part of a charge goes back, how and why.</summary>
/// <param name="TicketId">Of which charge.</param>
/// <param name="Amount">In pesos, with taxes.</param>
/// <param name="FormaPago">One of the forms in which it was paid.</param>
/// <param name="Reason">Why.</param>
/// <param name="OpeningFloat">The cash that was in the drawer, in pesos, where the shift has not said it.</param>
/// <param name="Seen">What was seen of the egreso in its preview; null where nobody looked.</param>
/// <param name="SeenLeft">What of the charge was still to be given back then, in pesos.</param>
public sealed record RefundForm(
    Guid TicketId, decimal? Amount, string FormaPago, string Reason, decimal? OpeningFloat = null, Seen? Seen = null, decimal? SeenLeft = null);

/// <summary>An egreso as it would be stamped now.</summary>
/// <param name="Document">Without folio and seal.</param>
/// <param name="Left">What of the charge is still to be given back, this part included, in pesos.</param>
public sealed record RefundPreview(Comprobante Document, decimal Left);

/// <summary>
/// "Devolver una parte": a billed charge was too much. The money leaves the drawer and an egreso of it, which relates the invoice or the factura
/// global, is sealed in one transaction; the drawer is asked first. Of a charge that was given back whole and whose invoice SAT did not cancel,
/// the egreso of all of it alone: the money is out already.
/// </summary>
public sealed class RefundTicket(
    HonorarioStorage storage, ComposeRefund compose, SealForStamping seal, OutboxSignal signal, Turns turns, TimeProvider clock, Actor actor)
{
    /// <summary>What would be stamped now; nothing is stored.</summary>
    public async Task<Result<RefundPreview>> PreviewAsync(RefundForm form, CancellationToken ct)
    {
        storage.Demand(Right.InvoiceTicket);
        await using var db = storage.Open(Right.Charge);
        var ready = await ReadyAsync(db, form, ct);
        return ready.Value is { Document: var document, Left: var left } ? new RefundPreview(document, left) : ready.Problems.ToList();
    }

    /// <returns>The refund's id.</returns>
    public async Task<Result<Guid>> RunAsync(RefundForm form, CancellationToken ct)
    {
        storage.Demand(Right.InvoiceTicket);
        if (form is not { Seen: not null, SeenLeft: not null })
            return new Problem("", "Mira primero qué dirá la nota de crédito.");
        Guid emisorId;
        await using (var db = storage.Open(Right.Charge))
            emisorId = await db.Tickets().Where(row => row.Id == form.TicketId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(storage, Right.Charge, NumberLine.Folios(emisorId), turn => SealAsync(turn, form, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, RefundForm form, CancellationToken ct)
    {
        var db = turn.Db;
        var composed = await ReadyAsync(db, form, ct);
        if (composed.Value is not { } ready)
            return composed.Problems.ToList();
        var (ticket, now) = (ready.Ticket, clock.GetUtcNow().UtcDateTime);
        if (ready.Left != form.SeenLeft)
            return await MeanwhileAsync(db, ticket, ready.Left, ct);
        var refund = new CopagoRefund
        {
            TicketId = ticket.Id,
            BilledId = ready.BilledId,
            Amount = form.Amount!.Value,
            FormaPago = form.FormaPago,
            Reason = form.Reason.Trim(),
            ShiftId = ticket.UndoneInShiftId ?? await TakeAsync(db, form, now, ct),
            By = actor.Name,
            Serie = ticket.Emisor.Serie,
            Folio = ticket.Emisor.NextFolio,
            CreatedAt = now,
        };
        var sealing = await seal.AddAsync(turn, ticket.Emisor, DocumentKind.NotaDeCopago, refund.Id, ready.Document, form.Seen, ct);
        if (!sealing.Ok)
            return sealing.Problems.ToList();
        db.CopagoRefunds().Add(refund);
        db.FailIfChanged(ticket);
        db.Record(ticket.Id, now, ticket.UndoneAt is null ? "Parte devuelta" : "Nota de lo devuelto",
            $"{Pesos.Text(refund.Amount)}, nota {refund.Serie}{refund.Folio}: {refund.Reason}");
        await db.SaveChangesAsync(ct);
        return refund.Id;
    }

    /// <summary>The shift from whose drawer the money leaves, with the float that was counted.</summary>
    private async Task<Guid> TakeAsync(HonorarioDb db, RefundForm form, DateTime now, CancellationToken ct)
    {
        var shift = await OpenShifts.OfAsync(db, actor, now, ct);
        if (form.OpeningFloat is { } counted && counted != shift.OpeningFloat)
            OpenShifts.SetFloat(db, shift, counted, now);
        return shift.Id;
    }

    /// <summary>Another person gave back of the same charge since it was looked at, or a note of it ceased to stand.</summary>
    private static async Task<Problem> MeanwhileAsync(HonorarioDb db, Ticket ticket, decimal left, CancellationToken ct)
    {
        var last = await db.CopagoRefunds().AsNoTracking().Where(row => row.TicketId == ticket.Id).OrderByDescending(row => row.CreatedAt).FirstAsync(ct);
        return new Problem("", $"Nada se timbró. Desde que lo viste, de este cobro se devolvieron {Pesos.Text(last.Amount)} ({last.By}, nota {last.Serie}"
            + $"{last.Folio}, {last.Status.Text()}: {last.Reason}) y quedan {Pesos.Text(left)}. Si lo tuyo es otra parte, revisa la nota y da clic otra vez.");
    }

    private async Task<Result<Ready>> ReadyAsync(HonorarioDb db, RefundForm form, CancellationToken ct)
    {
        var ticket = await db.Tickets().Include(row => row.Emisor).ThenInclude(emisor => emisor.Llaves).Include(row => row.Payments)
            .SingleOrDefaultAsync(row => row.Id == form.TicketId, ct);
        if (ticket is null)
            return new Problem("", "El ticket no existe en esta cuenta.");
        if ((ticket.InvoiceId ?? ticket.GlobalInvoiceId) is not { } billedId)
            return ticket.UndoneAt is not null ? new Problem("", $"El cobro del ticket {ticket.Folio} se deshizo: no queda nada que devolver.")
                : new Problem("", $"El ticket {ticket.Folio} no está facturado: deshaz el cobro y cobra otra vez lo que queda.");
        if (ticket is { InvoiceId: not null, GlobalInvoiceId: not null })
            return new Problem("", $"El ticket {ticket.Folio} está saliendo de una factura global: espera a que el SAT la cancele.");
        var shift = await db.CashShifts().AsNoTracking().SingleOrDefaultAsync(row => row.CashierId == actor.PersonId && row.ClosedAt == null, ct);
        if (ticket.ShiftId != shift?.Id && !actor.May(Right.CorrectCharges))
            return new Problem("", "Sólo puedes devolver un cobro tuyo del turno abierto: pídeselo a quien factura o administra.");
        var stamped = await db.SealedCfdis().AsNoTracking().SingleOrDefaultAsync(row => row.SubjectId == billedId && row.State == PacState.Stamped, ct);
        if (stamped is null)
            return new Problem("", $"La factura del ticket {ticket.Folio} aún se está timbrando: espera a que termine.");
        if (await db.Cancellations().AnyAsync(row => row.SubjectId == billedId
            && (row.State == CancellationState.Requested || row.State == CancellationState.Waiting), ct))
            return new Problem("", "Su factura está en proceso de cancelación: espera la respuesta del SAT.");

        var billed = CfdiReader.Read(stamped.StampedXml!).Document!;
        var folio = ticket.InvoiceId is null ? ticket.Folio : null;
        var earlier = (await db.SealedCfdis().AsNoTracking()
            .Where(row => row.State != PacState.Rejected && db.CopagoRefunds().Live().Any(one => one.BilledId == billedId && one.Id == row.SubjectId))
            .OrderBy(row => row.SealedAt).Select(row => row.StampedXml ?? row.SealedXml).ToListAsync(ct)).ConvertAll(xml => CfdiReader.Read(xml).Document!);
        var left = ComposeRefund.Left(billed, folio, earlier);
        if (Check(form, ticket, left) is { Count: > 0 } problems)
            return problems;
        if (ticket.UndoneAt is null && form.FormaPago == PayCopay.Cash
            && await UndoTicket.LacksCashAsync(db, form.Amount!.Value, shift, form.OpeningFloat, ct) is { } lacking)
            return lacking;
        var document = compose.Run(ticket.Emisor, billed, stamped.Uuid!, folio, earlier, form.Amount!.Value, form.FormaPago);
        if (document is null)
            return new Problem(nameof(form.Amount), "Con el IVA incluido ese importe no da centavos exactos: devuelve un centavo más o uno menos.");
        return seal.Faults(document) is { Count: > 0 } faults ? faults : new Ready(ticket, billedId, document, left);
    }

    private static List<Problem> Check(RefundForm form, Ticket ticket, decimal left)
    {
        var problems = new List<Problem>();
        if (form.Amount is not > 0 || decimal.Round(form.Amount.Value, 2) != form.Amount)
            problems.Add(new Problem(nameof(form.Amount), "Escribe cuánto se devuelve: mayor que cero y con dos decimales a lo más."));
        else if (form.Amount > left)
            problems.Add(new Problem(
                nameof(form.Amount), $"De este cobro quedan {Pesos.Text(left)} sin devolver y escribiste {Pesos.Text(form.Amount.Value)}."));
        else if (ticket.UndoneAt is not null && form.Amount != left)
            problems.Add(new Problem(nameof(form.Amount), $"El cobro se devolvió completo: su nota es de {Pesos.Text(left)}."));
        if (ticket.Payments.TrueForAll(payment => payment.FormaPago != form.FormaPago))
            problems.Add(new Problem(nameof(form.FormaPago), "Elige cómo se devuelve: en una de las formas en que se cobró."));
        if (form.Reason.Trim().Length is 0 or > UndoTicket.ReasonLength)
            problems.Add(new Problem(nameof(form.Reason), $"Escribe por qué se devuelve: de 1 a {UndoTicket.ReasonLength} caracteres."));
        return problems;
    }

    private sealed record Ready(Ticket Ticket, Guid BilledId, Comprobante Document, decimal Left);
}
