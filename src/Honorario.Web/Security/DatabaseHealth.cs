using Honorario.Billing.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Honorario.Web.Security;

/// <summary>Healthy when the database answers.</summary>
internal sealed class DatabaseHealth(HonorarioStorage storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = storage.Open();
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
