using Honorario.Billing.Aseguradora;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>A practice opens the portal to people, and answers only for those whom it invited.</summary>
public class InvitationTests(Databases databases)
{
    private static readonly Invitation Marta = new("General de Salud", PortalRole.Aseguradora, "Marta", "marta@general.example");

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_invited_person_sees_the_invoices_of_the_practices_that_invited_and_of_no_other(Server server)
    {
        var database = await databases.NewAsync(server);
        var (one, two) = (await NewAsync(database), await NewAsync(database));

        var marta = (await Invite(one).RunAsync(one.InsurerId, Marta, CancellationToken.None)).Value;
        var spy = (await Invite(one).RunAsync(one.InsurerId, Marta with { Name = "Otro", Email = "otro@general.example" }, CancellationToken.None)).Value;
        var before = await SeenAsync(one, marta);
        var again = await Invite(two).RunAsync(two.InsurerId, Marta, CancellationToken.None);
        var both = await SeenAsync(one, marta);
        await new PortalPeople(one.Storage, one.Clock).RemoveAsync(one.InsurerId, marta, CancellationToken.None);

        again.Value.Should().Be(marta);
        (before, both, await SeenAsync(one, marta), await SeenAsync(one, spy)).Should().Be((1, 2, 1, 1));
        var left = await new PortalPeople(one.Storage, one.Clock).ListAsync(one.InsurerId, CancellationToken.None);
        left.Select(person => (person.Name, person.Company, person.Accepted, person.Mail!.StateText))
            .Should()
            .Equal(("Otro", "General de Salud", false, "en espera"));
        await using var db = one.Storage.Open();
        (await db.Mails().ToListAsync()).Should().AllSatisfy(mail => mail.Text.Should().Contain(InvitePortalUser.Link).And.Contain("una sola vez"));
    }

    [Fact]
    public async Task Webhooks_of_an_invited_person_hear_only_of_the_practice_that_invited()
    {
        var database = await databases.NewAsync(Server.Sqlite);
        var (one, two) = (await NewAsync(database), await NewAsync(database));
        var marta = (await Invite(one).RunAsync(one.InsurerId, Marta, CancellationToken.None)).Value;
        var connect = new ConnectCompany(new HonorarioStorage(database, await ActorAsync(one, marta), []), one.Secrets, WebhookClient.ToPublicAddresses(),
            one.Clock);
        (await connect.AddWebhookAsync("https://erp.general.example/aviso", CancellationToken.None)).Problems.Should().BeEmpty();

        foreach (var world in new[] { one, two })
        {
            await using var db = world.Storage.Open();
            var change = await db.StatusChanges().SingleAsync();
            await new TellStatusChange(world.Storage, new OutboxSignal(), world.Clock).HandleAsync(change.Id, 1, CancellationToken.None);
        }

        await using var mine = one.Storage.Open();
        await using var others = two.Storage.Open();
        (await mine.WebhookDeliveries().CountAsync(), await others.WebhookDeliveries().CountAsync()).Should().Be((1, 0));
    }

    [Fact]
    public async Task What_is_wrong_with_an_invitation_is_told_at_its_field_and_nobody_is_added()
    {
        var database = await databases.NewAsync(Server.Sqlite);
        var world = await BillingWorld.NewAsync(database);
        await using (var db = world.Storage.Open())
        {
            db.Users.Add(
                new User
                {
                    PracticeId = world.PracticeId,
                    DisplayName = "Ana",
                    UserName = "ana@consultorio.example",
                    Email = "ana@consultorio.example",
                    NormalizedEmail = "ANA@CONSULTORIO.EXAMPLE",
                    NormalizedUserName = "ANA@CONSULTORIO.EXAMPLE",
                });
            await db.SaveChangesAsync();
        }

        var empty = await Invite(world).RunAsync(world.InsurerId, new Invitation(" ", PortalRole.Aseguradora, "", "marta@"), CancellationToken.None);
        var ours = await Invite(world).RunAsync(world.InsurerId, Marta with { Email = "ana@consultorio.example" }, CancellationToken.None);
        var noServer = await Invite(world).RunAsync(world.InsurerId, Marta, CancellationToken.None);
        var foreign = await Invite(world).RunAsync(Guid.NewGuid(), Marta, CancellationToken.None);

        empty.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Company", "Name", "Email");
        ours.Problems.Single().Field.Should().Be("Email");
        noServer.Problems.Single().Link.Should().Be("/configuracion/correo");
        foreign.Problems.Single().Message.Should().Contain("no existe");
        await using var after = world.Storage.Open();
        (await after.Users.CountAsync(), await after.PortalGrants().CountAsync(), await after.PortalCompanies().CountAsync()).Should().Be((1, 0, 0));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_company_opened_by_who_runs_the_installation_sees_every_practice_and_a_second_person_joins_it(Server server)
    {
        var database = await databases.NewAsync(server);
        var (one, two) = (await NewAsync(database), await NewAsync(database));
        var marta = new Opening("General de Salud", "GSA010101AB3", "aseguradora", "Marta", "marta@general.example");

        var opened = await OpenAsync(one, marta);
        var again = await OpenAsync(one, marta with { Name = "Otra" });
        var second = await OpenAsync(one, marta with { Name = "Pedro", Email = "pedro@general.example" });
        var reviewer = await OpenAsync(one, marta with { Role = "Administradora", Email = "rita@general.example" });
        var taken = await OpenAsync(one, marta with { Company = "Otra empresa" });
        var wrong = await OpenAsync(one, new Opening(" ", "GSA", "7", "", "marta@"));

        (again.Value!.Id, again.Value.DisplayName).Should().Be((opened.Value!.Id, "Marta"));
        (second.Value!.CompanyId, reviewer.Value!.CompanyId == opened.Value.CompanyId).Should().Be((opened.Value.CompanyId, false));
        taken.Problems.Single().Field.Should().Be("Email");
        wrong.Problems.Select(problem => problem.Field).Should().Equal("Company", "Rfc", "Role", "Name", "Email");
        (await SeenAsync(two, second.Value.Id)).Should().Be(2);
        await using var db = one.Storage.Open();
        (await db.PortalCompanies().CountAsync(), await db.Users.CountAsync()).Should().Be((2, 3));
    }

    /// <summary>A practice with a mail server and one stamped invoice.</summary>
    private static async Task<BillingWorld> NewAsync(IDatabase database)
    {
        var world = await BillingWorld.NewAsync(database);
        await world.AddServicesAsync(1);
        await world.StampedAsync("CI-1");
        await using var db = world.Storage.Open();
        db.MailServers().Add(new MailServer { Host = "127.0.0.1", FromAddress = "facturas@consultorio.example", FromName = "Consultorio" });
        await db.SaveChangesAsync();
        return world;
    }

    private static async Task<Actor> ActorAsync(BillingWorld world, Guid user)
    {
        await using var db = world.Storage.Open();
        var actor = new Actor();
        actor.ActForCompany((await db.Users.SingleAsync(row => row.Id == user)).CompanyId!.Value, user, "marta", pays: true);
        return actor;
    }

    private static async Task<int> SeenAsync(BillingWorld world, Guid user) =>
        (await new PortalInvoices(new HonorarioStorage(world.Database, await ActorAsync(world, user), world.BeforeSave), world.Scopes)
            .ListAsync(new PortalFilter(), CancellationToken.None))!.Page.Count;

    private static InvitePortalUser Invite(BillingWorld world) =>
        new(Scopes(world), BillingWorld.Actor(world.PracticeId), new QueueMail(world.Clock), new OutboxSignal(), world.Clock);

    private static async Task<Result<User>> OpenAsync(BillingWorld world, Opening opening)
    {
        await using var scope = Scopes(world).CreateAsyncScope();
        return await new OpenPortalCompany(
            scope.ServiceProvider.GetRequiredService<HonorarioDb>(),
            scope.ServiceProvider.GetRequiredService<UserManager<User>>(),
            world.Clock
        ).RunAsync(opening, CancellationToken.None);
    }

    private static IServiceScopeFactory Scopes(BillingWorld world)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(world.Database).AddScoped<Actor>().AddStorage();
        services.AddIdentityCore<User>(identity => identity.User.RequireUniqueEmail = true).AddEntityFrameworkStores<HonorarioDb>();
        return services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
    }
}
