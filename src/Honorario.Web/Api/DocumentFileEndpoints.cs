using Honorario.Billing.Cancelacion;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The files of a stamped document of any kind and the acuse of its cancelling, for who owns them.</summary>
internal static class DocumentFileEndpoints
{
    public static void MapDocumentFiles(this IEndpointRouteBuilder app)
    {
        var document = app.MapGroup("/api/documentos/{id:guid}");
        document.MapGet("/xml", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.XmlAsync(id, cancellation), response));
        document.MapGet("/pdf", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.PdfAsync(id, cancellation), response));
        app.MapGet("/api/cancelaciones/{id:guid}/acuse", async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.AcuseAsync(id, cancellation), response));
    }
}
