using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>"Factura Honorario": composes, checks and seals the document; the outbox gets it stamped.</summary>
public sealed class StampInvoice(
    HonorarioStorage storage, ComposeInvoice compose, SealForStamping seal, Replacing replacing, OutboxSignal signal, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, CancellationToken ct)
    {
        var result = await Races.RetryAsync(() => SealAsync(invoiceId, ct));
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();

        var services = await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).Select(line => line.Service).AsNoTracking().ToListAsync(ct);
        if (services.Count == 0)
            return new Problem("Services", "La factura no tiene servicios: selecciona al menos uno.");
        var composed = await compose.RunAsync(db, invoice, services, ct);
        if (composed.Value is not { } comprobante)
            return composed.Problems.ToList();
        var (serie, folio) = (invoice.Emisor.Serie, invoice.Emisor.NextFolio);
        var sealing = await seal.AddAsync(db, invoice.Emisor, DocumentKind.Factura, invoice.Id, comprobante, ct);
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
