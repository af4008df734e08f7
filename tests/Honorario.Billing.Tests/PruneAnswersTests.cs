using Honorario.Billing.Integraciones;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>What the API answered and what happened is let go of when nobody can ask for it any more.</summary>
public class PruneAnswersTests(Databases databases)
{
    public static TheoryData<Server> Both => [Server.Sqlite, Server.Postgres];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Old_answers_events_and_their_deliveries_go_and_those_of_late_and_of_others_stay(Server server)
    {
        var database = await databases.NewAsync(server);
        var (ours, others) = (await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database));
        var now = BillingWorld.Now.UtcDateTime;
        foreach (var world in (BillingWorld[])[ours, others])
        {
            await using var db = world.Storage.Open();
            var key = new ApiKey { Name = "x", Start = "honp_x", Hash = $"{Guid.NewGuid():N}", Rights = "SeePatients", CreatedAt = now };
            var hook = new PracticeHook { Address = "https://x.example", Secret = [1], CreatedAt = now };
            db.ApiKeys().Add(key);
            db.PracticeHooks().Add(hook);
            foreach (var age in (TimeSpan[])[ApiAnswer.Kept / 2, ApiAnswer.Kept * 2])
                db.ApiAnswers().Add(new ApiAnswer { ApiKeyId = key.Id, Key = $"{age}", Request = "x", At = now - age });
            foreach (var age in (TimeSpan[])[PracticeEvent.Kept / 2, PracticeEvent.Kept * 2])
            {
                var told = new PracticeEvent { Type = EventTypes.Ticket, SubjectId = Guid.NewGuid(), At = now - age };
                db.PracticeEvents().Add(told);
                db.HookDeliveries().Add(new HookDelivery { HookId = hook.Id, EventId = told.Id });
            }

            await db.SaveChangesAsync();
        }

        (await new PruneAnswers(ours.Storage, ours.Clock).RunAsync(CancellationToken.None)).Should().BeFalse("nothing more is left");

        await using (var db = ours.Storage.Open())
            (await db.PracticeEvents().CountAsync(), await db.HookDeliveries().CountAsync()).Should().Be((1, 1));
        await using (var db = others.Storage.Open())
            (await db.PracticeEvents().CountAsync(), await db.HookDeliveries().CountAsync()).Should().Be((2, 2));
        await using var machine = database.Open(Access.Machine());
        (await machine.ApiAnswers().CountAsync()).Should().Be(3);
    }
}
