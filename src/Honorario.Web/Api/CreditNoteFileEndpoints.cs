using Honorario.Billing.NotasDeCredito;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The files of a credit note, for who owns it.</summary>
internal static class CreditNoteFileEndpoints
{
    public static void MapCreditNoteFiles(this IEndpointRouteBuilder app)
    {
        var note = app.MapGroup("/api/notas-de-credito/{id:guid}");
        note.MapGet("/xml", async (Guid id, CreditNoteFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.XmlAsync(id, cancellation), response));
        note.MapGet("/pdf", async (Guid id, CreditNoteFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.PdfAsync(id, cancellation), response));
        note.MapGet("/zip", async (Guid id, CreditNoteFiles files, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await files.ZipAsync(id, cancellation), response));
    }
}
