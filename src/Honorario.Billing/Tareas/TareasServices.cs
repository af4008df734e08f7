using Honorario.Billing.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tareas;

/// <summary>What is done once a day for each practice.</summary>
public static class TareasServices
{
    public static IServiceCollection AddTareas(this IServiceCollection services)
    {
        services.AddSingleton<PlanDay>();
        services.AddKeyedScoped<IOutboxHandler, DoDailyWork>(DoDailyWork.Kind);
        return services;
    }
}
