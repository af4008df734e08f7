using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>An invoice is not cancelled before its credit notes are.</summary>
public sealed class CreditNoteHoldsInvoice : IHoldsInvoice
{
    public int Precedence => 2;

    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Invoice invoice, CancellationToken ct)
    {
        var note = await db.CreditNotes().AsNoTracking().Live().Where(row => row.InvoiceId == invoice.Id)
            .OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(ct);
        if (note is null)
            return null;
        var credited = $"{note.Serie}{note.Folio} por {Pesos.Text(note.Total)} ({note.Status.Text()})";
        return new Problem("", $"La factura {invoice.ControlNumber} tiene la nota de crédito {credited}: cancélala primero.", Link: InvoicePage.Of(invoice.Id));
    }
}
