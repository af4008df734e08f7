using Honorario.Billing.Tareas;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Inicio;

/// <summary>What a practice sees first: the checklist of its setup, its figures and its warnings.</summary>
public static class InicioServices
{
    public static IServiceCollection AddInicio(this IServiceCollection services)
    {
        services.AddScoped<SetupChecklist>();
        services.AddScoped<NameSubjects>();
        services.AddScoped<SummariseFinance>();
        services.AddScoped<SummariseDay>();
        services.AddScoped<ViewWorklist>();
        services.AddScoped<ViewWaiting>();
        services.AddSingleton<BindMasterKey>();
        services.AddScoped<IDailyWork, WarnLlave>();
        services.AddScoped<WatchStamps>();
        services.AddScoped<IDailyWork>(all => all.GetRequiredService<WatchStamps>());
        return services;
    }
}
