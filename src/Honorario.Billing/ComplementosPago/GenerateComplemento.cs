using System.Globalization;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Printing;
using Honorario.Printing.Content;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>"Generar complemento de Pago": one for all the invoices of a payment; the outbox gets it stamped.</summary>
public sealed class GenerateComplemento(
    HonorarioStorage storage, ComposeComplemento compose, RecountInstalments recount, SealForStamping seal, OutboxSignal signal, Turns turns,
    TimeProvider clock)
{
    /// <param name="paymentId">Which payment.</param>
    /// <param name="seen">What was seen of it in its preview: anything else is told and not sealed; null of what nobody looked at.</param>
    /// <returns>The complement's id; the one that there is when the payment already has one.</returns>
    public async Task<Result<Guid>> RunAsync(Guid paymentId, CancellationToken ct, Seen? seen = null)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.RegisterPayments))
            emisorId = await db.Payments().Where(row => row.Id == paymentId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(storage, Right.RegisterPayments, NumberLine.Folios(emisorId), turn => SealAsync(turn, paymentId, seen, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    /// <summary>The complements that the payments of an invoice still lack, oldest payment first.</summary>
    public async Task<Result<IReadOnlyList<Guid>>> ForInvoiceAsync(Guid invoiceId, CancellationToken ct)
    {
        List<Guid> payments;
        await using (var db = storage.Open(Right.RegisterPayments))
        {
            payments = await db.PaymentApplications()
                .Where(row => row.InvoiceId == invoiceId && row.UndoneAt == null && !db.Complementos().Live().Any(one => one.PaymentId == row.PaymentId))
                .OrderBy(row => row.Parcialidad).Select(row => row.PaymentId).ToListAsync(ct);
        }

        if (payments.Count == 0)
            return new Problem("", "La factura no tiene pagos sin complemento: registra primero el pago de la aseguradora.");
        var made = new List<Guid>();
        foreach (var payment in payments)
        {
            var result = await RunAsync(payment, ct);
            if (!result.Ok)
                return result.Problems.ToList();
            made.Add(result.Value);
        }

        return made.AsReadOnly();
    }

    /// <summary>What would be stamped, not yet sealed, or what keeps it from being stamped.</summary>
    public async Task<Result<Comprobante>> LookAsync(Guid paymentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var composed = await ComposeAsync(db, paymentId, ct);
        return composed.Value is { } ready && seal.Faults(ready.Document) is { Count: > 0 } faults ? faults
            : composed.Value is { } good ? good.Document
            : composed.Problems.ToList();
    }

    /// <summary>How it will print, marked as a draft.</summary>
    public async Task<Result<byte[]>> PreviewAsync(Guid paymentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var composed = await ComposeAsync(db, paymentId, ct);
        return composed.Value is { } ready ? PrintedInvoice.Render(ready.Document, new PrintOptions()) : composed.Problems.ToList();
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, Guid paymentId, Seen? seen, CancellationToken ct)
    {
        var db = turn.Db;
        var live = await db.Complementos().AsNoTracking().Live().Where(row => row.PaymentId == paymentId).Select(row => row.Id).ToListAsync(ct);
        if (live.Count > 0)
            return live[0];
        var composed = await ComposeAsync(db, paymentId, ct);
        if (composed.Value is not { } ready)
            return composed.Problems.ToList();

        var emisor = ready.Emisor;
        var complemento = new ComplementoPago
        {
            PaymentId = paymentId,
            EmisorId = emisor.Id,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            Serie = emisor.Serie,
            Folio = emisor.NextFolio.ToString(CultureInfo.InvariantCulture),
        };
        var sealing = await seal.AddAsync(turn, emisor, DocumentKind.ComplementoPago, complemento.Id, ready.Document, seen, ct);
        if (!sealing.Ok)
            return sealing.Problems.ToList();
        db.Complementos().Add(complemento);
        db.FailIfChanged(ready.Payment);
        await db.SaveChangesAsync(ct);
        return complemento.Id;
    }

    internal async Task<Result<Ready>> ComposeAsync(HonorarioDb db, Guid paymentId, CancellationToken ct)
    {
        var payment = await db.Payments().Include(row => row.Insurer.Successor).Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == paymentId, ct);
        if (payment is null)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (payment.UndoneAt is not null)
            return new Problem("", "El pago se deshizo: no lleva complemento.");
        await recount.RunAsync(db, [.. payment.Applications.Select(row => row.InvoiceId)], except: null, ct);
        var emisor = await db.Emisores().Include(row => row.Llaves).SingleAsync(row => row.Id == payment.EmisorId, ct);
        var document = await compose.RunAsync(db, payment, emisor, ct);
        return document.Value is { } comprobante ? new Ready(payment, emisor, comprobante) : document.Problems.ToList();
    }

    /// <summary>A payment, who received it, and its document, not yet sealed.</summary>
    internal sealed record Ready(InsurerPayment Payment, Emisor Emisor, Comprobante Document);
}

/// <summary>
/// What the PAC's answer means for a complement: with its stamp, the paid invoices whose payments all have theirs become Complemento
/// Cargado.
/// </summary>
public sealed class ComplementoStampOutcome(RecountInstalments recount) : IStampOutcome
{
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == document.SubjectId, ct);
        complemento.Stamped(document.Uuid!, at);
        await complemento.LoadInvoicesAsync(db, at, ct);
    }

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == document.SubjectId, ct);
        complemento.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
        await recount.NoLongerToldAsync(db, complemento.PaymentId, ct);
    }
}

internal static class ComplementoQueries
{
    /// <summary>Neither refused, cancelled nor replaced.</summary>
    public static IQueryable<ComplementoPago> Live(this IQueryable<ComplementoPago> complementos) =>
        complementos.Where(row => row.ReplacedById == null && row.Status != ComplementoStatus.Rechazado && row.Status != ComplementoStatus.Cancelado);

    /// <summary>Those that SAT has: stamped and not cancelled.</summary>
    public static IQueryable<ComplementoPago> AtSat(this IQueryable<ComplementoPago> complementos) =>
        complementos.Where(row => row.Status == ComplementoStatus.Timbrado || row.Status == ComplementoStatus.EnProcesoDeCancelacion);

    /// <summary>Of a payment's complements, oldest first, the live one, or else the latest.</summary>
    public static ComplementoPago? Current(this IEnumerable<ComplementoPago> complementos) =>
        complementos.LastOrDefault(row => row.Live) ?? complementos.LastOrDefault();

    /// <summary>Moves to "Complemento Cargado" each paid invoice of the complement whose payments now all have theirs.</summary>
    public static async Task LoadInvoicesAsync(this ComplementoPago complemento, HonorarioDb db, DateTime at, CancellationToken ct)
    {
        var invoices = await complemento.InvoicesAsync(db, ct);
        var ids = invoices.ConvertAll(invoice => invoice.Id);
        var lacking = await db.PaymentApplications()
            .Where(row => ids.Contains(row.InvoiceId) && row.UndoneAt == null && row.PaymentId != complemento.PaymentId
                && !db.Complementos().AtSat().Any(one => one.PaymentId == row.PaymentId))
            .Select(row => row.InvoiceId).ToHashSetAsync(ct);
        foreach (var invoice in invoices)
        {
            db.FailIfChanged(invoice);
            if (lacking.Contains(invoice.Id) || invoice.Status != InvoiceStatus.Pagado)
                continue;
            invoice.Move(InvoiceStatus.ComplementoCargado);
            db.Record(invoice.Id, at, invoice.Status.Text(), complemento.Uuid!.Value);
        }
    }

    public static Task<List<Invoice>> InvoicesAsync(this ComplementoPago complemento, HonorarioDb db, CancellationToken ct) =>
        db.PaymentApplications().Where(row => row.PaymentId == complemento.PaymentId).Select(row => row.Invoice).ToListAsync(ct);
}
