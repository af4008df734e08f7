using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>The stamped XML of a credit note and its printed form.</summary>
public sealed class CreditNoteFiles(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such stamped note.</returns>
    public async Task<Download?> XmlAsync(Guid noteId, CancellationToken cancellation) =>
        await FindAsync(noteId, cancellation) is var (name, document) ? new Download($"{name}.xml", "application/xml", document.StampedXml!) : null;

    /// <returns>Null when this account has no such stamped note.</returns>
    public async Task<Download?> PdfAsync(Guid noteId, CancellationToken cancellation) =>
        await FindAsync(noteId, cancellation) is var (name, document)
            ? new Download($"{name}.pdf", "application/pdf", await PrintCfdi.RunAsync(storage, document, null, cancellation))
            : null;

    /// <summary>Both in one.</summary>
    /// <returns>Null when this account has no such stamped note.</returns>
    public async Task<StreamedFile?> ZipAsync(Guid noteId, CancellationToken cancellation) =>
        await FindAsync(noteId, cancellation) is var (name, document)
            ? StreamedFile.OfZip($"{name}.zip", async (zip, stop) =>
            {
                await zip.AddAsync($"{name}.xml", document.StampedXml!, stop);
                await zip.AddAsync($"{name}.pdf", await PrintCfdi.RunAsync(storage, document, null, stop), stop);
            })
            : null;

    private async Task<(string Name, SealedCfdi Document)?> FindAsync(Guid noteId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var document = await db.SealedCfdis.AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == noteId && row.Kind == DocumentKind.NotaDeCredito && row.State == StampState.Stamped, cancellation);
        return document is null ? null : ($"nota_de_credito_{document.Serie}{document.Folio}_{document.Uuid}", document);
    }
}
