using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Printing;
using Honorario.Printing.Content;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>A draft as it would be stamped now.</summary>
/// <param name="Document">What it says, not yet sealed.</param>
/// <param name="Changed">What it says otherwise than when its services were chosen, old beside new.</param>
public sealed record InvoiceLook(Comprobante Document, IReadOnlyList<Problem> Changed);

/// <summary>"Factura Honorario": composes, checks and seals the document; the outbox gets it stamped.</summary>
public sealed class StampInvoice(
    HonorarioStorage storage, ComposeInvoice compose, SealForStamping seal, Replacing replacing, OutboxSignal signal, Turns turns, TimeProvider clock)
{
    /// <param name="invoiceId">Which draft.</param>
    /// <param name="seen">What the person saw; null for what the draft last showed. Anything else is told and not sealed; from then on the
    /// draft shows it.</param>
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, CancellationToken ct, Seen? seen = null)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.Bill))
            emisorId = await db.Invoices().Where(row => row.Id == invoiceId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(storage, Right.Bill, NumberLine.Folios(emisorId), turn => SealAsync(turn, invoiceId, seen, ct), ct);
        if (result.Ok)
            signal.Raise();
        else if (result.Problems.Any(problem => problem.Code == Seen.Code))
            await ShowAsync(invoiceId, ct);
        return result;
    }

    /// <summary>What would be stamped now, or what keeps it from being composed; nothing is stored.</summary>
    public async Task<Result<InvoiceLook>> LookAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var composed = await ComposeAsync(db, invoiceId, ct);
        return composed.Value is { } ready
            ? new InvoiceLook(ready.Document, Seen.Read(ready.Invoice.Seen)?.Against(ready.Document) ?? [])
            : composed.Problems.ToList();
    }

    /// <summary>How it would print if it were stamped now, marked as a draft; nothing is stored.</summary>
    public async Task<Result<byte[]>> PreviewAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var composed = await ComposeAsync(db, invoiceId, ct);
        return composed.Value is { } ready
            ? PrintedInvoice.Render(ready.Document, new PrintOptions { InternalNumber = ready.Invoice.ControlNumber })
            : composed.Problems.ToList();
    }

    /// <summary>The draft shows what it would say now.</summary>
    private async Task ShowAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        if ((await ComposeAsync(db, invoiceId, ct)).Value is not { } ready)
            return;
        ready.Invoice.SetTotals(ready.Document);
        await Draft.SaveAsync(db, ready.Invoice, ct);
    }

    private async Task<Result<Ready>> ComposeAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct)
    {
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        var services = await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).Select(line => line.Service).AsNoTracking().ToListAsync(ct);
        if (services.Count == 0)
            return new Problem(FieldNames.Services, "La factura no tiene servicios: selecciona al menos uno.");
        var composed = await compose.RunAsync(db, invoice, services, ct);
        return composed.Value is { } document ? new Ready(invoice, document) : composed.Problems.ToList();
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, Guid invoiceId, Seen? seen, CancellationToken ct)
    {
        var db = turn.Db;
        var composed = await ComposeAsync(db, invoiceId, ct);
        if (composed.Value is not var (invoice, comprobante))
            return composed.Problems.ToList();
        var (serie, folio) = (invoice.Emisor.Serie, invoice.Emisor.NextFolio);
        var sealing = await seal.AddAsync(turn, invoice.Emisor, DocumentKind.Factura, invoice.Id, comprobante, seen ?? Seen.Read(invoice.Seen), ct);
        if (sealing.Value is not { } document)
            return sealing.Problems.ToList();

        if (await db.Replacements().OfSubjectAsync(invoice.Id, ct) is { } replacement
            && await replacing.BeginAsync(db, replacement, clock.GetUtcNow().UtcDateTime, ct) is { } obstacle)
            return obstacle;
        invoice.SetTotals(document);
        invoice.Sealed(serie, folio);
        db.FailIfChanged(invoice);
        await db.SaveChangesAsync(ct);
        return invoice.Id;
    }

    private sealed record Ready(Invoice Invoice, Comprobante Document);
}

/// <summary>What the PAC's answer means for an invoice: it becomes Facturada, or its draft says why it was refused.</summary>
public sealed class InvoiceStampOutcome : IStampOutcome
{
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == document.SubjectId, ct);
        invoice.Stamped(document.Uuid!, at);
    }

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == document.SubjectId, ct);
        invoice.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
    }
}
