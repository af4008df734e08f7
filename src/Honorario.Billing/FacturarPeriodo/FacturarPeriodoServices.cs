using Honorario.Billing.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>All invoices of a period prepared and stamped together.</summary>
public static class FacturarPeriodoServices
{
    public static IServiceCollection AddFacturarPeriodo(this IServiceCollection services)
    {
        services.AddScoped<PrepareBatch>();
        services.AddScoped<StampBatch>();
        services.AddScoped<ViewBatch>();
        services.AddKeyedScoped<IOutboxHandler, SealQueuedInvoice>(SealQueuedInvoice.Kind);
        return services;
    }
}
