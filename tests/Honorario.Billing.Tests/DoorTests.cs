using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>The one door: who has not the right does not get in, and who only looks writes nothing.</summary>
public class DoorTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Each_kind_of_actor_opens_with_its_own_rights_and_no_others(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (ended, company, guest, patient, job) = (BillingWorld.Actor(world.PracticeId), new Actor(), new Actor(), new Actor(), new Actor());
        var (payer, payingGuest) = (new Actor(), new Actor());
        ended.End();
        company.ActForCompany(Guid.NewGuid(), Guid.NewGuid(), "rita", pays: false);
        guest.ActAsGuest(world.PracticeId, company, "rita");
        payer.ActForCompany(Guid.NewGuid(), Guid.NewGuid(), "marta", pays: true);
        payingGuest.ActAsGuest(world.PracticeId, payer, "marta");
        Right[] reviews = [Right.SeeReceived, Right.ReviewReceived, Right.ConnectSystems], sees = [Right.Enter, Right.SeeInvoices, Right.SeeMoney,
            Right.AskSat];
        patient.ActAsPatient(world.PracticeId, "paciente");
        job.ActAsSystem(world.PracticeId);
        var all = Enum.GetValues<Right>();
        var actors = new List<(Actor Actor, IEnumerable<Right> May)>
        {
            (new Actor(), []), (ended, []), (company, reviews), (guest, [.. reviews, .. sees]),
            (payer, [.. reviews, Right.PayReceived]), (payingGuest, [.. reviews, .. sees, Right.PayReceived, Right.RegisterPayments]),
            (patient, [Right.Enter, Right.SeeCharges, Right.InvoiceTicket, Right.OwnData]), (job, all),
        };
        foreach (var role in Role.Shipped.Values)
        {
            var person = new Actor();
            person.ActAs(BillingWorld.Person(world.PracticeId, role.Name, [.. role.Rights]));
            actors.Add((person, role.Rights.Append(Right.Enter)));
        }

        foreach (var (actor, may) in actors)
        {
            var storage = new HonorarioStorage(world.Database, actor, world.BeforeSave);
            foreach (var right in all)
            {
                var open = () => storage.Open(right).Dispose();
                if (may.Contains(right))
                    open.Should().NotThrow($"{actor.Kind} {actor.Name} {right}");
                else
                    open.Should().Throw<NoRightException>($"{actor.Kind} {actor.Name} {right}");
            }
        }
    }

    [Fact]
    public void A_set_that_lets_do_something_lets_see_it_too()
    {
        foreach (var right in RightFacts.OfPractices)
        {
            var made = new RoleSet { Name = "Conjunto" };
            made.Give([right]);
            made.Role.Rights.Should().BeEquivalentTo(right.Brings().Append(right));
            made.Role.Rights.Should().Contain(one => !one.Changes(), $"{right} alone is of no use");
            Role.Shipped.Values.Where(role => role.Rights.Contains(right)).Should().OnlyContain(role => right.Brings().All(role.Rights.Contains));
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_right_that_only_looks_writes_nothing_by_save_bulk_or_raw_statement(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        foreach (var right in Enum.GetValues<Right>().Where(right => !right.Changes()))
        {
            await using var db = world.Storage.Open(right);
            db.Entry(await db.Set<MedicalService>().FirstAsync()).Property(row => row.Copay).CurrentValue = 1;
            await FluentActions.Awaiting(() => db.SaveChangesAsync()).Should().ThrowAsync<InvalidOperationException>();
            await FluentActions.Awaiting(() => db.Set<MedicalService>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Copay, 2)))
                .Should().ThrowAsync<InvalidOperationException>();
            await FluentActions.Awaiting(() => db.Set<MedicalService>().ExecuteDeleteAsync()).Should().ThrowAsync<InvalidOperationException>();
            await FluentActions.Awaiting(() => db.Database.ExecuteSqlRawAsync("DELETE FROM services")).Should().ThrowAsync<InvalidOperationException>();
        }

        await using var after = world.Storage.Open();
        (await after.Set<MedicalService>().Select(row => row.Copay).ToListAsync()).Should().Equal(150, 150);
    }

    [Fact]
    public async Task Bulk_statements_of_one_practice_leave_another_alone()
    {
        var database = await databases.NewAsync(Server.Sqlite);
        var (mine, theirs) = (await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database));
        await theirs.AddServicesAsync(2);
        await using (var db = mine.Storage.Open(Right.EditPatients))
            (await db.Set<MedicalService>().ExecuteDeleteAsync()).Should().Be(0);
        await using var after = theirs.Storage.Open();
        (await after.Set<MedicalService>().CountAsync()).Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_sees_only_the_own_sees_the_services_that_the_person_entered(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var physician = new Actor();
        physician.ActAs(world.Physician());
        var storage = new HonorarioStorage(world.Database, physician, world.BeforeSave);
        await using (var db = storage.Open(Right.EditPatients))
        {
            (await db.Set<MedicalService>().CountAsync()).Should().Be(0);
            var patient = new Patient { Name = "Mío" };
            db.Add(patient);
            db.Add(new MedicalService { Folio = "M-1", Date = BillingWorld.Today, PatientId = patient.Id, InsurerId = world.InsurerId, Cpt = "99203",
                InsurerAmount = 1, Copay = 1 });
            await db.SaveChangesAsync();
        }

        await using var own = storage.Open(Right.SeePatients);
        (await own.Set<MedicalService>().Select(row => row.Folio).ToListAsync()).Should().Equal("M-1");
        await using var all = world.Storage.Open();
        (await all.Set<MedicalService>().CountAsync()).Should().Be(3);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_people_of_one_name_have_two_drawers_and_a_renamed_one_keeps_hers(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var rights = Role.Shipped[PracticeRole.Caja].Rights;
        OpenCash Cash(Guid person, string name)
        {
            var actor = new Actor();
            actor.ActAs(new PracticePerson(world.PracticeId, person, name, rights));
            return new OpenCash(new HonorarioStorage(world.Database, actor, world.BeforeSave), world.Turns, world.Clock, actor);
        }

        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var hers = (await Cash(one, "Caja").RunAsync(100, CancellationToken.None)).Value;
        var theirs = (await Cash(other, "Caja").RunAsync(200, CancellationToken.None)).Value;
        theirs.Should().NotBe(hers);
        (await Cash(one, "Caja Nueva").RunAsync(150, CancellationToken.None)).Value.Should().Be(hers);
    }
}
