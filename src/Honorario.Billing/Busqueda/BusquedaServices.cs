using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Busqueda;

/// <summary>One search over everything that has a page of its own.</summary>
public static class BusquedaServices
{
    public static IServiceCollection AddBusqueda(this IServiceCollection services)
    {
        services.AddScoped<FindAnywhere>();
        return services;
    }
}
