using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Integraciones;

/// <summary>How a practice's own systems work with it: keys of the API and what was answered to them.</summary>
public static class IntegracionesServices
{
    public static IServiceCollection AddIntegraciones(this IServiceCollection services)
    {
        services.AddScoped<KeepApiKeys>();
        services.AddScoped<KeepHooks>();
        services.AddScoped<BillClaim>();
        services.AddSingleton<IBeforeSave, NoteEvents>();
        services.AddOutbox<TellEvent>(PracticeEvent.ToTell, OutboxLane.Webhook);
        services.AddOutbox<DeliverEvent>(DeliverEvent.Kind, OutboxLane.Webhook);
        services.AddSingleton<OpenApiKey>();
        services.AddSingleton<KeepAnswers>();
        services.AddScoped<IDailyWork, PruneAnswers>();
        return services;
    }
}
