using Honorario.Billing.Facturacion;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The files of an invoice, for who owns it.</summary>
internal static class InvoiceFileEndpoints
{
    public static void MapInvoiceFiles(this WebApplication app)
    {
        var invoice = app.MapGroup("/api/facturas/{id:guid}");
        invoice.MapGet("/xml", async (Guid id, InvoiceFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.XmlAsync(id, cancellation), response));
        invoice.MapGet("/pdf", async (Guid id, InvoiceFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.PdfAsync(id, cancellation), response));
    }
}
