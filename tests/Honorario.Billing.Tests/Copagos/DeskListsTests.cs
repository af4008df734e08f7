using Honorario.Billing.Copagos;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>The lists of Cobros: their order, their filters, their sums and their files; on both databases.</summary>
public class DeskListsTests(Databases databases)
{
    private static readonly ChargeFilter Everything = new("", BillingWorld.Today.AddDays(-30), BillingWorld.Today, OwedOnly: false);

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Services_to_charge_are_ordered_by_any_column_and_summed_over_the_whole_search(Server server)
    {
        using var desk = await ThreeServicesAsync(server);
        async Task<string> By(ChargeColumn column, bool down) => string.Join(' ', (await desk.Find.RunAsync(
            Everything with { Order = new(column, down) }, CancellationToken.None)).Page.Rows.Select(row => row.Folio));

        (await By(ChargeColumn.Fecha, down: true)).Should().Be("A B C");
        (await By(ChargeColumn.Paciente, down: false)).Should().Be("C A B");
        (await By(ChargeColumn.Copago, down: false)).Should().Be("B A C");
        (await By(ChargeColumn.Pagado, down: true)).Should().Be("A B C");
        (await By(ChargeColumn.Saldo, down: false)).Should().Be("A B C");
        (await By(ChargeColumn.Saldo, down: true)).Should().Be("C B A");
        (await By(ChargeColumn.Servicio, down: false)).Should().StartWith("B");
        foreach (var column in Enum.GetValues<ChargeColumn>())
            (await By(column, down: true)).Split(' ').Should().BeEquivalentTo(["A", "B", "C"], column.ToString());

        var all = await desk.Find.RunAsync(Everything with { Page = 7 }, CancellationToken.None);
        (all.Page.Rows.Count, all.Page.Count, all.Copay, all.Paid, all.Balance).Should().Be((0, 3, 600m, 220m, 380m));
        var owed = await desk.Find.RunAsync(Everything with { OwedOnly = true }, CancellationToken.None);
        (owed.Page.Count, owed.Copay, owed.Paid).Should().Be((2, 400m, 20m));
        await using var db = desk.World.Storage.Open();
        var ticket = await db.Tickets().OrderBy(row => row.Number).FirstAsync();
        (await desk.Find.RunAsync(Everything with { Patient = ticket.Folio.ToLowerInvariant() }, CancellationToken.None))
            .Page.Rows.Single()
            .Folio.Should()
            .Be("A");
        (await desk.Find.RunAsync(Everything with { Patient = "angela" }, CancellationToken.None))
            .Page.Rows.Single()
            .Folio.Should()
            .Be("C");
        var none = await desk.Find.RunAsync(Everything with { Patient = "nadie" }, CancellationToken.None);
        (none.Page.Count, none.Copay, none.Balance).Should().Be((0, 0m, 0m));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Services_to_charge_leave_whole_and_in_their_order_as_csv_and_xlsx(Server server)
    {
        using var desk = await ThreeServicesAsync(server);

        foreach (var format in Enum.GetValues<SheetFormat>())
        {
            var sheet = await desk.Find.Export(Everything with { Page = 7, Order = new(ChargeColumn.Copago, Descending: true) }, format).ReadAsync("Saldo");

            sheet.Column("Folio").Should().Equal("C", "A", "B");
            sheet.Column("Saldo").Select(Amount).Should().Equal(300m, 0m, 80m);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Cuts_are_found_by_cashier_and_day_ordered_and_summed_and_a_surplus_hides_nothing_that_is_missing(Server server)
    {
        using var desk = await CopagoWorld.NewAsync(databases, server);
        foreach (var (who, counted) in new[] { ("ana", 140m), ("beto", 175m), ("ana", 150m) })
        {
            await desk.ChargedAsync("S" + desk.World.Clock.GetUtcNow().Day, "01", who);
            (await desk.Cut(who).RunAsync(new Dictionary<string, decimal> { ["01"] = counted }, CancellationToken.None)).Problems.Should().BeEmpty();
            desk.World.Clock.Advance(TimeSpan.FromDays(1));
        }

        await desk.Open("caro").RunAsync(100, CancellationToken.None);
        var list = new ListCuts(desk.World.Storage);
        Task<CutsFound> Found(CutFilter filter) => list.RunAsync(filter, CancellationToken.None);
        async Task<decimal[]> By(CutColumn column, bool down) =>
            [.. (await Found(new CutFilter(Order: new(column, down)))).Page.Rows.Select(row => row.Difference)];

        var all = await Found(new CutFilter());
        (all.Page.Count, all.Difference, all.Missing).Should().Be((3, 15m, 10m));
        all.Page.Rows.Select(row => (row.Cashier, row.Expected, row.Counted)).Should().Equal(("ana", 150m, 150m), ("beto", 150m, 175m), ("ana", 150m, 140m));
        all.Cashiers.Should().Equal("ana", "beto");
        (await By(CutColumn.Diferencia, down: false)).Should().Equal(-10, 0, 25);
        (await By(CutColumn.Cajero, down: true)).Should().Equal(25, 0, -10);
        (await By(CutColumn.Desde, down: false)).Should().Equal(-10, 25, 0);
        var hers = await Found(new CutFilter("ana"));
        (hers.Page.Count, hers.Difference, hers.Missing, hers.Cashiers.Count).Should().Be((2, -10m, 10m, 2));
        var secondDay = BillingWorld.Now.UtcDateTime.AddHours(12);
        (await Found(new CutFilter(FromUtc: secondDay, BeforeUtc: secondDay.AddDays(1)))).Page.Rows.Single().Cashier.Should().Be("beto");
        (await Found(new CutFilter(FromUtc: secondDay.AddDays(9)))).Difference.Should().Be(0);

        foreach (var format in Enum.GetValues<SheetFormat>())
            (await list.Export(new CutFilter("ana", Order: new(CutColumn.Diferencia)), format).ReadAsync("Diferencia"))
                .Column("Diferencia")
                .Select(Amount)
                .Should()
                .Equal(-10, 0);
        var stranger = await BillingWorld.NewAsync(desk.World.Database);
        (await new ListCuts(stranger.Storage).RunAsync(new CutFilter(), CancellationToken.None)).Cashiers.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Facturas_globales_are_ordered_told_apart_by_status_and_those_that_stand_are_summed(Server server)
    {
        using var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.ChargedAsync("A", "01");
        await desk.ChargedAsync("B", "01");
        await desk.ChargedAsync("C", "04");
        desk.World.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 18, 0, 0, TimeSpan.Zero));
        foreach (var due in await desk.Propose.RunAsync(CancellationToken.None))
        {
            (await desk.Global.RunAsync(due, null, CancellationToken.None)).Problems.Should().BeEmpty();
            desk.World.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await using (var db = desk.World.Storage.Open())
        {
            var card = db.GlobalInvoices().Single(row => row.FormaPago == "04");
            card.Rejected("CFDI40100: no.");
            await db.SaveChangesAsync();
        }

        var list = new ListGlobalInvoices(desk.World.Storage);
        async Task<string> By(GlobalColumn column, bool down) => string.Join(' ', (await list.RunAsync(
            new GlobalFilter(Order: new(column, down)), CancellationToken.None)).Page.Rows.Select(row => row.FormaPago));

        foreach (var column in new[] { GlobalColumn.Expedida, GlobalColumn.Folio, GlobalColumn.FormaPago })
            (await By(column, down: true)).Should().Be("04 01", column.ToString());
        foreach (var column in new[] { GlobalColumn.Tickets, GlobalColumn.Total, GlobalColumn.Estatus })
            (await By(column, down: false)).Should().Be(column == GlobalColumn.Estatus ? "01 04" : "04 01", column.ToString());
        var all = await list.RunAsync(new GlobalFilter(), CancellationToken.None);
        (all.Page.Count, all.Tickets, all.Total).Should().Be((2, 2, 300m));
        var refused = await list.RunAsync(new GlobalFilter(TicketInvoiceStatus.Rechazada), CancellationToken.None);
        (refused.Page.Rows.Single().Rejection, refused.Total).Should().Be(("CFDI40100: no.", 0m));
        var sheet = await list.Export(new GlobalFilter(Order: new(GlobalColumn.Total)), SheetFormat.Csv).ReadAsync("Estatus");
        sheet.Column("Estatus").Should().Equal("Rechazada", "Timbrando…");
        sheet.Column("Al").Should().AllBe("2026-03-31");
    }

    private static decimal Amount(string cell) => decimal.Parse(cell, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A of today, wholly paid; B of yesterday, in part; C of the day before, of another patient, not at all.</summary>
    private async Task<CopagoWorld> ThreeServicesAsync(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await using var db = desk.World.Storage.Open();
        var other = new Patient { Name = "Ángela Núñez", Policies = { new Policy { InsurerId = desk.World.InsurerId, Number = "P-2" } } };
        db.Patients().Add(other);
        var services = new[]
        {
            ("A", 200m, desk.World.PatientId, "99213"),
            ("B", 100m, desk.World.PatientId, "99203"),
            ("C", 300m, other.Id, "99213"),
        }
            .Select(
                (one, back) =>
                    new MedicalService
                    {
                        Folio = one.Item1,
                        Date = BillingWorld.Today.AddDays(-back),
                        PatientId = one.Item3,
                        InsurerId = desk.World.InsurerId,
                        Cpt = one.Item4,
                        InsurerAmount = 1,
                        Copay = one.Item2,
                    })
            .ToList();
        db.AllServices().AddRange(services);
        await db.SaveChangesAsync();
        foreach (var (service, amount) in new[] { (services[0], 200m), (services[1], 20m) })
            (
                await desk.Pay()
                    .RunAsync(CopagoWorld.Form(service.Id, amount, new CopayPayment("04", amount)), CancellationToken.None))
                .Problems.Should()
                .BeEmpty();
        return desk;
    }
}
