using System.Globalization;
using System.IO.Compression;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Hands out all invoices of a filter at once: their XML and PDF in a ZIP, or the list itself as CSV.</summary>
public sealed class HandOutInvoices(HonorarioStorage storage, InvoiceFiles files)
{
    public const int MostInZip = 200;
    private const int MostRows = 50_000;

    /// <returns>XML and PDF of each stamped invoice, newest first, at most <see cref="MostInZip"/>; null when there is none.</returns>
    public async Task<Download?> ZipAsync(InvoiceFilter filter, CancellationToken cancellation)
    {
        List<Guid> ids;
        await using (var db = storage.Open())
        {
            ids = await ListInvoices.Matching(db, filter).Where(row => row.Uuid != null)
                .OrderByDescending(row => row.CreatedAt).Select(row => row.Id).Take(MostInZip).ToListAsync(cancellation);
        }

        if (ids.Count == 0)
            return null;
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in ids)
            {
                foreach (var file in new[] { await files.XmlAsync(id, cancellation), await files.PdfAsync(id, cancellation) }.OfType<Download>())
                {
                    await using var entry = zip.CreateEntry(file.Name).Open();
                    await entry.WriteAsync(file.Content, cancellation);
                }
            }
        }

        return new Download("facturas.zip", "application/zip", bytes.ToArray());
    }

    public async Task<Download> CsvAsync(InvoiceFilter filter, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var rows = await ListInvoices.Matching(db, filter).OrderByDescending(row => row.CreatedAt).Take(MostRows)
            .Select(row => new { row.ControlNumber, row.Emisor.Rfc, row.Insurer.Name, row.IssueDate, row.Uuid, row.SubTotal, row.IsrRetenido, row.Total, row.Status })
            .ToListAsync(cancellation);
        string Pesos(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
        return new Download("facturas.csv", "text/csv", Spreadsheet.WriteCsv(
            ["No de Control Interno", "RFC del emisor", "Aseguradora", "Fecha de factura", "Folio fiscal", "Subtotal", "ISR retenido", "Total", "Estatus"],
            rows.Select(row => new[]
            {
                Inert(row.ControlNumber), row.Rfc.Value, Inert(row.Name), row.IssueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Uuid?.Value ?? "",
                Pesos(row.SubTotal), Pesos(row.IsrRetenido), Pesos(row.Total), row.Status.Text(),
            })));
    }

    /// <summary>What a person typed, so that no spreadsheet takes it for a formula.</summary>
    private static string Inert(string text) => text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
}
