using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>What was done to whom and who pays for it: services, patients and insurers.</summary>
public static class ServiciosRealizadosServices
{
    public static IServiceCollection AddServiciosRealizados(this IServiceCollection services)
    {
        services.AddScoped<ListParties>();
        services.AddScoped<EditInsurer>();
        return services;
    }
}
