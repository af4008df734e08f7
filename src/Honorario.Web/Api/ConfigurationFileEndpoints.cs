using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.Vinculacion;
using Honorario.Web.Components.Configuracion;
using Honorario.Web.Cuentas;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>Files of the configuration, for who owns it.</summary>
internal static class ConfigurationFileEndpoints
{
    public static void MapConfigurationFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/api/emisores/{id:guid}/manifiesto.pdf",
            async (Guid id, ListEmisores emisores, HttpResponse response, CancellationToken ct) =>
                HandOut(
                    await emisores.ManifiestoPdfAsync(id, ct) is { } pdf
                        ? new Download("manifiesto.pdf", "application/pdf", pdf)
                        : null,
                    response)).Needs(Right.KeepKeys);
        app.MapGet(
            "/api/emisores/{id:guid}/logo",
            async (Guid id, ListEmisores emisores, HttpResponse response, CancellationToken ct) =>
                HandOut(
                    await emisores.LogoAsync(id, ct) is { } logo
                        ? new Download("logo", logo[0] == 0xFF ? "image/jpeg" : "image/png", logo)
                        : null,
                    response));
        app.MapGet(
            "/api/bitacora.{format:regex(^(csv|xlsx)$)}",
            (string format, string? desde, string? hasta, string? texto, ListAudit audit, HttpResponse response) =>
                HandOut(audit.Export(BitacoraPage.Filter(desde, hasta, texto), Format(format)), response)).Needs(Right.ReadAudit).Needs(Right.Export);
    }

    /// <summary>The links between CPT-4 codes and SAT keys, and the agreed prices, for who bills.</summary>
    public static void MapLinkFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/api/vinculaciones.{format:regex(^(csv|xlsx)$)}",
            (string format, TransferLinks links, HttpResponse response) => HandOut(links.Export(Format(format)), response));
        app.MapGet(
            "/api/precios.{format:regex(^(csv|xlsx)$)}",
            (string format, string? texto, string? aseguradora, TransferAgreedPrices prices, HttpResponse response) =>
                HandOut(prices.Export(new PreciosFiltro(texto, aseguradora).Filter, Format(format)), response));
    }
}
