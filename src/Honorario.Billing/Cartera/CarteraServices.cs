using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cartera;

/// <summary>What is owed, since when, and the accountant's month; reads only.</summary>
public static class CarteraServices
{
    public static IServiceCollection AddCartera(this IServiceCollection services)
    {
        services.AddScoped<InsurerStatement>();
        services.AddScoped<Ageing>();
        services.AddScoped<WithheldIsr>();
        services.AddScoped<Unmatched>();
        services.AddScoped<MonthPackage>();
        return services;
    }
}
