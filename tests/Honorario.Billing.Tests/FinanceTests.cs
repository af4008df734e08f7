using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests;

/// <summary>The figures of "Resumen" against a world whose figures are known, on both databases.</summary>
public class FinanceTests(Databases databases)
{
    private static readonly DateOnly Today = BillingWorld.Today;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Each_peso_is_counted_where_it_stands(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var paid = await world.StampedAsync(1000m);
        var partly = await world.StampedAsync(2000m);
        var accepted = await world.StampedAsync(500m);
        var cancelled = await world.StampedAsync(300m);
        await MoveAsync(world, accepted.Id, InvoiceStatus.AceptadaAseguradoraAdministradora);
        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(paid.Id, 900m), new PaymentShare(partly.Id, 300m)))).Problems.Should().BeEmpty();
        (await world.CancelAsync(cancelled.Id)).Problems.Should().BeEmpty();
        var credited = await ServiceOfAsync(world, partly.Id);
        (
            await world.AsAsync(
                (IssueCreditNote use) =>
                    use.RunAsync(
                        new CreditNoteForm(partly.Id, new Dictionary<Guid, decimal> { [credited] = 100m }, "Rechazado"),
                        CancellationToken.None)))
            .Problems.Should()
            .BeEmpty();
        await world.DispatchAsync();
        await world.Billing.DraftAsync("CI-BORRADOR");
        await AddServiceAsync(world.Billing, "X-1", Today, 70m);
        await AddServiceAsync(world.Billing, "X-2", new DateOnly(2026, 1, 15), 30m);
        await AddServiceAsync(world.Billing, "X-3", new DateOnly(2025, 12, 31), 9999m);

        var figures = await new SummariseFinance(world.Billing.Storage).RunAsync(new DateOnly(2026, 1, 1), Today, Today, CancellationToken.None);

        // Billed 900 + 1,800 − 90 of credit + 450; the 300 of the cancelled one are to bill again.
        figures.All.Should().Be(new Flow(400m, 3060m, 3060m, 1200m));
        figures.All.Owed.Should().Be(1860m);
        figures.ServicesToBill.Should().Be(3);
        figures.ByInsurer.Select(row => (row.Insurer, row.Flow)).Should().Equal(("General de Salud", figures.All));
        figures.ByMonth.Select(row => (row.Month.Month, row.Flow.ToBill, row.Flow.Billed)).Should().Equal((1, 30m, 0m), (2, 0m, 0m), (3, 370m, 3060m));
        figures.Owed.Select(band => (band.Least, band.Invoices, band.Owed)).Should().Equal((0, 2, 1860m), (31, 0, 0m), (61, 0, 0m), (91, 0, 0m));
        figures.Days.Should().Be(new DaysToPayment(1, 1, 1));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_is_owed_ages_and_an_accepted_part_is_told_from_the_rest(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await world.StampedAsync(100m);

        async Task<int> Band(int daysLater) =>
            (
                await new SummariseFinance(world.Billing.Storage).RunAsync(
                    Today,
                    Today,
                    Today.AddDays(daysLater),
                    CancellationToken.None))
                .Owed.ToList()
                .FindIndex(band => band.Owed == 90m);

        (
            await Band(0),
            await Band(30),
            await Band(31),
            await Band(60),
            await Band(61),
            await Band(90),
            await Band(91),
            await Band(400))
            .Should()
            .Be((0, 0, 1, 1, 2, 2, 3, 3));
        var figures = await new SummariseFinance(world.Billing.Storage).RunAsync(Today, Today, Today, CancellationToken.None);
        (figures.All.Billed, figures.All.Accepted).Should().Be((90m, 0m));
        var nothing = await new SummariseFinance((await BillingWorld.NewAsync(world.Billing.Database)).Storage).RunAsync(
            Today,
            Today,
            Today,
            CancellationToken.None);
        nothing.All.Should().Be(default(Flow));
        nothing.Days.Should().BeNull();
    }

    private static async Task MoveAsync(PagosWorld world, Guid id, InvoiceStatus to)
    {
        await using var db = world.Billing.Storage.Open();
        (await db.Invoices().FindAsync(id))!.Move(to);
        await db.SaveChangesAsync();
    }

    private static async Task<Guid> ServiceOfAsync(PagosWorld world, Guid invoice) =>
        (await world.AsAsync((ViewCreditNotes views) => views.CreditableAsync(invoice, null, 0, CancellationToken.None))).Rows.Single().ServiceId;

    private static async Task AddServiceAsync(BillingWorld world, string folio, DateOnly date, decimal amount)
    {
        await using var db = world.Storage.Open();
        db.AllServices().Add(
            new MedicalService
            {
                Folio = folio,
                Date = date,
                PatientId = world.PatientId,
                InsurerId = world.InsurerId,
                Cpt = "99203",
                InsurerAmount = amount,
            });
        await db.SaveChangesAsync();
    }
}
