using Honorario.Billing.Correo;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Honorario.Billing.Tests;

/// <summary>The PAC's stamps are asked for once a morning, and their end is told before it comes, once for each mark.</summary>
public class StampBalanceTests(Databases databases)
{
    public static TheoryData<Server> Both => [Server.Sqlite, Server.Postgres];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_end_of_the_stamps_is_told_at_each_mark_and_again_after_more_were_bought(Server server)
    {
        var world = await WorldAsync(server);
        var (pac, clock) = (new CountingPac(), new FakeTimeProvider(BillingWorld.Now));
        foreach (var expiresIn in (int[])[40, 15, 14, 7, 6, 2, 1, 90, 12])
        {
            pac.Says = new PacBalance.Counted(1_000, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(expiresIn));
            await WatchAsync(world, pac, clock);
            clock.Advance(TimeSpan.FromDays(1));
        }

        (await TitlesAsync(world)).Should().Equal(
            "Los timbres se terminan en 15 días", "Los timbres se terminan en 7 días", "Los timbres se terminan en 2 días",
            "Los timbres se terminan en 12 días");
    }

    [Fact]
    public async Task The_PAC_is_asked_once_for_all_practices_and_its_silence_changes_nothing()
    {
        var world = await WorldAsync(Server.Sqlite);
        var other = await BillingWorld.NewAsync(world.Database);
        var (pac, clock) = (new CountingPac { Says = new PacBalance.Counted(0) }, new FakeTimeProvider(BillingWorld.Now));

        await WatchAsync(world, pac, clock);
        await WatchAsync(other, pac, clock);
        pac.Asked.Should().Be(1);
        (await TitlesAsync(world)).Should().Equal("Ya no quedan timbres");

        clock.Advance(TimeSpan.FromDays(1));
        pac.Says = new PacBalance.Unknown("no contesta");
        await WatchAsync(world, pac, clock);
        pac.Says = new PacBalance.Unlimited();
        await WatchAsync(world, pac, clock);

        (await TitlesAsync(world)).Should().HaveCount(1);
        await using var db = world.Database.Open(Access.Machine());
        (await db.StampBalances().SingleAsync()).Left.Should().BeNull();
    }

    [Theory]
    [InlineData(100, 30, null, 100)]
    [InlineData(10, 60, null, 5)]
    [InlineData(10, 0, null, null)]
    [InlineData(0, 0, null, 0)]
    [InlineData(1_000, 30, 4, 4)]
    public void They_last_at_the_pace_of_late_or_until_they_expire(int left, int used, int? expiresIn, int? days)
    {
        var balance = new StampBalance { Left = left, Used = used, Expires = expiresIn is { } more ? BillingWorld.Today.AddDays(more) : null };

        balance.DaysLeft(BillingWorld.Today).Should().Be(days);
    }

    private async Task<BillingWorld> WorldAsync(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddUserAsync("ana@consultorio.example");
        await using var db = world.Storage.Open();
        db.MailServers().Add(new MailServer
        {
            Host = "smtp.consultorio.example", Port = 587, FromAddress = "ana@consultorio.example", FromName = "Consultorio",
        });
        await db.SaveChangesAsync();
        return world;
    }

    private static async Task WatchAsync(BillingWorld world, IPacAccount pac, TimeProvider clock) =>
        (await new WatchStamps(
            world.Storage, world.Database, pac, new QueueMail(clock), BillingWorld.Actor(world.PracticeId), new OutboxSignal(), new PlaceClock(clock), clock)
            .RunAsync(CancellationToken.None)).Should().BeFalse();

    private static async Task<List<string>> TitlesAsync(BillingWorld world)
    {
        await using var db = world.Storage.Open();
        return await db.Mails().AsNoTracking().OrderBy(mail => mail.CreatedAt).Select(mail => mail.Title).ToListAsync();
    }

    private sealed class CountingPac : IPacAccount
    {
        public PacBalance Says { get; set; } = new PacBalance.Unlimited();

        public int Asked { get; private set; }

        public Task<PacBalance> BalanceAsync(CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult(Says);
        }
    }
}
