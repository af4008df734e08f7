using Honorario.Billing.Cancelacion;
using Honorario.Billing.Timbrado;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The files of stamped documents by the id of what they document, and the acuse of their cancelling, for who owns them.</summary>
internal static class DocumentFileEndpoints
{
    public static void MapDocumentFiles(this IEndpointRouteBuilder app)
    {
        app.MapDocumentFiles("facturas", DocumentKind.Factura);
        app.MapDocumentFiles("complementos", DocumentKind.ComplementoPago);
        app.MapDocumentFiles("notas-de-credito", DocumentKind.NotaDeCredito);
        app.MapDocumentFiles("documentos");
        app.MapGet("/api/cancelaciones/{id:guid}/acuse", async (Guid id, HandOutAcuse acuse, HttpResponse response, CancellationToken ct) =>
            HandOut(await acuse.RunAsync(id, ct), response));
    }

    /// <param name="app">Where.</param>
    /// <param name="plural">What the address calls them.</param>
    /// <param name="kinds">Only these; any when there are none.</param>
    public static void MapDocumentFiles(this IEndpointRouteBuilder app, string plural, params DocumentKind[] kinds)
    {
        var document = app.MapGroup($"/api/{plural}/{{id:guid}}");
        document.MapGet("/xml", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) =>
            HandOut(await files.XmlAsync(id, ct, kinds), response));
        document.MapGet("/pdf", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) =>
            HandOut(await files.PdfAsync(id, ct, kinds), response));
        document.MapGet("/ver", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) =>
            Show(await files.PdfAsync(id, ct, kinds), response));
        document.MapGet("/zip", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) =>
            HandOut(await files.ZipAsync(id, ct, kinds), response));
    }
}
