using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Timbrado;
using Honorario.Printing;
using Honorario.Printing.Content;
using Honorario.Web.Components.Cobros;
using Honorario.Web.Cuentas;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The PDF of a ticket or of a cut of the cash desk, the files of the tickets' invoices, and the lists as tables, for who owns them.</summary>
internal static class CopagoFileEndpoints
{
    public static void MapCopagoFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/tickets/{id:guid}/pdf", async (Guid id, string? papel, ViewTicket view, HttpResponse response, CancellationToken ct) =>
            HandOut(
                await view.RunAsync(id, ct) is { } ticket
                    ? new Download($"ticket-{ticket.Printed.Folio}.pdf", "application/pdf", PrintedTicket.Render(ticket.Printed, Paper(papel)))
                    : null,
                response));
        app.MapDocumentFiles("copagos", DocumentKind.Copago, DocumentKind.FacturaGlobal, DocumentKind.NotaDeCopago);
        app.MapGet(
            "/api/cortes/{id:guid}/pdf",
            async (Guid id, ViewCuts cuts, HttpResponse response, CancellationToken ct) =>
                HandOut(
                    await cuts.PdfAsync(id, ct) is { } pdf
                        ? new Download("corte-de-caja.pdf", "application/pdf", pdf)
                        : null,
                    response));
        app.MapGet(
            "/api/cobros.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] CobrosFiltro filter, FindCharges find, HttpResponse response) =>
                HandOut(find.Export(filter.Filter, Format(format)), response)).Needs(Right.Export);
        app.MapGet(
            "/api/cortes.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] CortesFiltro filter, ListCuts cuts, HttpResponse response) =>
                HandOut(cuts.Export(filter.Filter, Format(format)), response)).Needs(Right.Export);
        app.MapGet(
            "/api/facturas-globales.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] GlobalesFiltro filter, ListGlobalInvoices invoices, HttpResponse response) =>
                HandOut(invoices.Export(filter.Filter, Format(format)), response)).Needs(Right.Export);
    }

    private static TicketPaper Paper(string? name) => name switch
    {
        "58" => TicketPaper.Roll58,
        "carta" => TicketPaper.Letter,
        _ => TicketPaper.Roll80,
    };
}
