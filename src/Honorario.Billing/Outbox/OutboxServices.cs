using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Outbox;

/// <summary>What must happen after a transaction, written in it and carried out until it is done.</summary>
public static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton(new OutboxOptions());
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxLeases>();
        services.AddSingleton<OutboxListener>();
        services.AddSingleton<LastAnswers>();
        services.AddSingleton<OutboxDispatcher>();
        return services;
    }
}
