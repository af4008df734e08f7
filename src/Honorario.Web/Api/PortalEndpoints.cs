using Honorario.Billing.Aseguradora;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Web.Aseguradora;
using Honorario.Web.Components.Shared;
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
        invoice.MapGet("/xml", async (Guid folio, PortalInvoices room, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await room.FindAsync($"{folio}", cancellation) is { } found ? await found.XmlAsync(cancellation) : null, response));
        invoice.MapGet("/pdf", async (Guid folio, PortalInvoices room, HttpResponse response, CancellationToken cancellation) =>
            HandOut(await room.FindAsync($"{folio}", cancellation) is { } found ? await found.PdfAsync(cancellation) : null, response));
        app.MapGet("/api/aseguradora/facturas.{format}", async (string format, string? texto, string? estatus, string? orden, PortalInvoices room, HttpResponse response, CancellationToken cancellation) =>
            Enum.TryParse<SheetFormat>(format, ignoreCase: true, out var sheet) && Enum.IsDefined(sheet) && await room.ExportAsync(new PortalFilter(texto, Query.Enum<InvoiceStatus>(estatus), Order: Query.Order<PortalColumn>(orden)), sheet, cancellation) is { } table
                ? HandOut(table, response)
                : Results.NotFound()).RequireAuthorization(PortalAccess.Policy);
        app.MapPost("/api/v1/invoices/{uuid:guid}/status", AnswerAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> AnswerAsync(
        Guid uuid,
        [FromHeader(Name = "Authorization")] string? authorization,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [FromBody] StatusCall call,
        AnswerStatusCall answer,
        CancellationToken cancellation)
    {
        var key = authorization?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? authorization[Bearer.Length..].Trim() : "";
        var answered = await answer.RunAsync(key, idempotencyKey, $"{uuid}", call, cancellation);
        return Results.Text(answered.Body, answered.StatusCode == StatusCodes.Status200OK ? "application/json" : "application/problem+json", statusCode: answered.StatusCode);
    }
}
