using Honorario.Billing.Auditoria;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>
/// A credit note counts no more: its invoice owes what it credited, and so it did when its later payments came. Within the caller's
/// transaction; the note is loaded with its invoice.
/// </summary>
public sealed class GiveBackCredit(RecountInstalments recount)
{
    public async Task RunAsync(HonorarioDb db, CreditNote note, DateTime at, string what, CancellationToken ct)
    {
        var before = note.Invoice.Status;
        note.Invoice.Uncredit(note.Total);
        db.FailIfChanged(note.Invoice);
        db.Record(note.InvoiceId, at, what, $"{note.Serie}{note.Folio}, {Pesos.Text(note.Total)}");
        if (note.Invoice.Status != before)
            db.Record(note.InvoiceId, at, note.Invoice.Status.Text());
        await recount.RunAsync(db, [note.InvoiceId], except: note.Id, ct);
    }
}
