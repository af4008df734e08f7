using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>What a company accepts without anybody, and the reasons it keeps for rejecting.</summary>
public class ReviewRulesTests(Databases databases)
{
    private const string Insurer = "GSA010101AB3";

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_rule_accepts_what_is_within_it_as_itself_and_leaves_the_rest_to_people(Server server)
    {
        await using var world = await WorldAsync(server, SatWords.Saying("S - Comprobante obtenido satisfactoriamente.", "Vigente"));
        var before = await world.StampedAsync(500m);
        world.Billing.Clock.Advance(TimeSpan.FromMinutes(1));
        var portal = await RuledAsync(world, 900m);

        var (within, beyond) = (await world.StampedAsync(1000m), await world.StampedAsync(1000.02m));

        (within.Total, beyond.Total).Should().Be((900m, 900.02m));
        (await StatusAsync(world, within)).Should().Be(InvoiceStatus.AceptadaAseguradoraAdministradora);
        (await StatusAsync(world, beyond)).Should().Be(InvoiceStatus.Facturada);
        (await StatusAsync(world, before)).Should().Be(InvoiceStatus.Facturada, "the rule looks at what arrives from then on");
        var change = (await portal.View.RunAsync(within.Uuid!.Value, CancellationToken.None))!.Changes.Single(row => row.From == InvoiceStatus.Facturada);
        change.Who.Should().Be($"Aceptación automática ({Insurer})");
        await using var db = world.Billing.Storage.Open();
        var told = await db.Audit().SingleAsync(entry => entry.SubjectId == within.Id && entry.What == "Aceptada por la aseguradora");
        (told.Who, told.PersonId).Should().Be((change.Who, portal.Actor.PersonId));
        told.Detail.Should().StartWith("Regla de marta: hasta $900.00");
    }

    [Fact]
    public async Task No_rule_accepts_what_is_in_dollars_what_SAT_has_cancelled_or_what_it_does_not_know_yet()
    {
        await using var world = await WorldAsync(Server.Sqlite, SatWords.Saying("S - Comprobante obtenido satisfactoriamente.", "Cancelado"));
        await RuledAsync(world, 100_000m);
        (await StatusAsync(world, await world.StampedAsync(1000m))).Should().Be(InvoiceStatus.Facturada);

        await using var early = await WorldAsync(Server.Sqlite, SatWords.Saying("N - 602: Comprobante no encontrado.", "No Encontrado"));
        await RuledAsync(early, 100_000m);
        (await StatusAsync(early, await early.StampedAsync(1000m))).Should().Be(InvoiceStatus.Facturada);
        await using (var db = early.Billing.Storage.Open())
        {
            var waiting = await db.Outbox().SingleAsync(row => row.Kind == AcceptByRule.Kind);
            (waiting.DoneAt, waiting.DueAt).Should().Be((null, BillingWorld.Now.UtcDateTime.AddMinutes(2)), "SAT is asked again");
        }

        await using var dollars = await WorldAsync(Server.Sqlite, SatWords.Saying("S - Comprobante obtenido satisfactoriamente.", "Vigente"));
        await RuledAsync(dollars, 100_000m);
        (await StatusAsync(dollars, await dollars.StampedAsync(1000m, tipoCambio: 18.5m))).Should().Be(InvoiceStatus.Facturada);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_rule_sees_what_the_person_sees_who_set_it_and_ends_when_a_colleague_switches_it_off(Server server)
    {
        await using var world = await WorldAsync(server, SatWords.Saying("S - Comprobante obtenido satisfactoriamente.", "Vigente"));
        var invited = await RuledAsync(world, 5000m, seesAll: false);
        (await StatusAsync(world, await world.StampedAsync(1000m))).Should().Be(InvoiceStatus.Facturada, "no practice invited who set the rule");
        await using (var db = world.Billing.Storage.Open())
        {
            var marta = new User { Id = invited.Actor.PersonId!.Value, CompanyId = invited.Actor.CompanyId, DisplayName = "marta", UserName = "marta" };
            db.Users.Add(marta);
            db.PortalGrants().Add(new PortalGrant { UserId = marta.Id, At = BillingWorld.Now.UtcDateTime });
            await db.SaveChangesAsync();
        }

        (await StatusAsync(world, await world.StampedAsync(2000m))).Should().Be(InvoiceStatus.AceptadaAseguradoraAdministradora);
        (await invited.Rules.RunAsync(new ReviewRules(false, 5000m, "Falta la póliza"), null, CancellationToken.None)).Problems.Should().BeEmpty();
        (await StatusAsync(world, await world.StampedAsync(3000m))).Should().Be(InvoiceStatus.Facturada);
    }

    [Fact]
    public async Task Rules_are_off_at_first_and_what_is_wrong_with_them_is_said_at_the_field()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var portal = await Portal.OpenAsync(world, Insurer);
        var (first, setBy, _) = await portal.Rules.ReadAsync(CancellationToken.None);
        (first.AcceptsAlone, first.UpTo, setBy, first.ListReasons().Count).Should().Be((false, null, null, 4));
        async Task<IEnumerable<string>> WrongAsync(ReviewRules rules) =>
            (await portal.Rules.RunAsync(rules, null, CancellationToken.None)).Problems.Select(problem => problem.Field);

        (await WrongAsync(first with { AcceptsAlone = true })).Should().Equal(nameof(ReviewRules.UpTo));
        (await WrongAsync(first with { UpTo = 10.001m })).Should().Equal(nameof(ReviewRules.UpTo));
        (await WrongAsync(first with { Reasons = "Uno\nDos\n uno \nUno" })).Should().Equal(nameof(ReviewRules.Reasons));
        (await WrongAsync(first with { Reasons = string.Join('\n', Enumerable.Range(1, 21)) })).Should().Equal(nameof(ReviewRules.Reasons));
        (await WrongAsync(first with { Reasons = new string('a', 501) })).Should().Equal(nameof(ReviewRules.Reasons));
        (await portal.Rules.ReadAsync(CancellationToken.None)).Rules.Should().Be(first);

        var mine = await portal.Rules.RunAsync(new ReviewRules(true, 10_000m, " Falta la póliza \n\nFalta el informe"), first, CancellationToken.None);
        mine.Value!.ListReasons().Should().Equal("Falta la póliza", "Falta el informe");
        var late = await portal.Rules.RunAsync(first with { UpTo = 50m }, first, CancellationToken.None);
        late.Problems.Should().Contain(problem => problem.Field == nameof(ReviewRules.UpTo) && problem.Code == Meanwhile.Code);
        (await portal.Rules.ReadAsync(CancellationToken.None)).Rules.Should().Be(mine.Value);
    }

    [Fact]
    public async Task Many_are_rejected_with_one_reason_and_those_that_can_not_be_are_named()
    {
        await using var world = await WorldAsync(Server.Sqlite, SatWords.Silent);
        var portal = await Portal.OpenAsync(world.Billing, Insurer);
        var (one, two, paid) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m), await world.StampedAsync(3000m));
        await portal.Review.RunAsync(paid.Uuid!.Value, new Review(true), CancellationToken.None);
        await portal.PayAsync(paid.Uuid.Value, paid.Total, "OP-1");

        var done = await new ReviewInvoices(portal.Review).RunAsync(
            [.. new[] { one, two, paid }.Select(row => (row.Uuid!, row.ControlNumber))], new Review(false, "Falta la póliza"), CancellationToken.None);

        done.Done.Should().Be(2);
        done.Left.Single().Message.Should().StartWith($"{paid.ControlNumber}: ");
        (await world.InvoiceAsync(one.Id)).InsurerReason.Should().Be("Falta la póliza");
        (await StatusAsync(world, two)).Should().Be(InvoiceStatus.RechazadaAseguradora);
    }

    private async Task<PagosWorld> WorldAsync(Server server, Honorario.Pac.ConsultaCfdi sat) =>
        await PagosWorld.NewAsync(await databases.NewAsync(server), more: services => services.AddSingleton(sat));

    /// <summary>A company whose rule accepts up to a total.</summary>
    private static async Task<Portal> RuledAsync(PagosWorld world, decimal upTo, bool seesAll = true)
    {
        var portal = await Portal.OpenAsync(world.Billing, Insurer, seesAll: seesAll);
        (await portal.Rules.RunAsync(new ReviewRules(true, upTo, ""), null, CancellationToken.None)).Problems.Should().BeEmpty();
        return portal;
    }

    /// <summary>Where it stands once what its stamp set going is carried out.</summary>
    private static async Task<InvoiceStatus> StatusAsync(PagosWorld world, Invoice invoice)
    {
        await world.DispatchAsync();
        await world.DispatchAsync();
        return (await world.InvoiceAsync(invoice.Id)).Status;
    }
}
