using Honorario.Billing.Timbrado;

namespace Honorario.Billing.Aseguradora;

/// <summary>Hands out the files of an invoice that the scope's company may see, and of its credit notes.</summary>
public sealed class HandOutPortalFiles(PortalInvoices room)
{
    /// <param name="uuid">Folio fiscal.</param>
    /// <param name="choose">Which file, of the document with this id.</param>
    /// <returns>Null when the company has no such invoice.</returns>
    public async Task<T?> OfInvoiceAsync<T>(string uuid, Func<DocumentFiles, Guid, Task<T?>> choose, CancellationToken ct)
        where T : class => await room.FindAsync(uuid, ct) is { } found
        ? await room.AsPracticeAsync(found, (DocumentFiles files) => choose(files, found.Invoice.Id))
        : null;

    /// <param name="uuid">Folio fiscal of the invoice.</param>
    /// <param name="note">Folio fiscal of its credit note.</param>
    /// <param name="choose">Which file, of the document with this id.</param>
    /// <returns>Null when the company has no such invoice, or that has no such note.</returns>
    public async Task<T?> OfNoteAsync<T>(string uuid, string note, Func<DocumentFiles, Guid, Task<T?>> choose, CancellationToken ct)
        where T : class
    {
        if (await room.FindAsync(uuid, ct) is not { } found || await room.NoteAsync(found, note, ct) is not { } id)
            return null;
        return await room.AsPracticeAsync(found, (DocumentFiles files) => choose(files, id));
    }
}
