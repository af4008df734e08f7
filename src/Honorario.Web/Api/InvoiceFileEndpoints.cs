using Honorario.Billing.Facturacion;

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

    private static IResult HandOut(Download? file, HttpResponse response)
    {
        if (file is null)
            return Results.NotFound();
        response.Headers.CacheControl = "private, no-store";
        return Results.File(file.Content, file.ContentType, file.Name);
    }
}
