using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>"Exportar": the invoices of a filter, of all its pages and in its order, as a table.</summary>
public sealed class ExportInvoices(HonorarioStorage storage)
{
    private static readonly SheetColumn<Row>[] Columns =
    [
        new("No de Control Interno", row => row.ControlNumber),
        new("RFC del emisor", row => row.EmisorRfc.Value),
        new("Emisor", row => row.Emisor),
        new("Aseguradora", row => row.Insurer),
        new("Fecha de factura", row => row.IssueDate),
        new("Serie y folio", row => $"{row.Serie}{row.Folio}"),
        new("Folio fiscal", row => row.Uuid?.Value),
        new("Servicios", row => row.Services),
        new("Subtotal", row => row.SubTotal),
        new("IVA", row => row.Iva),
        new("ISR retenido", row => row.Isr),
        new("IVA retenido", row => row.IvaRetenido),
        new("Impuestos locales", row => row.Local),
        new("Total", row => row.Total),
        new("Acreditado", row => row.Credited),
        new("Pagado", row => row.Paid),
        new("Por cobrar", row => row.InForce ? row.Total - row.Credited - row.Paid : 0),
        new("Estatus", row => row.Status.Text()),
    ];

    public StreamedFile Run(InvoiceFilter filter, SheetFormat format) => SheetExport.Of(
        "facturas",
        format,
        Columns,
        storage, Right.SeeInvoices,
        db => ListInvoices.Ordered(ListInvoices.Matching(db, filter), filter.Order).Select(row => new Row(
            row.ControlNumber, row.Emisor.Rfc, row.Emisor.Nombre, row.Insurer.Name, row.IssueDate, row.Serie, row.Folio, row.Uuid, row.Lines.Count,
            row.SubTotal, row.IvaTrasladado, row.IsrRetenido, row.IvaRetenido, row.LocalTrasladado - row.LocalRetenido,
            row.Total, row.Credited, row.Paid, row.Status, db.InForce(null).Any(one => one.Id == row.Id))));

    private sealed record Row(
        string ControlNumber, Rfc EmisorRfc, string Emisor, string Insurer, DateOnly IssueDate, string? Serie, int? Folio, Uuid? Uuid, int Services,
        decimal SubTotal, decimal Iva, decimal Isr, decimal IvaRetenido, decimal Local, decimal Total,
        decimal Credited, decimal Paid, InvoiceStatus Status, bool InForce);
}
