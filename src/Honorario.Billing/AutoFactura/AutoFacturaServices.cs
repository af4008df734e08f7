using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.AutoFactura;

/// <summary>The pages on which patients invoice their own tickets, without an account.</summary>
public static class AutoFacturaServices
{
    public static IServiceCollection AddAutoFactura(this IServiceCollection services)
    {
        services.AddScoped<FindPublicTicket>();
        services.AddScoped<ViewPublicTicket>();
        services.AddScoped<SuggestReceptor>();
        return services;
    }
}
