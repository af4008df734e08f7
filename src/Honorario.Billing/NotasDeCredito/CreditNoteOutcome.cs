using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>What the PAC's answer means for a credit note: stamped, its invoice may be paid; refused, the invoice owes again what it credited.</summary>
public sealed class CreditNoteStampOutcome(GiveBackCredit giveBack) : IStampOutcome
{
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var note = await db.CreditNotes().Include(row => row.Invoice).SingleAsync(row => row.Id == document.SubjectId, ct);
        note.Stamped(document.Uuid!, at);
        var (invoice, before) = (note.Invoice, note.Invoice.Status);
        invoice.CreditStands();
        db.FailIfChanged(invoice);
        db.Record(invoice.Id, at, "Nota de crédito timbrada", $"{note.Serie}{note.Folio}: {document.Uuid}");
        if (invoice.Status == before)
            return;
        db.Record(invoice.Id, at, invoice.Status.Text());
        if (await db.Complementos().Live()
            .Where(row => row.Status == ComplementoStatus.Timbrado
            && db.PaymentApplications().Any(one => one.PaymentId == row.PaymentId && one.InvoiceId == invoice.Id && one.UndoneAt == null))
                .FirstOrDefaultAsync(ct) is { } complemento)
            await complemento.LoadInvoicesAsync(db, at, ct);
    }

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var note = await db.CreditNotes().Include(row => row.Invoice).SingleAsync(row => row.Id == document.SubjectId, ct);
        note.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
        await giveBack.RunAsync(db, note, at, "Nota de crédito rechazada por el PAC", ct);
    }
}

/// <summary>A credit note: cancelled, its invoice owes again what it credited.</summary>
public sealed class CreditNoteCancelling(GiveBackCredit giveBack) : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var note = await db.CreditNotes().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        return note.Status == CreditNoteStatus.Timbrada
            ? null
            : new Problem("", $"La nota de crédito {note.Serie}{note.Folio} está {note.Status.Text()}: no se puede cancelar.");
    }

    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var note = await db.CreditNotes().SingleAsync(row => row.Id == subjectId, ct);
        note.BeginCancelling();
        db.Record(subjectId, at, note.Status.Text());
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var note = await db.CreditNotes().Include(row => row.Invoice).SingleAsync(row => row.Id == subjectId, ct);
        if (note.Status != CreditNoteStatus.EnProcesoDeCancelacion)
            return;
        note.Cancelled();
        db.Record(subjectId, at, note.Status.Text());
        await giveBack.RunAsync(db, note, at, "Nota de crédito cancelada", ct);
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var note = await db.CreditNotes().SingleAsync(row => row.Id == subjectId, ct);
        if (note.Status != CreditNoteStatus.EnProcesoDeCancelacion)
            return;
        note.CancellingRefused();
        db.Record(subjectId, at, note.Status.Text());
    }

    /// <summary>No note takes another's place: there is nothing to hold again.</summary>
    public Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct) => Task.CompletedTask;
}
