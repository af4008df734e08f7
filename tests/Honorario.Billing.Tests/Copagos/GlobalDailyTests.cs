using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Kern;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Billing.Tareas;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>The factura global without a person, by the day's work; and what is told where one is asked.</summary>
public class GlobalDailyTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Where_it_is_set_so_the_days_work_issues_what_is_due_once(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await SetAsync(world, automatic: true);
        await world.ChargedAsync("A");
        await DayAsync(world);
        world.Billing.Clock.Advance(TimeSpan.FromDays(1));

        await DayAsync(world);
        await DayAsync(world);
        await world.DispatchAllAsync();

        await using var db = world.Billing.Storage.Open();
        var global = await db.GlobalInvoices().SingleAsync();
        (global.Status, global.Tickets, global.From).Should().Be((TicketInvoiceStatus.Facturada, 1, BillingWorld.Today));
    }

    [Fact]
    public async Task Elsewhere_it_is_proposed_and_waits_for_a_person()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, automatic: false);
        await world.ChargedAsync("A");
        await world.ChargedAsync("B");
        world.Billing.Clock.Advance(TimeSpan.FromDays(1));

        await DayAsync(world);
        var pending = await world.AsAsync((ViewPendingCobros use) => use.RunAsync(CancellationToken.None));

        await using var db = world.Billing.Storage.Open();
        (await db.GlobalInvoices().CountAsync()).Should().Be(0);
        (pending.Globals, pending.Total, pending.Automatic).Should().Be((1, 300m, false));
    }

    [Fact]
    public async Task What_could_not_be_sealed_is_written_down_and_stays_proposed()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, automatic: true);
        await world.ChargedAsync("A");
        world.Billing.Clock.Advance(TimeSpan.FromDays(5 * 365));

        await DayAsync(world);
        var pending = await world.AsAsync((ViewPendingCobros use) => use.RunAsync(CancellationToken.None));

        pending.Globals.Should().Be(1);
        await using var db = world.Billing.Storage.Open();
        (await db.Audit().SingleAsync(row => row.What == "Factura global no expedida")).Detail.Should().Contain("20/03/2026");
    }

    [Fact]
    public async Task A_code_linked_with_8_percent_is_on_no_global_of_who_gave_no_notice_of_the_border()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.ChargedAsync("A");
        world.Billing.Clock.Advance(TimeSpan.FromDays(30));
        await using (var db = world.Billing.Storage.Open())
            await db.CptLinks().ExecuteUpdateAsync(set => set.SetProperty(link => link.Iva, IvaTreatment.Tasa8));
        var due = (await world.AsAsync((ProposeGlobalInvoices use) => use.RunAsync(CancellationToken.None))).Single();

        var refused = await world.AsAsync((StampGlobalInvoice use) => use.RunAsync(due, null, CancellationToken.None));
        await using (var db = world.Billing.Storage.Open())
            await db.Emisores().ExecuteUpdateAsync(set => set.SetProperty(emisor => emisor.Frontera, true));
        var stamped = await world.AsAsync((StampGlobalInvoice use) => use.RunAsync(due, null, CancellationToken.None));

        refused.Problems.Single().Message.Should().Contain("IVA al 8 %");
        stamped.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_tax_that_changed_since_a_person_saw_the_global_is_told_old_beside_new_and_nothing_is_sealed()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.ChargedAsync("A");
        world.Billing.Clock.Advance(TimeSpan.FromDays(30));
        var due = (await world.AsAsync((ProposeGlobalInvoices use) => use.RunAsync(CancellationToken.None))).Single();
        Task<Result<Comprobante>> LookAsync() => world.AsAsync((PreviewGlobalInvoice use) => use.RunAsync(due, CancellationToken.None));
        Task<Result<Guid>> StampAsync(Comprobante seen) =>
            world.AsAsync((StampGlobalInvoice use) => use.RunAsync(due, Seen.Of(seen), CancellationToken.None));
        var before = (await LookAsync()).Value!;
        await using var db = world.Billing.Storage.Open();
        await db.CptLinks().ExecuteUpdateAsync(set => set.SetProperty(link => link.Iva, IvaTreatment.Tasa16));

        var refused = await StampAsync(before);

        refused.Problems.Should().OnlyContain(problem => problem.Code == Seen.Code)
            .And.Contain(problem => problem.Message.StartsWith("IVA 16 %: viste nada y ahora sería", StringComparison.Ordinal));
        (await db.GlobalInvoices().CountAsync()).Should().Be(0);
        (await StampAsync((await LookAsync()).Value!)).Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData(-1, "04", "80", "InvoiceDays")]
    [InlineData(61, "04", "80", "InvoiceDays")]
    [InlineData(5, "05", "80", "Periodicidad")]
    [InlineData(5, "04", "A4", "Paper")]
    public async Task A_setting_that_can_not_be_is_told_at_its_field(int days, string periodicidad, string paper, string field)
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);

        var saved = await desk.Settings.RunAsync(new CopagoSettingsForm(days, periodicidad, AutomaticGlobal: false, paper), CancellationToken.None);

        saved.Problems.Single().Field.Should().Be(field);
    }

    private static async Task SetAsync(PagosWorld world, bool automatic) =>
        (
            await world.AsAsync(
                (EditCopagoSettings use) => use.RunAsync(new CopagoSettingsForm(null, "01", automatic), CancellationToken.None)))
            .Problems.Should()
            .BeEmpty();

    private static Task<bool> DayAsync(PagosWorld world) => world.AsAsync(async (IEnumerable<IDailyWork> works) =>
    {
        await works.Single(work => work is IssueGlobalInvoices).RunAsync(CancellationToken.None);
        return true;
    });
}
