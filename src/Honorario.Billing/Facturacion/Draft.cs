using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Opening and saving an invoice that may still be changed: a Borrador of which no sealed document is on its way.</summary>
internal static class Draft
{
    public static async Task<Result<Invoice>> OpenAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct)
    {
        var invoice = await db.Invoices()
            .Include(row => row.Emisor).ThenInclude(emisor => emisor.Llaves)
            .Include(row => row.Insurer.Successor)
            .SingleOrDefaultAsync(row => row.Id == invoiceId, ct);
        if (invoice is null)
            return new Problem("", "La factura no existe en esta cuenta.");
        if (invoice.Status != InvoiceStatus.Borrador)
            return new Problem("", $"La factura {invoice.ControlNumber} ya está {invoice.Status.Text()}: no se puede cambiar.");
        if (await db.SealedCfdis().AnyAsync(row => row.SubjectId == invoiceId && row.State != PacState.Rejected, ct))
            return new Problem("", $"La factura {invoice.ControlNumber} ya está sellada y en camino al PAC: espera su respuesta.");
        return invoice;
    }

    /// <summary>Saves what changed of the draft unless another window changed it meanwhile.</summary>
    public static async Task<Result<Guid>> SaveAsync(HonorarioDb db, Invoice invoice, CancellationToken ct)
    {
        db.FailIfChanged(invoice);
        try
        {
            await db.SaveChangesAsync(ct);
            return invoice.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedElsewhere;
        }
    }

    public static Problem ChangedElsewhere { get; } = new("", "La factura cambió en otra ventana. Vuelve a abrirla para ver cómo quedó.");
}
