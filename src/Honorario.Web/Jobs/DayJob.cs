using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Quartz;

namespace Honorario.Web.Jobs;

/// <summary>Plans the day's work each morning, and at every start for a morning that was missed; the database's statistics are taken anew.</summary>
[DisallowConcurrentExecution]
internal sealed class DayJob(PlanDay plan, IDatabase database) : IJob
{
    public static void Schedule(IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<DayJob>(job => job.WithIdentity(nameof(DayJob)));
            quartz.AddTrigger(trigger => trigger.ForJob(nameof(DayJob)).StartNow());
            quartz.AddTrigger(trigger => trigger.ForJob(nameof(DayJob)).WithCronSchedule(
                $"0 0 {PlanDay.FromHour} * * ?", cron => cron.InTimeZone(TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City"))));
        });
        services.AddQuartzHostedService();
    }

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await plan.RunAsync(cancellationToken);
        await using var db = database.Open(Access.Machine());
        await db.AnalyzeAsync(cancellationToken);
    }
}
