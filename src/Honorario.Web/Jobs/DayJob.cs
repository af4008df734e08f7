using Honorario.Billing.Tareas;
using Quartz;

namespace Honorario.Web.Jobs;

/// <summary>Plans the day's work each morning, and at every start for a morning that was missed.</summary>
[DisallowConcurrentExecution]
internal sealed class DayJob(PlanDay plan) : IJob
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

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => new(plan.RunAsync(cancellationToken));
}
