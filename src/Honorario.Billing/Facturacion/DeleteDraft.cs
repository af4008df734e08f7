using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Deletes a draft; its services can be billed again. What was ever refused by the PAC stays as history.</summary>
public sealed class DeleteDraft(HonorarioStorage storage, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var draft = await Draft.OpenAsync(db, invoiceId, cancellation);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        db.Invoices.Remove(invoice);
        db.Record(invoice.Id, clock.GetUtcNow().UtcDateTime, "Borrador eliminado", invoice.ControlNumber);
        try
        {
            await db.SaveChangesAsync(cancellation);
            return invoice.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Draft.ChangedElsewhere;
        }
    }
}
