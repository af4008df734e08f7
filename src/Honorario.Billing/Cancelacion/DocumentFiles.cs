using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>The stamped XML of a document of any kind, its printed form, and the acuse of its cancelling.</summary>
public sealed class DocumentFiles(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such stamped document.</returns>
    public async Task<Download?> XmlAsync(Guid subjectId, CancellationToken cancellation) =>
        await FindAsync(subjectId, cancellation) is { } document ? new Download($"{Name(document)}.xml", "application/xml", document.StampedXml!) : null;

    /// <returns>Null when this account has no such stamped document.</returns>
    public async Task<Download?> PdfAsync(Guid subjectId, CancellationToken cancellation)
    {
        if (await FindAsync(subjectId, cancellation) is not { } document)
            return null;
        await using var db = storage.Open();
        var number = await db.Invoices.Where(row => row.Id == subjectId).Select(row => row.ControlNumber).SingleOrDefaultAsync(cancellation);
        return new Download($"{Name(document)}.pdf", "application/pdf", await PrintCfdi.RunAsync(storage, document, number, cancellation));
    }

    /// <returns>Null when SAT has acknowledged nothing of it.</returns>
    public async Task<Download?> AcuseAsync(Guid subjectId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var found = await (
            from request in db.Cancellations.AsNoTracking()
            where request.SubjectId == subjectId && request.Acuse != null
            join document in db.SealedCfdis on request.SealedCfdiId equals document.Id
            orderby request.RequestedAt descending
            select new { request.Acuse, document.Uuid }).FirstOrDefaultAsync(cancellation);
        return found is null ? null : new Download($"acuse_{found.Uuid}.xml", "application/xml", found.Acuse!);
    }

    internal static string Name(SealedCfdi document) => $"{document.Serie}{document.Folio}_{document.Uuid}";

    private async Task<SealedCfdi?> FindAsync(Guid subjectId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await db.SealedCfdis.AsNoTracking().SingleOrDefaultAsync(row => row.SubjectId == subjectId && row.State == StampState.Stamped, cancellation);
    }
}
