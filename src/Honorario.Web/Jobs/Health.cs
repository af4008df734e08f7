using System.Globalization;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Honorario.Web.Jobs;

/// <summary>
/// <c>/salud</c>: the process lives. <c>/salud/listo</c>: it can do its work, with what it depends on in JSON; 503 when the database can't be
/// written or the disk is full.
/// </summary>
internal static class Health
{
    public const string Alive = "/salud";
    public const string Ready = "/salud/listo";
    private const string ReadyTag = "listo";

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseIsWritable>("base-de-datos", tags: [ReadyTag])
        .AddCheck<DiskHasSpace>("disco", tags: [ReadyTag])
        .AddCheck<QueuesMove>("colas", tags: [ReadyTag])
        .AddCheck<OthersAnswer>("externos", tags: [ReadyTag]);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(Alive, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(Ready, new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        estado = report.Status.ToString(),
        partes = report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new { estado = entry.Value.Status.ToString(), porque = entry.Value.Description, datos = entry.Value.Data }),
    });
}

/// <summary>Writes: a database that only answers is not enough.</summary>
internal sealed class DatabaseIsWritable(OutboxLeases leases, IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await leases.BeatAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception fault) when (StorageFaults.Sentence(fault, configuration["Data"]!) is { } sentence)
        {
            return HealthCheckResult.Unhealthy(sentence);
        }
    }
}

internal sealed class DiskHasSpace(IConfiguration configuration) : IHealthCheck
{
    private const long Least = 64L * 1024 * 1024;
    private const long Little = 1024L * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(configuration["Data"]!).AvailableFreeSpace;
        var data = new Dictionary<string, object> { ["libresMB"] = free / 1024 / 1024 };
        return Task.FromResult(free switch
        {
            < Least => HealthCheckResult.Unhealthy("No hay espacio en el disco de los datos.", data: data),
            < Little => HealthCheckResult.Degraded("Queda poco espacio en el disco de los datos.", data: data),
            _ => HealthCheckResult.Healthy(data: data),
        });
    }
}

/// <summary>How long the longest due message of each queue has waited.</summary>
internal sealed class QueuesMove(ViewWaiting waiting, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(15);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var queues = await waiting.QueuesAsync(cancellationToken);
        var data = queues.ToDictionary(
            queue => queue.Lane.ToString(),
            object (queue) => new { enEspera = queue.Waiting, enCurso = queue.UnderWay,
                segundosDeLaMasVieja = queue.OldestDue is { } due ? (long)(now - due).TotalSeconds : 0 });
        return queues.Any(queue => now - queue.OldestDue > TooLong)
            ? HealthCheckResult.Degraded($"Hay trabajo que debió hacerse hace más de {TooLong.TotalMinutes:0} minutos.", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}

/// <summary>When the PAC and the mail server last answered this process.</summary>
internal sealed class OthersAnswer(LastAnswers answers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = answers.All.ToDictionary(
            one => one.Key,
            object (one) => new
            {
                contesto = one.Value.AnsweredAt?.ToString("O", CultureInfo.InvariantCulture),
                enSilencioDesde = one.Value.SilentSince?.ToString("O", CultureInfo.InvariantCulture),
            });
        return Task.FromResult(answers.All.Values.Any(one => one.SilentSince is not null)
            ? HealthCheckResult.Degraded("Alguien de quien depende el trabajo no contesta; lo que espera se reintenta.", data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
