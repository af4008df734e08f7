using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Which sessions live, and who hears that one does no longer.</summary>
public class SessionTests(Databases databases)
{
    private static readonly SessionLimits Limits = new(TimeSpan.FromHours(8), TimeSpan.FromDays(7));
    private static readonly DateTime Now = BillingWorld.Now.UtcDateTime;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_session_lives_within_its_limits_while_its_person_is_let_in_and_keeps_the_stamp(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddUserAsync("ana@honorario.example");
        await using var db = world.Storage.Open();
        var person = await db.Users.SingleAsync();
        person.SecurityStamp = "one";
        var session = new Session { Id = Guid.NewGuid(), UserId = person.Id, Stamp = "one", Ticket = [1], Address = "", Device = "", StartedAt = Now, SeenAt =
            Now };
        db.Add(session);
        await db.SaveChangesAsync();
        async Task<bool> LivesAsync(TimeSpan later) => await db.Live(Limits, Now + later).AnyAsync(row => row.Id == session.Id);

        (await LivesAsync(TimeSpan.FromHours(7))).Should().BeTrue();
        (await LivesAsync(TimeSpan.FromHours(9))).Should().BeFalse("unused");
        session.SeenAt = Now.AddDays(7);
        await db.SaveChangesAsync();
        (await LivesAsync(TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1))).Should().BeFalse("too old, though used");
        (await LivesAsync(TimeSpan.FromDays(6.9))).Should().BeTrue();
        person.LockoutEnd = DateTimeOffset.MaxValue;
        await db.SaveChangesAsync();
        (await LivesAsync(TimeSpan.FromDays(6.9))).Should().BeFalse("closed");
        (person.LockoutEnd, person.SecurityStamp) = (null, "two");
        await db.SaveChangesAsync();
        (await LivesAsync(TimeSpan.FromDays(6.9))).Should().BeFalse("another password or other rights");
    }

    [Fact]
    public async Task Another_process_on_the_same_server_hears_at_once_that_a_person_changed()
    {
        var here = await databases.NewAsync(Server.Postgres);
        string connection;
        await using (var db = here.Open(Access.Machine()))
            connection = db.Database.GetConnectionString()!;
        var there = new PostgresDatabase(connection);
        var world = await BillingWorld.NewAsync(here);
        await world.AddUserAsync("ana@honorario.example");
        using var heard = new SemaphoreSlim(0);
        there.Accounts.Raised += () => heard.Release();
        using var stop = new CancellationTokenSource();
        var listening = there.HearOthersAsync(stop.Token);
        (await heard.WaitAsync(TimeSpan.FromMinutes(1))).Should().BeTrue("it looks once when it begins to listen");

        await using (var db = world.Storage.Open())
        {
            (await db.Users.SingleAsync()).SecurityStamp = "another";
            await db.SaveChangesAsync();
        }

        (await heard.WaitAsync(TimeSpan.FromMinutes(1))).Should().BeTrue();
        await stop.CancelAsync();
        await FluentActions.Awaiting(() => listening).Should().ThrowAsync<OperationCanceledException>();
    }
}
