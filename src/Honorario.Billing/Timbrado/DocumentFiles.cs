using Honorario.Billing.Cuentas;
using System.Globalization;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// The files of a stamped document of any kind, by the id of what it documents: its XML, its printed form, both in a ZIP. Each
/// answers with null when this account has no such document, or none of the kinds that are asked for.
/// </summary>
public sealed class DocumentFiles(HonorarioStorage storage, DocumentKinds described)
{
    public async Task<Download?> XmlAsync(Guid subjectId, CancellationToken ct, params DocumentKind[] kinds) =>
        await FindAsync(subjectId, kinds, ct) is var (name, document) ? new Download($"{name}.xml", "application/xml", document.StampedXml!) : null;

    /// <summary>Of a document made elsewhere, the form that came with it.</summary>
    public async Task<Download?> PdfAsync(Guid subjectId, CancellationToken ct, params DocumentKind[] kinds) =>
        await FindAsync(subjectId, kinds, ct) is var (name, document)
            ? new Download($"{name}.pdf", "application/pdf", await PrintAsync(document, ct))
            : null;

    public async Task<StreamedFile?> ZipAsync(Guid subjectId, CancellationToken ct, params DocumentKind[] kinds) =>
        await FindAsync(subjectId, kinds, ct) is var (name, document)
            ? StreamedFile.OfZip($"{name}.zip", async (zip, stop) =>
            {
                await zip.AddAsync($"{name}.xml", document.StampedXml!, stop);
                await zip.AddAsync($"{name}.pdf", await PrintAsync(document, stop), stop);
            })
            : null;

    /// <summary>Series, folio and UUID; of a document made elsewhere the folio is as it was written there.</summary>
    internal static string Name(SealedCfdi document)
    {
        var folio = document.Folio?.ToString(CultureInfo.InvariantCulture) ?? CfdiReader.Read(document.SealedXml).Document?.Folio;
        return $"{FileName.Part(document.Serie + folio)}_{document.Uuid}";
    }

    private async Task<(string Name, SealedCfdi Document)?> FindAsync(Guid subjectId, DocumentKind[] kinds, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices, Right.SeeCharges);
        var document = await db.SealedCfdis().AsNoTracking()
            .SingleOrDefaultAsync(row => row.SubjectId == subjectId && row.State == PacState.Stamped, ct);
        if (document is null || (kinds.Length > 0 && !kinds.Contains(document.Kind)) || !await described.MaySeeAsync(db, document.Kind, subjectId, ct))
            return null;
        var rfc = await db.Emisores().Where(row => row.Id == document.EmisorId).Select(row => row.Rfc).SingleAsync(ct);
        return ($"{described.Of(document.Kind).FilePrefix}{FileName.Part(rfc.Value)}_{Name(document)}", document);
    }

    private async Task<byte[]> PrintAsync(SealedCfdi document, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices, Right.SeeCharges);
        var description = described.Of(document.Kind);
        var number = await description.OwnNumberAsync(db, document.SubjectId, ct);
        var notes = await description.ConceptNotesAsync(db, document.SubjectId, ct);
        return await PrintCfdi.RunAsync(storage, document, number, notes, ct);
    }
}
