using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>What moving a payment will do.</summary>
/// <param name="Steps">One sentence each, in the order in which they happen.</param>
/// <param name="Document">The complement that takes the place of the one that SAT has; null when SAT has none.</param>
public sealed record MovePreview(IReadOnlyList<string> Steps, Comprobante? Document);

/// <summary>
/// "Mover a otras facturas": a payment that was put on a wrong invoice settles another. A complement that SAT has is replaced by one that names
/// the right invoices (relation 04) and cancelled with motive 01.
/// </summary>
/// <remarks>Source: SAT, guía de llenado del complemento para recepción de pagos 2.0, corrección de un CFDI con complemento para pagos.</remarks>
public sealed class MovePayment(
    HonorarioStorage storage, MoveShares moves, ReplaceComplemento replace, Turns turns, PlaceClock places, TimeProvider clock)
{
    /// <summary>The invoices that it may settle, its own first, each with what it owes without this payment; null when it can't be moved.</summary>
    public async Task<IReadOnlyList<OpenInvoice>?> ChoicesAsync(Guid paymentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var payment = await LoadAsync(db, paymentId, ct);
        if (payment is null || payment.UndoneAt is not null || payment.Applications.Count == 0)
            return null;
        var payer = payment.InsurerId;
        var open = await OpenInvoices.OfAsync(
            db, row => row.EmisorId == payment.EmisorId && (row.InsurerId == payer || row.Insurer.SuccessorId == payer), ct,
            payment.Applications[0].Invoice.MetodoPago);
        var own = payment.Applications.OrderBy(row => row.Invoice.IssueDate).Select(row => new OpenInvoice(
            row.InvoiceId, payer, row.Invoice.ControlNumber, $"{row.Invoice.Serie}{row.Invoice.Folio}", row.Invoice.Uuid!, row.Invoice.IssueDate,
            row.Invoice.Total, row.Invoice.Balance + row.Pagado, row.Invoice.Status));
        return [.. own, .. open.Where(one => !one.InDollars && payment.Applications.TrueForAll(row => row.InvoiceId != one.Id))];
    }

    /// <summary>All that will happen, and nothing of it yet.</summary>
    public async Task<Result<MovePreview>> LookAsync(Guid paymentId, IReadOnlyList<PaymentShare> shares, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var found = await FindAsync(db, paymentId, ct);
        if (found.Value is not { Payment: var payment, Complemento: var complemento })
            return found.Problems.ToList();
        var moved = await MoveShares.ApplyAsync(db, payment, shares, clock.GetUtcNow().UtcDateTime, ct);
        if (moved.Value is not { } changes)
            return moved.Problems.ToList();
        var steps = changes.OrderBy(one => one.After - one.Before).Select(Say).ToList();
        if (complemento is null)
        {
            steps.Add(changes[0].Invoice.MetodoPago == "PPD"
                ? "El pago aún no tiene complemento: cuando lo generes dirá las facturas de ahora."
                : "Son facturas PUE: el pago no lleva complemento y nada se le dice al SAT.");
            return new MovePreview(steps, null);
        }

        var document = await replace.LookAsync(complemento.Id, PaymentCorrection.Of(payment) with { Shares = shares }, ct);
        if (document.Value is not { } comprobante)
            return document.Problems.ToList();
        var old = $"{complemento.Serie}{complemento.Folio}";
        steps.Add($"Se timbra otro complemento con las facturas de ahora; dice que sustituye al {old} (relación 04).");
        steps.Add($"En cuanto tenga su timbre se pide al SAT cancelar el {old} con el motivo 01. "
            + (await StampedTerms.NeedAcceptanceAsync(db, complemento.Id, places, ct)
                ? "La aseguradora tiene tres días hábiles para rechazarlo; si no contesta, se cancela." : "No necesita que la aseguradora acepte."));
        steps.Add("Si el PAC rechaza el nuevo, el pago vuelve a sus facturas de antes. Si el SAT no cancela el viejo, lo verás en el documento y en "
            + "«Diferencias con el SAT».");
        return new MovePreview(steps, comprobante);
    }

    /// <param name="paymentId">Which.</param>
    /// <param name="shares">All that it settles from now on, in pesos.</param>
    /// <param name="seen">What was seen of the complement that replaces the one that SAT has; null where it has none.</param>
    /// <returns>The payment's id.</returns>
    public async Task<Result<Guid>> RunAsync(Guid paymentId, IReadOnlyList<PaymentShare> shares, Seen? seen, CancellationToken ct)
    {
        Found? found;
        await using (var db = storage.Open(Right.RegisterPayments))
        {
            var looked = await FindAsync(db, paymentId, ct);
            if ((found = looked.Value) is null)
                return looked.Problems.ToList();
        }

        if (found.Complemento is null)
        {
            return await turns.TakeAsync(
                storage, Right.RegisterPayments, NumberLine.Instalments(found.Payment.EmisorId), turn => MoveAsync(turn.Db, paymentId, shares, ct), ct);
        }

        if (seen is null)
            return new Problem("", "Mira primero qué dirá el complemento nuevo: da clic en «Ver qué pasará».");
        var replaced = await replace.RunAsync(found.Complemento.Id, PaymentCorrection.Of(found.Payment) with { Shares = shares }, seen, ct);
        return replaced.Ok ? paymentId : replaced;
    }

    private async Task<Result<Guid>> MoveAsync(HonorarioDb db, Guid paymentId, IReadOnlyList<PaymentShare> shares, CancellationToken ct)
    {
        var found = await FindAsync(db, paymentId, ct);
        if (found.Value is not { Payment: var payment, Complemento: var complemento })
            return found.Problems.ToList();
        if (complemento is not null)
            return new Problem("", "El pago acaba de recibir su complemento: mira otra vez qué pasará.");
        var now = clock.GetUtcNow().UtcDateTime;
        var moved = await MoveShares.ApplyAsync(db, payment, shares, now, ct);
        if (moved.Value is not { } changes)
            return moved.Problems.ToList();
        db.FailIfChanged(payment);
        await moves.SaveAsync(db, changes, ct);
        return paymentId;
    }

    private static async Task<Result<Found>> FindAsync(HonorarioDb db, Guid paymentId, CancellationToken ct)
    {
        if (await LoadAsync(db, paymentId, ct) is not { } payment)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (payment.UndoneAt is not null || payment.UndoAskedAt is not null)
            return new Problem("", "El pago se deshizo o se está deshaciendo: no se mueve.");
        var complemento = await db.Complementos().AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == paymentId, ct);
        return complemento is null or { Status: ComplementoStatus.Timbrado }
            ? new Found(payment, complemento)
            : new Problem("", $"Su complemento {complemento.Serie}{complemento.Folio} está {complemento.Status.Text()}: espera a que termine.");
    }

    private static Task<InsurerPayment?> LoadAsync(HonorarioDb db, Guid paymentId, CancellationToken ct) =>
        db.Payments().Include(row => row.Applications).ThenInclude(row => row.Invoice).SingleOrDefaultAsync(row => row.Id == paymentId, ct);

    private static string Say(MovedShare one)
    {
        var invoice = one.Invoice;
        var after = $"queda en {invoice.Status.Text()} y debe {Pesos.Text(invoice.Balance)}";
        var again = one.Renumbered > 0 ? " Las parcialidades que siguen se numeran de nuevo." : "";
        return one switch
        {
            { After: 0 } => $"La factura {invoice.ControlNumber} deja de tener {Pesos.Text(one.Before)} de este pago: {after}.{again}",
            { Before: 0 } => $"La factura {invoice.ControlNumber} recibe {Pesos.Text(one.After)}, su parcialidad {one.Parcialidad}: {after}.",
            _ => $"La factura {invoice.ControlNumber} pasa de {Pesos.Text(one.Before)} a {Pesos.Text(one.After)}: {after}.{again}",
        };
    }

    private sealed record Found(InsurerPayment Payment, ComplementoPago? Complemento);
}
