using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Honorario.Printing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The stamped XML of a complement, its printed form, and the acuse of a cancelling.</summary>
public sealed class ComplementoFiles(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<Download?> XmlAsync(Guid complementoId, CancellationToken cancellation) =>
        await FindAsync(complementoId, cancellation) is { } found ? new Download($"{found.Name}.xml", "application/xml", found.Xml) : null;

    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<Download?> PdfAsync(Guid complementoId, CancellationToken cancellation) =>
        await FindAsync(complementoId, cancellation) is { } found
            ? new Download($"{found.Name}.pdf", "application/pdf", await PrintCfdi.RunAsync(storage, CfdiReader.Read(found.Xml).Document!, new PrintOptions { SinValidezFiscal = found.SinValidezFiscal }, cancellation))
            : null;

    /// <param name="subjectId">The document that was asked to be cancelled.</param>
    /// <param name="cancellation">Stops it.</param>
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

    private async Task<(string Name, byte[] Xml, bool SinValidezFiscal)?> FindAsync(Guid complementoId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var complemento = await db.Complementos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == complementoId, cancellation);
        if (complemento?.Uuid is null)
            return null;
        var name = $"complemento_{complemento.Serie}{complemento.Folio}_{complemento.Uuid}";
        var document = await db.SealedCfdis.AsNoTracking().SingleAsync(row => row.SubjectId == complementoId && row.State == StampState.Stamped, cancellation);
        return (name, document.StampedXml!, document.SinValidezFiscal);
    }
}
