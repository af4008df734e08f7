using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Integraciones;

/// <summary>How a practice's own systems work with it: keys of the API and what was answered to them.</summary>
public static class IntegracionesServices
{
    public static IServiceCollection AddIntegraciones(this IServiceCollection services)
    {
        services.AddScoped<KeepApiKeys>();
        services.AddSingleton<OpenApiKey>();
        services.AddSingleton<KeepAnswers>();
        return services;
    }
}
