using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>What the facturas globales can be ordered by; Expedida is when it was sealed.</summary>
public enum GlobalColumn
{
    Expedida,
    Folio,
    Periodo,
    FormaPago,
    Tickets,
    Total,
    Estatus,
}

/// <summary>Which facturas globales, and how.</summary>
/// <param name="Status">Only those that stand there.</param>
/// <param name="Page">Where.</param>
/// <param name="Order">The latest first when absent.</param>
public sealed record GlobalFilter(TicketInvoiceStatus? Status = null, Place Page = default, Order<GlobalColumn>? Order = null);

/// <summary>A factura global as listed; Total in pesos.</summary>
/// <param name="TakenOut">How many of its tickets are invoiced apart: it must be cancelled and issued again.</param>
public sealed record GlobalRow(
    Guid Id, string Periodicidad, DateOnly From, DateOnly To, string FormaPago, int Tickets, decimal Total, string Serie, int Folio, Uuid? Uuid,
        TicketInvoiceStatus Status, string? Rejection, int TakenOut);

/// <summary>A page of facturas globales and what those of the whole filter that stand add up to.</summary>
/// <param name="Page">The rows.</param>
/// <param name="Tickets">How many tickets they hold.</param>
/// <param name="Total">In pesos.</param>
public sealed record GlobalsFound(Page<GlobalRow> Page, int Tickets, decimal Total);

/// <summary>The facturas globales that were issued. Sums leave out what was refused or cancelled.</summary>
public sealed class ListGlobalInvoices(HonorarioStorage storage)
{
    public const int PageSize = 25;

    private static readonly SheetColumn<GlobalRow>[] Columns =
    [
        new("Folio", row => $"{row.Serie}{row.Folio}"),
        new("Folio fiscal", row => row.Uuid?.Value),
        new("Periodicidad", row => SatCatalogs.Periodicidad[row.Periodicidad].Text),
        new("Del", row => row.From),
        new("Al", row => row.To),
        new("Forma de pago", row => SatCatalogs.FormaPago[row.FormaPago].Text),
        new("Tickets", row => row.Tickets),
        new("Total", row => row.Total),
        new("Estatus", row => row.Status.Text()),
        new("Motivo del rechazo", row => row.Rejection),
    ];

    public async Task<GlobalsFound> RunAsync(GlobalFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var found = Matching(db, filter);
        var (rows, next) = await Listed(db, found, filter.Order).AtAsync(filter.Page, PageSize, ct);
        var sums = await found.GroupBy(row => row.Status)
            .Select(group => new { Status = group.Key, Count = group.Count(), Tickets = group.Sum(row => row.Tickets), Total = group.Sum(row => row.Total) })
            .ToListAsync(ct);
        var standing = sums.Where(sum => sum.Status is not (TicketInvoiceStatus.Rechazada or TicketInvoiceStatus.Cancelada)).ToList();
        return new GlobalsFound(
            new Page<GlobalRow>(rows, sums.Sum(sum => sum.Count)) { Next = next }, standing.Sum(sum => sum.Tickets), standing.Sum(sum => sum.Total));
    }

    /// <summary>"Exportar": those of a filter, of all its pages and in its order.</summary>
    public StreamedFile Export(GlobalFilter filter, SheetFormat format) =>
        SheetExport.Of("facturas-globales", format, Columns, storage, Right.SeeInvoices, db => Listed(db, Matching(db, filter), filter.Order));

    private static IQueryable<GlobalInvoice> Matching(HonorarioDb db, GlobalFilter filter) =>
        filter.Status is { } status ? db.GlobalInvoices().Where(row => row.Status == status) : db.GlobalInvoices();

    private static IQueryable<GlobalRow> Listed(HonorarioDb db, IQueryable<GlobalInvoice> invoices, Order<GlobalColumn>? asked)
    {
        var order = asked ?? new Order<GlobalColumn>(GlobalColumn.Expedida, Descending: true);
        return (order.By switch
        {
            GlobalColumn.Folio => order.Sort(invoices, row => row.Folio),
            GlobalColumn.Periodo => order.Sort(invoices, row => row.From),
            GlobalColumn.FormaPago => order.Sort(invoices, row => row.FormaPago),
            GlobalColumn.Tickets => order.Sort(invoices, row => row.Tickets),
            GlobalColumn.Total => order.Sort(invoices, row => row.Total),
            GlobalColumn.Estatus => order.Sort(invoices, row => row.Status),
            _ => order.Sort(invoices, row => row.RequestedAt),
        }).ThenByDescending(row => row.RequestedAt).ThenBy(row => row.Id)
            .Select(row => new GlobalRow(
                row.Id, row.Periodicidad, row.From, row.To, row.FormaPago, row.Tickets, row.Total, row.Serie, row.Folio, row.Uuid, row.Status, row.Rejection,
                db.CopagoInvoices()
                    .Count(own => own.Uuid != null && db.Tickets().Any(ticket => ticket.InvoiceId == own.Id && ticket.GlobalInvoiceId == row.Id))));
    }
}
