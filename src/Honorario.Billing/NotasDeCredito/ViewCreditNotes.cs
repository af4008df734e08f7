using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>A service of an invoice and how much of it live notes credit already, in pesos before taxes.</summary>
public sealed record CreditableRow(Guid ServiceId, string Folio, DateOnly Date, string Patient, string Cpt, decimal Amount, decimal Credited)
{
    public decimal Left => Amount - Credited;
}

/// <summary>A note as its invoice's page shows it, with its latest request to cancel.</summary>
public sealed record CreditNoteRow(CreditNote Note, int Services, Cancellation? Cancelling);

/// <summary>The credit notes of an invoice, and what can still be credited of it.</summary>
public sealed class ViewCreditNotes(HonorarioStorage storage)
{
    public const int PageSize = 25;

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<CreditNoteRow>> OfInvoiceAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var notes = await db.CreditNotes().AsNoTracking().Where(row => row.InvoiceId == invoiceId).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Select(row => new { row, row.Lines.Count }).ToListAsync(ct);
        var ids = notes.Select(one => one.row.Id).ToList();
        var cancellings = (await db.Cancellations().AsNoTracking().Where(row => ids.Contains(row.SubjectId)).OrderBy(row => row.RequestedAt).ToListAsync(ct))
            .ToLookup(row => row.SubjectId);
        return [.. notes.Select(one => new CreditNoteRow(one.row, one.Count, cancellings[one.row.Id].LastOrDefault()))];
    }

    /// <summary>A page, from 0, of the invoice's services whose folio or patient say the text.</summary>
    public async Task<Page<CreditableRow>> CreditableAsync(Guid invoiceId, string? text, int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var rows =
            from line in db.InvoiceLines()
            where line.InvoiceId == invoiceId
            join patient in db.Patients() on line.Service.PatientId equals patient.Id
            select new { line.Service, patient };
        if (!string.IsNullOrWhiteSpace(text))
        {
            var said = SearchText.Of(text);
            var named = db.AllServices().Naming(db, text).Select(service => service.Id);
            rows = rows.Where(row => named.Contains(row.Service.Id) || row.Service.Cpt.Contains(said));
        }

        var live = db.CreditNotes().Live().Where(note => note.InvoiceId == invoiceId).SelectMany(note => note.Lines);
        var found = await rows.OrderBy(row => row.Service.Date).ThenBy(row => row.Service.Folio).Skip(page * PageSize).Take(PageSize)
            .Select(row => new CreditableRow(
                row.Service.Id, row.Service.Folio, row.Service.Date, row.patient.Name, row.Service.Cpt, row.Service.InsurerAmount,
                live.Where(line => line.ServiceId == row.Service.Id).Sum(line => line.Amount)))
            .ToListAsync(ct);
        var count = await rows.CountAsync(ct);
        var xml = await db.SealedCfdis().AsNoTracking().Where(row => row.SubjectId == invoiceId && row.State == PacState.Stamped)
            .Select(row => row.StampedXml).SingleOrDefaultAsync(ct);
        if (xml is null)
            return new Page<CreditableRow>(found, count);
        var billed = new Billed(await db.Invoices().AsNoTracking().SingleAsync(row => row.Id == invoiceId, ct), CfdiReader.Read(xml).Document!);
        return new Page<CreditableRow>(found.ConvertAll(row => row with { Amount = billed.Of(row.Folio, row.Amount) }), count);
    }
}
