using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Vinculacion;

/// <summary>Which SAT key and which words each CPT-4 code is billed with.</summary>
public static class VinculacionServices
{
    public static IServiceCollection AddVinculacion(this IServiceCollection services)
    {
        services.AddScoped<SearchCpt>();
        services.AddScoped<LinkCodes>();
        services.AddScoped<IvaOfPrices>();
        services.AddScoped<TransferLinks>();
        return services;
    }
}
