using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Pacientes;

/// <summary>The practice's patients.</summary>
public static class PacientesServices
{
    public static IServiceCollection AddPacientes(this IServiceCollection services)
    {
        services.AddScoped<ListPatients>();
        services.AddScoped<ViewPatient>();
        services.AddScoped<EditPatient>();
        services.AddScoped<MergePatients>();
        services.AddScoped<ErasePatient>();
        services.AddScoped<ExportPatient>();
        return services;
    }
}
