using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>What the other side says of an invoice; a rejection says why.</summary>
/// <param name="Accepted">Or rejected.</param>
/// <param name="Reason">Of a rejection.</param>
/// <param name="Rule">By which rule it was accepted; null by a person.</param>
public sealed record Review(bool Accepted, string Reason = "", string? Rule = null);

/// <summary>"Aceptar" and "Rechazar".</summary>
public sealed class ReviewInvoice(PortalInvoices room, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>Characters of a reason at most.</summary>
    public const int ReasonLength = 500;

    /// <returns>The status it has now, or what to mend; null when the company has no such invoice.</returns>
    public Task<Result<InvoiceStatus>?> RunAsync(string uuid, Review review, CancellationToken ct) => RunAsync(uuid, review, null, ct);

    /// <param name="uuid">Folio fiscal.</param>
    /// <param name="review">What is said.</param>
    /// <param name="also">What else is saved in the same transaction.</param>
    internal async Task<Result<InvoiceStatus>?> RunAsync(
        string uuid, Review review, Action<HonorarioDb, InvoiceStatus>? also, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { } found)
            return null;
        var reason = review.Reason.Trim();
        if (!review.Accepted && reason.Length is 0 or > ReasonLength)
            return new Problem(nameof(review.Reason), $"Escribe el motivo del rechazo, en hasta {ReasonLength} caracteres.");
        var result = await ConcurrentlyAsync(() => SaveAsync(found, review with { Reason = reason }, also, ct));
        if (result.Ok)
            signal.Raise();

        return result;
    }

    private async Task<Result<InvoiceStatus>> SaveAsync(PortalInvoice found, Review review, Action<HonorarioDb, InvoiceStatus>? also, CancellationToken ct)
    {
        await using var db = room.Open(found, Right.ReviewReceived);
        var invoice = await db.Invoices().SingleAsync(row => row.Id == found.Invoice.Id, ct);
        var to = review.Accepted ? InvoiceStatus.AceptadaAseguradoraAdministradora : InvoiceStatus.RechazadaAseguradora;
        if (!MayReview(invoice.Status, review.Accepted))
            return new Problem("", $"La factura está {invoice.Status.Text()}: ya no se puede {(review.Accepted ? "aceptar" : "rechazar")}.");
        invoice.Reviewed(to, review.Accepted ? null : review.Reason);
        db.Record(invoice.Id, clock.GetUtcNow().UtcDateTime, review.Accepted
            ? "Aceptada por la aseguradora" : "Rechazada por la aseguradora", review.Accepted ? review.Rule : review.Reason);
        also?.Invoke(db, to);
        await db.SaveChangesAsync(ct);
        return to;
    }

    /// <summary>Whether an invoice that stands there may be accepted or rejected.</summary>
    public static bool MayReview(InvoiceStatus status, bool accept) => status is InvoiceStatus.Facturada or InvoiceStatus.EnviadaAseguradora
        || (!accept && status == InvoiceStatus.AceptadaAseguradoraAdministradora);

    /// <summary>Who comes second looks again; a call that was answered meanwhile is the caller's affair.</summary>
    private static async Task<Result<InvoiceStatus>> ConcurrentlyAsync(Func<Task<Result<InvoiceStatus>>> save)
    {
        while (true)
        {
            try
            {
                return await save();
            }
            catch (DbUpdateConcurrencyException)
            {
                // The other side moved it at the same time: look again at what is left to do.
            }
        }
    }
}
