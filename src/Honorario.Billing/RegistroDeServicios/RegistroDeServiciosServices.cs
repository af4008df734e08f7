using Honorario.Billing.RegistroDeServicios.Importar;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>How services enter, change and leave.</summary>
public static class RegistroDeServiciosServices
{
    public static IServiceCollection AddRegistroDeServicios(this IServiceCollection services)
    {
        services.AddScoped<RegisterService>();
        services.AddScoped<EditService>();
        services.AddScoped<RemoveServices>();
        services.AddScoped<UndoRemoval>();
        services.AddScoped<AuthorizeServices>();
        services.AddScoped<ProposeService>();
        services.AddScoped<ImportServices>();
        services.AddScoped<UndoLoad>();
        services.AddScoped<AgendaServices>();
        return services;
    }
}
