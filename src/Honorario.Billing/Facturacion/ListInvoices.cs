using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Which invoices to list, and how.</summary>
/// <param name="Text">Part of the No de Control Interno, of the folio fiscal or of the insurer's name.</param>
/// <param name="Status">Only those that stand there.</param>
/// <param name="Page">From 0.</param>
public sealed record InvoiceFilter(string? Text = null, InvoiceStatus? Status = null, int Page = 0);

/// <summary>An invoice as listed; amounts in pesos.</summary>
public sealed record InvoiceRow(
    Guid Id, string ControlNumber, string Emisor, string Insurer, DateOnly IssueDate, int Services, decimal Total, InvoiceStatus Status, bool OnItsWay);

/// <summary>A page of invoices and what the whole filter adds up to, in pesos.</summary>
public sealed record InvoicesFound(Page<InvoiceRow> Page, decimal Total);

/// <summary>The list of the tab "Facturación", newest first.</summary>
public sealed class ListInvoices(HonorarioStorage storage)
{
    public const int PageSize = 25;

    public async Task<InvoicesFound> RunAsync(InvoiceFilter filter, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var invoices = Matching(db, filter);
        var rows = await invoices
            .OrderByDescending(invoice => invoice.CreatedAt)
            .Skip(filter.Page * PageSize).Take(PageSize)
            .Select(invoice => new InvoiceRow(
                invoice.Id,
                invoice.ControlNumber,
                invoice.Emisor.Nombre,
                invoice.Insurer.Name,
                invoice.IssueDate,
                invoice.Lines.Count,
                invoice.Total,
                invoice.Status,
                db.SealedCfdis.Any(document => document.SubjectId == invoice.Id && document.State == Timbrado.StampState.Pending)))
            .ToListAsync(cancellation);
        return new InvoicesFound(
            new Page<InvoiceRow>(rows, await invoices.CountAsync(cancellation)),
            await invoices.SumAsync(invoice => invoice.Total, cancellation));
    }

    /// <summary>The invoices of a filter, of whatever page.</summary>
    internal static IQueryable<Invoice> Matching(HonorarioDb db, InvoiceFilter filter)
    {
        var invoices = db.Invoices.AsNoTracking();
        if (filter.Status is { } status)
            invoices = invoices.Where(invoice => invoice.Status == status);
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = SearchText.Of(filter.Text);
            invoices = Cfdi.Uuid.TryParse(text, out var uuid)
                ? invoices.Where(invoice => invoice.Uuid == uuid)
                : invoices.Where(invoice => invoice.Search.Contains(text));
        }

        return invoices;
    }
}
