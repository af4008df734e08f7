using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// Deletes a draft; its services can be billed again, or return to the invoice that it was to replace. What was ever refused by the PAC
/// stays as history. <see cref="RestoreDraft"/> puts it back.
/// </summary>
public sealed class DeleteDraft(HonorarioStorage storage, Replacing replacing, TimeProvider clock)
{
    public async Task<Result<DeletedDraft>> RunAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var services = await db.InvoiceLines().AsNoTracking().Where(line => line.InvoiceId == invoice.Id)
            .ToDictionaryAsync(line => line.ServiceId, line => line.Discount, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var replacement = await db.Replacements().OfSubjectAsync(invoice.Id, ct);
        if (replacement is not null)
        {
            await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).ExecuteDeleteAsync(ct);
            await replacing.UndoAsync(db, replacement, now, ct);
        }

        db.Invoices().Remove(invoice);
        db.Record(invoice.Id, now, "Borrador eliminado", invoice.ControlNumber);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new DeletedDraft(invoice, services, now, Undoable: replacement is null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Draft.ChangedElsewhere;
        }
    }
}
