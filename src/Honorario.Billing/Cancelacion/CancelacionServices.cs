using Honorario.Billing.Outbox;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>Cancelling and replacing stamped documents of any kind, and what SAT says of them.</summary>
public static class CancelacionServices
{
    public static IServiceCollection AddCancelacion(this IServiceCollection services)
    {
        services.AddScoped<Replacing>();
        services.AddScoped<IAfterStamp>(scope => scope.GetRequiredService<Replacing>());
        services.AddScoped<SettleCancellation>();
        services.AddScoped<RequestCancellation>();
        services.AddScoped<ViewDocument>();
        services.AddScoped<HandOutAcuse>();
        services.AddScoped<CheckSatStatus>();
        services.AddScoped<FollowSat>();
        services.AddScoped<ListSatDifferences>();
        services.AddKeyedScoped<IOutboxHandler, CancelStampedCfdi>(CancelStampedCfdi.Kind);
        services.AddScoped<IDailyWork, CheckSatStatus>();
        return services;
    }
}
