using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>A draft that was deleted, as it was.</summary>
/// <param name="Invoice">The draft.</param>
/// <param name="Services">The services that it held, and what each was discounted.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Undoable">Whether it can be put back: one that was to replace another invoice can't, its services went back to that one.</param>
public sealed record DeletedDraft(Invoice Invoice, IReadOnlyDictionary<Guid, decimal> Services, DateTime At, bool Undoable);

/// <summary>"Deshacer": within a minute a deleted draft returns with its number and its services, if both are still free.</summary>
public sealed class RestoreDraft(HonorarioStorage storage, Turns turns, ComposeInvoice compose, TimeProvider clock)
{
    /// <returns>The draft's id.</returns>
    public Task<Result<Guid>> RunAsync(DeletedDraft deleted, CancellationToken ct) => turns.TakeAsync(
        storage, Right.Bill, NumberLine.ControlNumbers(deleted.Invoice.EmisorId), turn => RestoreAsync(turn.Db, deleted, ct), ct);

    private async Task<Result<Guid>> RestoreAsync(HonorarioDb db, DeletedDraft deleted, CancellationToken ct)
    {
        var (former, ids, now) = (deleted.Invoice, deleted.Services.Keys.ToList(), clock.GetUtcNow().UtcDateTime);
        if (Undoing.IsOver(deleted.At, now))
            return new Problem("", "Ya pasó más de un minuto: registra la factura otra vez.");
        if (await db.Invoices().AnyAsync(row => row.Id == former.Id, ct))
            return former.Id;
        if (!deleted.Undoable)
            return new Problem("", "Sus servicios volvieron a la factura que iba a sustituir: sustitúyela otra vez.");
        if (await RegisterInvoice.RepeatedAsync(db, former.EmisorId, former.ControlNumber, ct) is { } repeated)
            return repeated;
        var services = await db.Services().Where(row => EF.Parameter(ids).Contains(row.Id)).ToListAsync(ct);
        if (services.Count < ids.Count
            || await db.InvoiceLines().AnyAsync(line => EF.Parameter(ids).Contains(line.ServiceId) && line.ReleasedAt == null, ct))
            return new Problem("", "Alguno de sus servicios ya está en otra factura o se eliminó: registra la factura otra vez.");

        var emisor = await db.Emisores().SingleOrDefaultAsync(row => row.Id == former.EmisorId, ct);
        var insurer = await db.Insurers().Include(row => row.Successor).SingleOrDefaultAsync(row => row.Id == former.InsurerId, ct);
        if (emisor is null || insurer is null)
            return new Problem("", "La factura no existe en esta cuenta.");
        var invoice = former.Anew();
        invoice.ChangeInsurer(insurer.Today);
        db.Invoices().Add(invoice);
        foreach (var service in services)
        {
            service.Version++;
            db.InvoiceLines().Add(new InvoiceLine
            {
                InvoiceId = invoice.Id,
                ServiceId = service.Id,
                TakenAt = now,
                Discount = deleted.Services[service.Id],
            });
        }

        if (services.Count > 0)
        {
            var composed = await compose.RunAsync(db, invoice, services, ct);
            if (composed.Value is not { } document)
                return composed.Problems.ToList();
            invoice.SetTotals(document);
        }

        db.Record(invoice.Id, now, "Eliminación deshecha", invoice.ControlNumber);
        await db.SaveChangesAsync(ct);
        return invoice.Id;
    }
}
