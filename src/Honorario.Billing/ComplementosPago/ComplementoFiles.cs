using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Honorario.Printing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The stamped XML of a complement and its printed form.</summary>
public sealed class ComplementoFiles(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<Download?> XmlAsync(Guid complementoId, CancellationToken cancellation) =>
        await FindAsync(complementoId, cancellation) is { } found ? new Download($"{found.Name}.xml", "application/xml", found.Xml) : null;

    /// <summary>The printed form; of one made elsewhere, the one that came with it.</summary>
    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<Download?> PdfAsync(Guid complementoId, CancellationToken cancellation)
    {
        if (await FindAsync(complementoId, cancellation) is not { } found)
            return null;
        var options = new PrintOptions { SinValidezFiscal = found.SinValidezFiscal };
        var pdf = found.Pdf ?? await PrintCfdi.RunAsync(storage, CfdiReader.Read(found.Xml).Document!, options, cancellation);
        return new Download($"{found.Name}.pdf", "application/pdf", pdf);
    }

    private async Task<(string Name, byte[] Xml, byte[]? Pdf, bool SinValidezFiscal)?> FindAsync(Guid complementoId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var complemento = await db.Complementos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == complementoId, cancellation);
        if (complemento?.Uuid is null)
            return null;
        var name = $"complemento_{complemento.Serie}{complemento.Folio}_{complemento.Uuid}";
        var document = await db.SealedCfdis.AsNoTracking().SingleAsync(row => row.SubjectId == complementoId && row.State == StampState.Stamped, cancellation);
        return (name, document.StampedXml!, document.Pdf, document.SinValidezFiscal);
    }
}
