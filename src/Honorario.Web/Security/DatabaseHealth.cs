using Honorario.Billing.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Honorario.Web.Security;

/// <summary>Healthy when the database answers.</summary>
internal sealed class DatabaseHealth(IDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = database.Open(Access.Machine());
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
