using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// "Factura Honorario": composes, checks and seals the document, and stores the sealed bytes together with the intent to
/// stamp them in one transaction. The PAC is called later, by the outbox.
/// </summary>
public sealed class StampInvoice(HonorarioStorage storage, ComposeInvoice compose, SigningKeys keys, OutboxSignal signal, TimeProvider clock)
{
    private const int Tries = 5;

    public async Task<Result<Guid>> RunAsync(Guid invoiceId, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await SealAsync(invoiceId, cancellation);
                if (result.Ok)
                    signal.Raise();
                return result;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // Another invoice of this emisor took the folio, or another window changed this one: look again.
            }
            catch (DbUpdateException refused) when (refused.IsUniqueViolation() && attempt < Tries)
            {
                // Another window sealed this invoice first: the next look says so.
            }
        }
    }

    private async Task<Result<Guid>> SealAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var draft = await Draft.OpenAsync(db, invoiceId, cancellation);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();

        var services = await db.InvoiceLines.Where(line => line.InvoiceId == invoice.Id).Select(line => line.Service).AsNoTracking().ToListAsync(cancellation);
        if (services.Count == 0)
            return new Problem("Services", "La factura no tiene servicios: selecciona al menos uno.");
        var document = await compose.RunAsync(db, invoice, services, cancellation);
        if (document.Value is not { } comprobante)
            return document.Problems.ToList();
        if (Faults(comprobante) is { Count: > 0 } faults)
            return faults;
        var key = keys.Open(invoice.Emisor);
        if (key.Value is not { } csd)
            return key.Problems.ToList();

        SealedDocument signed;
        using (csd)
            signed = Sealer.Seal(comprobante, csd);
        await StoreAsync(db, invoice, signed, cancellation);
        return invoice.Id;
    }

    private List<Problem> Faults(Comprobante comprobante) =>
    [
        .. Preflight.Check(comprobante, clock.GetUtcNow())
            .Where(finding => finding.Severity == Severity.Error)
            .Select(finding => new Problem(finding.Path, $"{finding.Message} {finding.WhatToChange}", finding.Code)),
    ];

    private async Task StoreAsync(HonorarioDb db, Invoice invoice, SealedDocument document, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var stored = new SealedCfdi { SubjectId = invoice.Id, SealedXml = document.Xml, SealedAt = now };
        db.SealedCfdis.Add(stored);
        db.Outbox.Add(new OutboxMessage { Kind = StampSealedCfdi.Kind, SubjectId = stored.Id, CreatedAt = now, DueAt = now });
        invoice.SetTotals(document.Comprobante);
        invoice.Sealed(invoice.Emisor.Serie, invoice.Emisor.NextFolio++);
        db.Hold(invoice);
        db.Record(invoice.Id, now, "Documento sellado", $"{invoice.Serie}{invoice.Folio}");
        await db.SaveChangesAsync(cancellation);
    }
}
