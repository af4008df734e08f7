using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The stamped XML of a complement and its printed form.</summary>
public sealed class ComplementoFiles(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<Download?> XmlAsync(Guid complementoId, CancellationToken cancellation) =>
        await FindAsync(complementoId, cancellation) is var (name, document) ? new Download($"{name}.xml", "application/xml", document.StampedXml!) : null;

    /// <summary>The printed form; of one made elsewhere, the one that came with it.</summary>
    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<Download?> PdfAsync(Guid complementoId, CancellationToken cancellation) =>
        await FindAsync(complementoId, cancellation) is var (name, document)
            ? new Download($"{name}.pdf", "application/pdf", await PrintCfdi.RunAsync(storage, document, null, cancellation))
            : null;

    private async Task<(string Name, SealedCfdi Document)?> FindAsync(Guid complementoId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var complemento = await db.Complementos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == complementoId, cancellation);
        if (complemento?.Uuid is null)
            return null;
        var name = $"complemento_{complemento.Serie}{complemento.Folio}_{complemento.Uuid}";
        var document = await db.SealedCfdis.AsNoTracking().SingleAsync(row => row.SubjectId == complementoId && row.State == StampState.Stamped, cancellation);
        return (name, document);
    }
}
