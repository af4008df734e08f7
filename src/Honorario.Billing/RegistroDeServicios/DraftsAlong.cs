using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>A draft whose services change is written again: its totals are those of the services that it has now.</summary>
internal static class DraftsAlong
{
    /// <param name="db">Where the draft's lines are, as they shall be: those to come or to go are tracked and not yet saved.</param>
    /// <param name="compose">Writes the document.</param>
    /// <param name="draftId">Which draft.</param>
    /// <param name="gone">Services that leave it.</param>
    /// <param name="come">Services that return to it.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Why it can't be; null when it is done, to be saved by the caller.</returns>
    public static async Task<IReadOnlyList<Problem>?> RewriteAsync(
        HonorarioDb db, ComposeInvoice compose, Guid draftId, IReadOnlyCollection<Guid> gone, IReadOnlyCollection<MedicalService> come,
            CancellationToken ct)
    {
        var opened = await Draft.OpenAsync(db, draftId, ct);
        if (opened.Value is not { } invoice)
            return opened.Problems;
        var services = await db.InvoiceLines().Where(line => line.InvoiceId == draftId).Select(line => line.Service).ToListAsync(ct);
        services = [.. services.Where(service => !gone.Contains(service.Id) && service.InsurerAmount > 0), .. come];
        if (services.Count == 0)
        {
            invoice.ClearTotals();
        }
        else
        {
            var composed = await compose.RunAsync(db, invoice, services, ct);
            if (composed.Value is not { } document)
                return composed.Problems;
            invoice.SetTotals(document);
        }

        db.FailIfChanged(invoice);
        return null;
    }
}
