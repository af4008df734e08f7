using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What a list of invoices can be ordered by; Registro is when it was registered.</summary>
public enum InvoiceColumn
{
    Registro,
    Control,
    Emisor,
    Aseguradora,
    Fecha,
    Servicios,
    Total,
    Estatus,
}

/// <summary>Which invoices to list, and how.</summary>
/// <param name="Text">Part of the No de Control Interno, of the folio fiscal or of the insurer's name.</param>
/// <param name="Status">Only those that stand there.</param>
/// <param name="Page">Where.</param>
/// <param name="InsurerId">Only those to this insurer.</param>
/// <param name="From">First Fecha de factura.</param>
/// <param name="To">Last Fecha de factura.</param>
/// <param name="Order">Newest first when absent.</param>
public sealed record InvoiceFilter(
    string? Text = null, InvoiceStatus? Status = null, Place Page = default, Guid? InsurerId = null, DateOnly? From = null, DateOnly? To = null,
        Order<InvoiceColumn>? Order = null);

/// <summary>An invoice as listed; amounts in pesos.</summary>
/// <param name="HasFiles">It has its stamp: there is an XML and a PDF to hand out.</param>
/// <param name="OnItsWay">Its sealed document waits for the PAC.</param>
public sealed record InvoiceRow(
    Guid Id, string ControlNumber, Guid EmisorId, string Emisor, Guid InsurerId, string Insurer, DateOnly IssueDate, int Services, decimal Total,
    InvoiceStatus Status, bool HasFiles, bool OnItsWay);

/// <summary>A page of invoices and what the whole filter adds up to, in pesos.</summary>
/// <param name="Page">The rows.</param>
/// <param name="Total">What all of them add up to.</param>
/// <param name="Owed">What is still owed of those that are in force.</param>
/// <param name="Files">How many of them have files to hand out.</param>
public sealed record InvoicesFound(Page<InvoiceRow> Page, decimal Total, decimal Owed, int Files);

/// <summary>The list of the tab "Facturación".</summary>
public sealed class ListInvoices(HonorarioStorage storage)
{
    public const int PageSize = 25;

    /// <returns>The page that was asked for; the last one when the list has become shorter than that.</returns>
    public async Task<InvoicesFound> RunAsync(InvoiceFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var invoices = Matching(db, filter);
        var (rows, next) = await Ordered(invoices, filter.Order)
            .Select(invoice => new InvoiceRow(
                invoice.Id,
                invoice.ControlNumber,
                invoice.EmisorId,
                invoice.Emisor.Nombre,
                invoice.InsurerId,
                invoice.Insurer.Name,
                invoice.IssueDate,
                invoice.Lines.Count,
                invoice.Total,
                invoice.Status,
                invoice.Uuid != null,
                db.SealedCfdis().Any(document => document.SubjectId == invoice.Id && document.State == PacState.Pending)))
            .AtAsync(filter.Page, PageSize, ct);
        var sums = await invoices.GroupBy(invoice => invoice.Uuid != null)
            .Select(group => new { Stamped = group.Key, Count = group.Count(), Total = group.Sum(invoice => invoice.Total) })
            .ToListAsync(ct);
        var count = sums.Sum(sum => sum.Count);
        if (rows.Count == 0 && count > 0 && !filter.Page.GoesOn)
            return await RunAsync(filter with { Page = (count - 1) / PageSize }, ct);
        var owed = await Matching(db, db.InForce(null), filter).SumAsync(invoice => invoice.Total - invoice.Paid - invoice.Credited, ct);
        return new InvoicesFound(
            new Page<InvoiceRow>(rows, count) { Next = next },
            sums.Sum(sum => sum.Total),
            owed,
            sums.Where(sum => sum.Stamped).Sum(sum => sum.Count));
    }

    /// <summary>The invoices of a filter, of whatever page.</summary>
    internal static IQueryable<Invoice> Matching(HonorarioDb db, InvoiceFilter filter) => Matching(db, db.Invoices().AsNoTracking(), filter);

    private static IQueryable<Invoice> Matching(HonorarioDb db, IQueryable<Invoice> invoices, InvoiceFilter filter)
    {
        if (filter.Status is { } status)
            invoices = invoices.Where(invoice => invoice.Status == status);
        if (filter.InsurerId is { } insurer)
            invoices = invoices.Where(invoice => invoice.InsurerId == insurer);
        if (filter.From is { } from)
            invoices = invoices.Where(invoice => invoice.IssueDate >= from);
        if (filter.To is { } to)
            invoices = invoices.Where(invoice => invoice.IssueDate <= to);
        if (!string.IsNullOrWhiteSpace(filter.Text))
            invoices = invoices.Saying(db, filter.Text);

        return invoices;
    }

    /// <summary>In the order asked for; what is alike there, newest first.</summary>
    internal static IOrderedQueryable<Invoice> Ordered(IQueryable<Invoice> invoices, Order<InvoiceColumn>? asked)
    {
        var order = asked ?? new Order<InvoiceColumn>(InvoiceColumn.Registro, Descending: true);
        return (order.By switch
        {
            InvoiceColumn.Control => order.Sort(invoices, invoice => invoice.ControlNumber),
            InvoiceColumn.Emisor => order.Sort(invoices, invoice => invoice.Emisor.Nombre),
            InvoiceColumn.Aseguradora => order.Sort(invoices, invoice => invoice.Insurer.Name),
            InvoiceColumn.Fecha => order.Sort(invoices, invoice => invoice.IssueDate),
            InvoiceColumn.Servicios => order.Sort(invoices, invoice => invoice.Lines.Count),
            InvoiceColumn.Total => order.Sort(invoices, invoice => invoice.Total),
            InvoiceColumn.Estatus => order.Sort(invoices, invoice => invoice.Status),
            _ => order.Sort(invoices, invoice => invoice.CreatedAt),
        }).ThenByDescending(invoice => invoice.CreatedAt).ThenBy(invoice => invoice.Id);
    }
}
