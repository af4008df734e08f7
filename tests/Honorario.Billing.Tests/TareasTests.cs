using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Honorario.Billing.Tests;

/// <summary>The day's work: for each practice, once, and again after a fault.</summary>
public class TareasTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Each_practice_gets_its_day_once_however_many_plan_it_and_a_day_that_failed_is_tried_again(Server server)
    {
        var database = await databases.NewAsync(server);
        BillingWorld[] worlds = [await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database)];
        var clock = worlds[0].Clock;
        var diary = new Diary { Faults = 1 };
        await using var services = Services(database, clock, diary);
        var (plan, dispatcher) = (services.GetRequiredService<PlanDay>(), services.GetRequiredService<OutboxDispatcher>());

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => plan.RunAsync(CancellationToken.None))));
        await dispatcher.DispatchDueAsync(CancellationToken.None);
        diary.Practices.Should().HaveCount(1, "the other one failed");
        clock.Advance(TimeSpan.FromMinutes(1));
        await dispatcher.DispatchDueAsync(CancellationToken.None);
        await plan.RunAsync(CancellationToken.None);
        await dispatcher.DispatchDueAsync(CancellationToken.None);
        diary.Practices.Should().BeEquivalentTo(worlds.Select(world => world.PracticeId));

        clock.Advance(TimeSpan.FromDays(1));
        await plan.RunAsync(CancellationToken.None);
        await dispatcher.DispatchDueAsync(CancellationToken.None);
        diary.Practices.Should().HaveCount(4);
    }

    [Fact]
    public async Task Before_six_in_the_morning_of_Mexico_nothing_is_planned()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        world.Clock.Advance(TimeSpan.FromHours(17) + TimeSpan.FromMinutes(59));
        await using var services = Services(world.Database, world.Clock, new Diary());

        await services.GetRequiredService<PlanDay>().RunAsync(CancellationToken.None);
        await using var db = world.Storage.Open();
        (await db.DailyTasks().CountAsync()).Should().Be(0);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await services.GetRequiredService<PlanDay>().RunAsync(CancellationToken.None);
        (await db.DailyTasks().SingleAsync()).Day.Should().Be(BillingWorld.Today.AddDays(1));
    }

    private static ServiceProvider Services(IDatabase database, TimeProvider clock, Diary diary) => new ServiceCollection()
        .AddSingleton(database).AddSingleton(clock).AddSingleton(diary)
        .AddSingleton<PlaceClock>().AddSingleton<OutboxSignal>().AddSingleton<PlanDay>()
        .AddSingleton(services => new OutboxDispatcher(services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<OutboxDispatcher>.Instance))
        .AddScoped<Actor>().AddScoped<HonorarioStorage>()
        .AddScoped<IDailyWork, Writing>()
        .AddKeyedScoped<IOutboxHandler, DoDailyWork>(DoDailyWork.Kind)
        .BuildServiceProvider();

    private sealed class Diary
    {
        public List<Guid> Practices { get; } = [];

        public int Faults { get; set; }
    }

    private sealed class Writing(Diary diary, Actor actor) : IDailyWork
    {
        public Task RunAsync(CancellationToken ct)
        {
            lock (diary)
            {
                if (diary.Faults-- > 0)
                    throw new IOException("The disk is tired.");
                diary.Practices.Add(actor.PracticeId);
            }

            return Task.CompletedTask;
        }
    }
}
