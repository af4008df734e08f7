using Honorario.Archivos;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Kern;

/// <summary>What everybody uses and what knows nobody: results, pages, pesos, clocks, files, secrets.</summary>
public static class KernServices
{
    public static IServiceCollection AddKern(this IServiceCollection services)
    {
        services.AddSingleton<PlaceClock>();
        services.AddSingleton<IArchivos, Workshop>();
        return services;
    }
}
