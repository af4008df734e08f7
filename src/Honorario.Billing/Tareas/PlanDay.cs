using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tareas;

/// <summary>Puts the day's work of every practice into the outbox, which does it, tries again, and shares it among processes.</summary>
public sealed class PlanDay(IServiceScopeFactory scopes, OutboxSignal signal, PlaceClock places)
{
    /// <summary>From this hour in the centre of Mexico; who starts the product later still gets the day's work done.</summary>
    public const int FromHour = 6;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = places.NowAt(PlaceClock.Centre);
        if (now.Hour < FromHour)
            return;
        foreach (var practice in await PracticesAsync(ct))
            await PlanAsync(practice, DateOnly.FromDateTime(now), ct);
        signal.Raise();
    }

    private async Task<List<Guid>> PracticesAsync(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        await using var db = scope.ServiceProvider.GetRequiredService<IDatabase>().Open(Access.Machine());
        return await db.Practices.Select(practice => practice.Id).ToListAsync(ct);
    }

    private async Task PlanAsync(Guid practice, DateOnly day, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsSystem(practice);
        await using var db = scope.ServiceProvider.GetRequiredService<HonorarioStorage>().Open(Right.RunJobs);
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var planned = await db.DailyTasks().Where(task => task.Day == day).Select(task => task.Work).ToListAsync(ct);
        foreach (var work in scope.ServiceProvider.GetServices<IDailyWork>().Select(DoDailyWork.NameOf).Except(planned))
        {
            var task = new DailyTask { Day = day, Work = work };
            db.DailyTasks().Add(task);
            db.Outbox().Add(new OutboxMessage { Kind = DoDailyWork.Kind, SubjectId = task.Id, CreatedAt = now, DueAt = now });
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            // Another process planned the same day in this moment.
        }
    }
}

/// <summary>Does one piece of a day's work.</summary>
public sealed class DoDailyWork(HonorarioStorage storage, IEnumerable<IDailyWork> works, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "tarea-diaria";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var task = await db.DailyTasks().SingleAsync(row => row.Id == subjectId, ct);
        if (task.DoneAt is not null || works.SingleOrDefault(work => NameOf(work) == task.Work) is not { } work)
            return null;
        if (await work.RunAsync(ct))
            return TimeSpan.Zero;
        task.DoneAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        return null;
    }

    public static string NameOf(IDailyWork work) => work.GetType().Name;
}
