using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>The complements of a month: all at once, and told of in time.</summary>
public class ComplementosDelMesTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_month_gets_one_complement_a_transfer_and_what_fails_is_told_and_holds_up_nothing(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var payments = new List<Guid>();
        foreach (var operation in new[] { "A", "con|barra", "C" })
        {
            var (first, second) = (await world.StampedAsync(100m), await world.StampedAsync(200m));
            payments.Add(
                (
                    await world.PayAsync(
                        PagosWorld.Form(
                            operation,
                            new PaymentShare(first.Id, first.Total),
                            new PaymentShare(second.Id, second.Total)))
                ).Value);
        }

        var preview = await world.AsAsync((GenerateMonth use) => use.PreviewAsync(BillingWorld.Today, 0, CancellationToken.None));
        var started = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => StartAsync(world))));
        var before = await ProgressAsync(world);
        await world.DispatchAsync();
        await world.DispatchAsync();
        var after = await ProgressAsync(world);

        preview
            .Rows.Select(row => (row.Payment.Id, row.Invoices.Count, row.Faults.Count > 0))
            .Should()
            .BeEquivalentTo([(payments[0], 2, false), (payments[1], 2, true), (payments[2], 2, false)]);
        started.Select(result => result.Value).Distinct().Should().ContainSingle();
        (before!.Total, before.Stamped, before.Finished).Should().Be((3, 0, false));
        (after!.Total, after.Stamped, after.Finished).Should().Be((3, 2, true));
        after.Failed.Single().Link.Should().EndWith(payments[1].ToString());
        await using var db = world.Billing.Storage.Open();
        (await db.Complementos().Select(row => row.PaymentId).ToListAsync()).Should().BeEquivalentTo([payments[0], payments[2]]);
        (await StartAsync(world)).Value.Should().NotBe(started[0].Value, "what failed may be tried again");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_practices_people_are_written_to_once_a_day_and_only_while_something_is_due(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await AddPeopleAsync(world.Billing);
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, invoice.Total)))).Value;

        await RemindAsync(world);
        (await MailsAsync(world)).Should().BeEmpty("there are sixteen days left");
        world.Billing.Clock.Advance(TimeSpan.FromDays(11));
        await RemindAsync(world);
        await RemindAsync(world);
        var mail = (await MailsAsync(world)).Should().ContainSingle().Subject;
        world.Billing.Clock.Advance(TimeSpan.FromDays(6));
        await RemindAsync(world);
        var late = (await MailsAsync(world)).Should().HaveCount(2).And.Subject.Last();
        var pressing = await world.AsAsync((ViewPayments use) => use.PressingAsync(CancellationToken.None));
        await world.ComplementAsync(payment);
        await world.DispatchAsync();
        world.Billing.Clock.Advance(TimeSpan.FromDays(1));
        await RemindAsync(world);

        (await MailsAsync(world)).Should().HaveCount(2, "it is stamped now");
        mail.Recipients.Should().Be("ana@consultorio.example");
        mail.Title.Should().Contain("05/04/2026");
        mail.Text.Should().Contain("General de Salud").And.Contain("$900.00").And.Contain("https://honorario.example/finanzas/pagos");
        late.Title.Should().Contain("1 vencido");
        (pressing.Late, pressing.Soon).Should().Be((1, 0));
    }

    private static Task<Result<Guid>> StartAsync(PagosWorld world) =>
        world.AsAsync((GenerateMonth use) => use.StartAsync(BillingWorld.Today, CancellationToken.None));

    private static Task<BatchProgress?> ProgressAsync(PagosWorld world) =>
        world.AsAsync((GenerateMonth use) => use.ProgressAsync(BillingWorld.Today, CancellationToken.None));

    private static Task RemindAsync(PagosWorld world)
    {
        var (billing, clock) = (world.Billing, world.Billing.Clock);
        return new RemindComplementos(
            billing.Storage,
            new ViewPayments(billing.Storage, billing.Places),
            new ListPayments(billing.Storage, billing.Places),
            new QueueMail(clock),
            new PublicAddress(new Uri("https://honorario.example/")),
            BillingWorld.Actor(billing.PracticeId),
            clock,
            billing.Places,
            new OutboxSignal()
        ).RunAsync(CancellationToken.None);
    }

    private static async Task<List<Mail>> MailsAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        return await db.Mails().OrderBy(row => row.CreatedAt).ToListAsync();
    }

    private static async Task AddPeopleAsync(BillingWorld world)
    {
        await using var db = world.Storage.Open();
        db.Users.Add(new User { PracticeId = world.PracticeId, DisplayName = "Ana", UserName = "ana", Email = "ana@consultorio.example" });
        db.Users.Add(new User { DisplayName = "Otra", UserName = "otra", Email = "otra@aseguradora.example" });
        db.MailServers().Add(new MailServer { Host = "localhost", Port = 1, FromAddress = "ana@consultorio.example", FromName = "Ana" });
        await db.SaveChangesAsync();
    }
}
