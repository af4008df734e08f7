using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Vinculacion;

namespace Honorario.Web.Api;

/// <summary>Files of the configuration, for who owns it.</summary>
internal static class ConfigurationFileEndpoints
{
    public static void MapConfigurationFiles(this WebApplication app)
    {
        app.MapGet("/api/emisores/{id:guid}/manifiesto.pdf", async (Guid id, ListEmisores emisores, CancellationToken cancellation) =>
            await emisores.ManifiestoPdfAsync(id, cancellation) is { } pdf ? Results.File(pdf, "application/pdf", "manifiesto.pdf") : Results.NotFound());
        app.MapGet("/api/vinculaciones.csv", async (TransferLinks links, CancellationToken cancellation) =>
            Results.File(await links.ExportAsync(cancellation), "text/csv", "vinculaciones.csv"));
    }
}
