using Honorario.Billing.Cuentas;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Storage;

/// <summary>One database for everything that is kept: SQLite or PostgreSQL, each row seen by its own practice alone.</summary>
public static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<Turns>();
        services.AddSingleton(provider => provider.GetRequiredService<IDatabase>().Practices);
        services.AddScoped<HonorarioStorage>();
        services.AddScoped(scope => scope.GetRequiredService<IDatabase>()
            .Open(new Access(scope.GetRequiredService<Actor>(), null, MayWrite: true), [.. scope.GetServices<IBeforeSave>()]));
        return services;
    }
}
