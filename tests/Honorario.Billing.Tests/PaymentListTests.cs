using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>"Todos los pagos" and "Por timbrar": order, search, sums and files; on both databases.</summary>
public class PaymentListTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Every_payment_stands_at_one_place_is_found_by_what_people_know_of_it_and_summed_over_the_whole_filter(Server server)
    {
        await using var world = await FourPaymentsAsync(server);
        Task<PaymentsFound> Found(PaymentFilter filter) => world.AsAsync((ListPayments use) => use.RunAsync(filter, CancellationToken.None));
        async Task<string> Named(PaymentFilter filter) => string.Join(' ', (await Found(filter)).Page.Rows.Select(row => row.Operation));

        var standings = new List<string>();
        foreach (var standing in Enum.GetValues<PaymentStanding>())
            standings.Add(await Named(new PaymentFilter(Standing: standing)));
        standings.Should().Equal("Due-1", "Done-2", "Pue-3", "Gone-4");
        (await Named(new PaymentFilter())).Should().Be("Gone-4 Pue-3 Done-2 Due-1");
        (await Named(new PaymentFilter(" due-1"))).Should().Be("Due-1");
        (await Named(new PaymentFilter("ue-3"))).Should().Be("Pue-3");
        (await Named(new PaymentFilter("ci-2"))).Should().Be("Done-2");
        (await Named(new PaymentFilter("general de"))).Should().Be("Gone-4 Pue-3 Done-2 Due-1");
        (await Named(new PaymentFilter(InsurerId: Guid.NewGuid()))).Should().BeEmpty();
        (await Named(new PaymentFilter(From: BillingWorld.Today.AddDays(-2), To: BillingWorld.Today.AddDays(-1)))).Should().Be("Pue-3 Done-2");
        (await Named(new PaymentFilter(Order: new(PaymentColumn.Monto)))).Should().Be("Gone-4 Pue-3 Done-2 Due-1");
        (await Named(new PaymentFilter(Order: new(PaymentColumn.Operacion, Descending: true)))).Should().Be("Pue-3 Gone-4 Due-1 Done-2");
        foreach (var column in Enum.GetValues<PaymentColumn>())
            (await Named(new PaymentFilter(Order: new(column)))).Split(' ').Should().BeEquivalentTo(["Due-1", "Done-2", "Pue-3", "Gone-4"], column.ToString());

        var all = await Found(new PaymentFilter(Page: 5));
        (all.Page.Rows.Count, all.Page.Count, all.Total, all.Undone).Should().Be((0, 4, 2340m, 90m));
        var due = (await Found(new PaymentFilter("Due"))).Page.Rows.Single();
        (due.Due, due.OnItsWay, due.Complemento, due.Undone).Should().Be((true, false, null, false));
        due.Invoices.Select(invoice => invoice.ControlNumber).Should().Equal("CI-1", "CI-5");
        var done = (await Found(new PaymentFilter("Done"))).Page.Rows.Single();
        (done.Due, done.ComplementoStatus, done.ComplementoUuid is null).Should().Be((false, ComplementoStatus.Timbrado, false));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Payments_leave_whole_and_in_their_order_as_csv_and_xlsx_and_only_to_their_practice(Server server)
    {
        await using var world = await FourPaymentsAsync(server);
        Task<Archivos.Tablas.Table> Read(PaymentFilter filter, SheetFormat format) => world.AsAsync((ListPayments use) => use.Export(filter, format)
            .ReadAsync("Monto"));

        foreach (var format in Enum.GetValues<SheetFormat>())
        {
            var sheet = await Read(new PaymentFilter(Page: 5, Order: new(PaymentColumn.Fecha)), format);

            sheet.Column("Operación").Should().Equal("Due-1", "Done-2", "Pue-3", "Gone-4");
            sheet.Column("Facturas").First().Should().Be("CI-1, CI-5");
            sheet.Column("Pago").Should().Equal("Registrado", "Registrado", "Registrado", "Deshecho");
            sheet.Column("Se timbra a más tardar").Should().Equal("2026-04-05", "", "", "");
            sheet.Column("Estatus del complemento").Should().Equal("", "Timbrado", "", "");
        }

        (await Read(new PaymentFilter(Standing: PaymentStanding.Deshecho), SheetFormat.Csv)).Column("Operación").Should().Equal("Gone-4");
        var stranger = await BillingWorld.NewAsync(world.Billing.Database);
        (await new ListPayments(stranger.Storage, stranger.Places).RunAsync(new PaymentFilter(), CancellationToken.None)).Page.Count.Should().Be(0);
    }

    /// <summary>
    /// Three days ago 1,350 pesos for two invoices, due; two days ago 540 with its complement; yesterday 450 of an invoice that asks for
    /// none; today 90, undone.
    /// </summary>
    private async Task<PagosWorld> FourPaymentsAsync(Server server)
    {
        var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoices = new List<Guid>();
        foreach (var amount in new[] { 1000m, 600m, 500m, 100m, 500m })
            invoices.Add((await world.StampedAsync(amount)).Id);
        await using (var db = world.Billing.Storage.Open())
        {
            var third = invoices[2];
            await db
                .Invoices().Where(row => row.Id == third)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.MetodoPago, "PUE").SetProperty(row => row.FormaPago, "03"));
        }

        await PaidAsync("Due-1", 3, new PaymentShare(invoices[0], 900m), new PaymentShare(invoices[4], 450m));
        var done = await PaidAsync("Done-2", 2, new PaymentShare(invoices[1], 540m));
        await PaidAsync("Pue-3", 1, new PaymentShare(invoices[2], 450m));
        var gone = await PaidAsync("Gone-4", 0, new PaymentShare(invoices[3], 90m));
        (await world.ComplementAsync(done)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await world.UndoAsync(gone)).Problems.Should().BeEmpty();
        return world;

        async Task<Guid> PaidAsync(string operation, int daysAgo, params PaymentShare[] shares)
        {
            var form = PagosWorld.Form(operation, shares);
            var paid = await world.PayAsync(form with { PaidAt = form.PaidAt!.Value.AddDays(-daysAgo), Early = true });
            paid.Problems.Should().BeEmpty();
            return paid.Value;
        }
    }
}
