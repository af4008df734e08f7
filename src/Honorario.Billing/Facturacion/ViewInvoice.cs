using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice as a page shows it.</summary>
/// <param name="Invoice">The invoice with emisor and insurer.</param>
/// <param name="Services">How many services it has.</param>
/// <param name="Period">First and last day of its services; null without any.</param>
/// <param name="Document">Its latest sealed document, if any, without the bytes.</param>
/// <param name="History">Who did what when, oldest first.</param>
public sealed record InvoiceView(
    Invoice Invoice, int Services, (DateOnly From, DateOnly To)? Period, SealedView? Document, IReadOnlyList<AuditEntry> History);

/// <summary>Where a sealed document stands.</summary>
/// <param name="Sent">Whether the PAC was ever sent it.</param>
public sealed record SealedView(Guid Id, PacState State, bool SinValidezFiscal, string? WaitingBecause, bool Sent);

/// <summary>Loads an invoice for its page ("vista").</summary>
public sealed class ViewInvoice(HonorarioStorage storage)
{
    /// <returns>Null when this account has no such invoice.</returns>
    public async Task<InvoiceView?> RunAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        // With its document in one look: between two the stamp may arrive, and the draft of the first would have the stamped document of the second.
        var found = await db.Invoices().AsNoTracking().Include(row => row.Emisor).Include(row => row.Insurer)
            .Where(row => row.Id == invoiceId)
            .Select(row => new
            {
                Invoice = row,
                Document = db.SealedCfdis().Where(sealing => sealing.SubjectId == row.Id).OrderByDescending(sealing => sealing.SealedAt)
                    .Select(sealing => new SealedView(
                        sealing.Id, sealing.State, sealing.SinValidezFiscal, sealing.WaitingBecause, sealing.SentAt != null))
                    .FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        if (found is not { Invoice: var invoice, Document: var document })
            return null;
        var lines = await db.InvoiceLines().Where(line => line.InvoiceId == invoiceId)
            .GroupBy(line => line.InvoiceId)
            .Select(group => new { Count = group.Count(), From = group.Min(line => line.Service.Date), To = group.Max(line => line.Service.Date) })
            .SingleOrDefaultAsync(ct);
        var history = await db.Audit().AsNoTracking().Where(entry => entry.SubjectId == invoiceId).OrderBy(entry => entry.At).ThenBy(entry => entry.Id)
            .ToListAsync(ct);
        return new InvoiceView(invoice, lines?.Count ?? 0, lines is null ? null : (lines.From, lines.To), document, history);
    }

    /// <summary>Whether this account has such an invoice.</summary>
    public async Task<bool> ExistsAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await db.Invoices().AnyAsync(row => row.Id == invoiceId, ct);
    }
}
