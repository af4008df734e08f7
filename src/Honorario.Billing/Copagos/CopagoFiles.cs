using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>The stamped XML of a patient's invoice or of a factura global, and its printed form.</summary>
public sealed class CopagoFiles(HonorarioStorage storage)
{
    private static readonly DocumentKind[] Kinds = [DocumentKind.Copago, DocumentKind.FacturaGlobal];

    /// <returns>Null when this account has no such stamped document.</returns>
    public async Task<Download?> XmlAsync(Guid invoiceId, CancellationToken cancellation) =>
        await FindAsync(invoiceId, cancellation) is { } document ? new Download($"{Name(document)}.xml", "application/xml", document.StampedXml!) : null;

    /// <returns>Null when this account has no such stamped document.</returns>
    public async Task<Download?> PdfAsync(Guid invoiceId, CancellationToken cancellation) =>
        await FindAsync(invoiceId, cancellation) is { } document
            ? new Download($"{Name(document)}.pdf", "application/pdf", await PrintCfdi.RunAsync(storage, document, null, cancellation))
            : null;

    private async Task<SealedCfdi?> FindAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await db.SealedCfdis.AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == invoiceId && row.State == StampState.Stamped && Kinds.Contains(row.Kind), cancellation);
    }

    private static string Name(SealedCfdi document) => $"{document.Serie}{document.Folio}_{document.Uuid}";
}
