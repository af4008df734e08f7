using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>A file to hand out.</summary>
public sealed record Download(string Name, string ContentType, byte[] Content);

/// <summary>The stamped XML of an invoice and its printed form.</summary>
public sealed class InvoiceFiles(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such stamped invoice.</returns>
    public async Task<Download?> XmlAsync(Guid invoiceId, CancellationToken cancellation) =>
        await FindAsync(invoiceId, cancellation) is var (invoice, document)
            ? new Download($"{Name(invoice)}.xml", "application/xml", document.StampedXml!)
            : null;

    /// <returns>Null when this account has no such stamped invoice.</returns>
    public async Task<Download?> PdfAsync(Guid invoiceId, CancellationToken cancellation) =>
        await FindAsync(invoiceId, cancellation) is var (invoice, document)
            ? new Download($"{Name(invoice)}.pdf", "application/pdf", await PrintCfdi.RunAsync(storage, document, invoice.ControlNumber, cancellation))
            : null;

    private async Task<(Invoice Invoice, SealedCfdi Document)?> FindAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var found = await (
            from document in db.SealedCfdis.AsNoTracking()
            where document.SubjectId == invoiceId && document.State == StampState.Stamped
            join invoice in db.Invoices.Include(row => row.Emisor).AsNoTracking() on document.SubjectId equals invoice.Id
            select new { invoice, document }).SingleOrDefaultAsync(cancellation);
        return found is null ? null : (found.invoice, found.document);
    }

    private static string Name(Invoice invoice) => $"{invoice.Emisor.Rfc.Value}_{invoice.Serie}{invoice.Folio}_{invoice.Uuid}";
}
