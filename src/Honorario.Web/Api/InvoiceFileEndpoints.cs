using Honorario.Billing;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Web.Components.Facturacion;
using Honorario.Web.Components.Shared;
using Honorario.Web.Cuentas;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The files of many invoices, and the lists as tables, for who owns them.</summary>
internal static class InvoiceFileEndpoints
{
    public static void MapInvoiceFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/api/facturas/elegidas/{kind:regex(^(zip|xml|pdf)$)}",
            async (string kind, Guid[] id, HandOutInvoices hand, HttpResponse response, CancellationToken ct) =>
                HandOut(await hand.ChosenAsync(id.ToHashSet(), Kind(kind), ct), response));
        app.MapGet(
            "/api/facturas/archivos/{kind:regex(^(zip|xml|pdf)$)}",
            async (
                string kind,
                [AsParameters] FacturasFiltro filter,
                HandOutInvoices hand,
                HttpResponse response,
                CancellationToken ct
            ) => HandOut(await hand.MatchingAsync(filter.Filter, Kind(kind), ct), response));
        app.MapGet(
            "/api/facturas.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] FacturasFiltro filter, ExportInvoices export, HttpResponse response) =>
                HandOut(export.Run(filter.Filter, Format(format)), response));
        app.MapGet(
            "/api/servicios.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] ServiciosFiltro filter, ExportServices export, HttpResponse response) =>
                filter.Period is { } period
                    ? HandOut(export.Run(period, filter.Order, Format(format)), response)
                    : Results.BadRequest());
    }

    /// <summary>A file to fill in, for who may load services.</summary>
    public static void MapServiceTemplate(this IEndpointRouteBuilder app) =>
        app.MapGet(
            "/api/servicios/plantilla.{format:regex(^(csv|xlsx)$)}",
            (string format, MexicanToday today, HttpResponse response) => HandOut(ServiceTemplate.Of(today.Date, Format(format)), response));

    /// <summary>A draft as it would print, for who may stamp it.</summary>
    public static void MapInvoicePreview(this IEndpointRouteBuilder app) =>
        app.MapGet(
            "/api/facturas/{id:guid}/vista-previa",
            async (Guid id, StampInvoice stamp, HttpResponse response, CancellationToken ct) =>
                await stamp.PreviewAsync(id, ct) is { Ok: true, Value: { } pdf }
                    ? Show(new Download("vista-previa.pdf", "application/pdf", pdf), response)
                    : Results.NotFound());

    private static InvoiceFileKind Kind(string text) => Enum.TryParse<InvoiceFileKind>(text, ignoreCase: true, out var kind) ? kind : InvoiceFileKind.Ambos;
}
