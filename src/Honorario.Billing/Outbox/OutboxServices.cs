using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Outbox;

/// <summary>What must happen after a transaction, written in it and carried out until it is done.</summary>
public static class OutboxServices
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxDispatcher>();
        return services;
    }
}
