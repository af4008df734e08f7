using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Auditoria;

/// <summary>The audit log: who changed what of fiscal weight, and when.</summary>
public static class AuditoriaServices
{
    public static IServiceCollection AddAuditoria(this IServiceCollection services)
    {
        services.AddScoped<ListAudit>();
        services.AddScoped<EditRoles>();
        return services;
    }
}
