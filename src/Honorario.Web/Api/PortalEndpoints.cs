using Honorario.Billing.Aseguradora;
using Honorario.Web.Aseguradora;
using Honorario.Web.Components.Aseguradora;
using Microsoft.AspNetCore.Mvc;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The insurer's files for its people, and its API for its systems.</summary>
internal static class PortalEndpoints
{
    private const string Bearer = "Bearer ";

    public static void MapPortal(this WebApplication app)
    {
        var invoice = app.MapGroup("/api/aseguradora/facturas/{folio:guid}").RequireAuthorization(PortalAccess.Policy);
        invoice.MapGet("/xml", async (Guid folio, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
            HandOut(await hand.OfInvoiceAsync($"{folio}", (files, id) => files.XmlAsync(id, ct), ct), response));
        invoice.MapGet("/pdf", async (Guid folio, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
            HandOut(await hand.OfInvoiceAsync($"{folio}", (files, id) => files.PdfAsync(id, ct), ct), response));
        invoice.MapGet("/pdf/ver", async (Guid folio, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
            Show(await hand.OfInvoiceAsync($"{folio}", (files, id) => files.PdfAsync(id, ct), ct), response));
        invoice.MapGet("/zip", async (Guid folio, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
            HandOut(await hand.OfInvoiceAsync($"{folio}", (files, id) => files.ZipAsync(id, ct), ct), response));
        var note = invoice.MapGroup("/notas/{nota:guid}");
        note.MapGet(
            "/xml",
            async (Guid folio, Guid nota, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
                HandOut(await hand.OfNoteAsync($"{folio}", $"{nota}", (files, id) => files.XmlAsync(id, ct), ct), response));
        note.MapGet(
            "/pdf",
            async (Guid folio, Guid nota, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
                HandOut(await hand.OfNoteAsync($"{folio}", $"{nota}", (files, id) => files.PdfAsync(id, ct), ct), response));
        note.MapGet(
            "/zip",
            async (Guid folio, Guid nota, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
                HandOut(await hand.OfNoteAsync($"{folio}", $"{nota}", (files, id) => files.ZipAsync(id, ct), ct), response));
        app.MapGet(
                "/api/aseguradora/facturas.zip",
                async (
                    [AsParameters] BandejaFiltro filter,
                    HandOutReceived hand,
                    HttpResponse response,
                    CancellationToken ct
                ) => HandOut(await hand.RunAsync(filter.Filter, ct), response))
            .RequireAuthorization(PortalAccess.Policy);
        app.MapGet(
                "/api/aseguradora/facturas.{format:regex(^(csv|xlsx)$)}",
                async (
                    string format,
                    [AsParameters] BandejaFiltro filter,
                    PortalInvoices room,
                    HttpResponse response,
                    CancellationToken ct
                ) => HandOut(await room.ExportAsync(filter.Filter, Format(format), ct), response))
            .RequireAuthorization(PortalAccess.Policy);
        app.MapPost("/api/v1/invoices/{uuid:guid}/status", AnswerAsync).AllowAnonymous().DisableAntiforgery().WithMetadata(V1.OwnDoor.Instance);
    }

    private static async Task<IResult> AnswerAsync(
        Guid uuid,
        [FromHeader(Name = "Authorization")] string? authorization,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [FromBody] StatusCall call,
        AnswerStatusCall answer,
        CancellationToken ct)
    {
        var key = authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? authorization[Bearer.Length..].Trim() : "";
        var answered = await answer.RunAsync(key, idempotencyKey, $"{uuid}", call, ct);
        return Results.Text(
            answered.Body,
            answered.StatusCode == StatusCodes.Status200OK ? "application/json" : "application/problem+json",
            statusCode: answered.StatusCode);
    }
}
