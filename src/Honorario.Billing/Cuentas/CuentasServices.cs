using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cuentas;

/// <summary>Who signs in, for which practice and in which role.</summary>
public static class CuentasServices
{
    public static IServiceCollection AddCuentas(this IServiceCollection services)
    {
        services.AddScoped<Actor>();
        return services;
    }
}
