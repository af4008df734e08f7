using Honorario.Billing.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Timbrado;

/// <summary>The one road from a composed document to its stamp, and the files of what is stamped.</summary>
public static class TimbradoServices
{
    public static IServiceCollection AddTimbrado(this IServiceCollection services)
    {
        services.AddSingleton<DocumentKinds>();
        services.AddSingleton<SealForStamping>();
        services.AddSingleton<DatosFiscales.IUsedFolios, UsedFolios>();
        services.AddScoped<DocumentFiles>();
        services.AddScoped<FollowAnswer>();
        services.AddScoped<SettleDoubt>();
        services.AddOutbox<StampSealedCfdi>(StampSealedCfdi.Kind, OutboxLane.Stamp);
        return services;
    }
}
