using Honorario.Billing.Facturacion;
using Honorario.Billing.Timbrado;

namespace Honorario.Billing.Aseguradora;

/// <summary>The XML and the PDF of every invoice of the inbox's filter, in a ZIP that is written one invoice after the other.</summary>
public sealed class HandOutReceived(PortalInvoices room)
{
    /// <returns>Null when the filter has no invoice.</returns>
    public async Task<Result<StreamedFile>?> RunAsync(PortalFilter filter, CancellationToken ct)
    {
        var folios = await room.FoliosAsync(filter, HandOutInvoices.MostInZip + 1, ct);
        if (folios.Count > HandOutInvoices.MostInZip)
            return HandOutInvoices.TooMany((await room.ListAsync(filter, ct))!.Page.Count);
        if (folios.Count == 0)
            return null;
        return (Result<StreamedFile>)StreamedFile.OfZip("facturas-recibidas.zip", async (zip, stop) =>
        {
            foreach (var folio in folios)
            {
                foreach (var file in await FilesAsync(folio.Value, stop))
                    await zip.AddAsync(file.Name, file.Content, stop);
            }
        });
    }

    private async Task<IReadOnlyList<Download>> FilesAsync(string uuid, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { } found)
            return [];
        return await room.AsPracticeAsync(found, async (DocumentFiles files) =>
        {
            var both = new[] { await files.XmlAsync(found.Invoice.Id, ct), await files.PdfAsync(found.Invoice.Id, ct) };
            return both.OfType<Download>().ToList();
        });
    }
}
