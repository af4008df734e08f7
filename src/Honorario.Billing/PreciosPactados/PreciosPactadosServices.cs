using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.PreciosPactados;

/// <summary>What was agreed with each insurer for each service.</summary>
public static class PreciosPactadosServices
{
    public static IServiceCollection AddPreciosPactados(this IServiceCollection services)
    {
        services.AddScoped<ListAgreedPrices>();
        services.AddScoped<AgreePrice>();
        services.AddScoped<TransferAgreedPrices>();
        return services;
    }
}
