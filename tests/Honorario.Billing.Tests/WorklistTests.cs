using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests;

/// <summary>The home page's worklist, on both databases.</summary>
public class WorklistTests(Databases databases)
{
    private static readonly DateOnly Today = BillingWorld.Today;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_waits_is_there_with_its_sum_and_what_is_done_is_not(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var paid = await world.StampedAsync(1000m);
        var rejected = await world.StampedAsync(2000m);
        var sent = await world.StampedAsync(500m);
        var cancelled = await world.StampedAsync(300m);
        await MoveAsync(world, rejected.Id, InvoiceStatus.RechazadaAseguradora);
        await MoveAsync(world, sent.Id, InvoiceStatus.EnviadaAseguradora);
        (await world.CancelAsync(cancelled.Id)).Problems.Should().BeEmpty();
        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(paid.Id, 900m)))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        await world.Billing.DraftAsync("CI-BORRADOR");
        await AddServiceAsync(world.Billing, "X-1", new DateOnly(2025, 12, 31), 70m);
        await AddServiceAsync(world.Billing, "X-2", Today, 30m, "77777");

        var work = await SeeAsync(world);

        work.Today.Should().Be(Today);
        work.Rejected.Page.Rows.Select(row => (row.Id, row.Balance)).Should().Equal((rejected.Id, 1800m));
        work.Rejected.Page.Rows[0].RejectedAt.Should().NotBeNull();
        work.Complementos.Page.Rows.Select(row => (row.Amount, row.Invoices)).Should().Equal((900m, 1));
        work.Complementos.Page.Rows[0].Due.Should().Be(InsurerPayment.DueOf(work.Complementos.Page.Rows[0].PaidOn));
        work.Drafts.Page.Rows.Select(row => row.ControlNumber).Should().Equal("CI-BORRADOR");
        // The service of the cancelled invoice is to bill again.
        work.ToBill.Page.Rows.Select(row => (row.Month, row.Services, row.Amount, row.Unlinked))
            .Should()
            .Equal((new DateOnly(2025, 12, 1), 1, 70m, 0), (new DateOnly(2026, 3, 1), 2, 330m, 1));
        work.ToBill.Sum.Should().Be(400m);
        work.OnTheirWay.Select(row => (row.Status, row.Count, row.Balance)).Should().Equal((InvoiceStatus.EnviadaAseguradora, 1, 450m));
        work.Pressing.Should().Be(3);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_part_is_counted_whole_and_shown_by_pages(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        for (var number = 1; number <= ViewWorklist.PageSize + 2; number++)
            await world.Billing.DraftAsync($"CI-{number}");

        var first = await SeeAsync(world);
        var second = await SeeAsync(world, new WorkPages(Drafts: 1));

        (first.Drafts.Page.Rows.Count, second.Drafts.Page.Rows.Count, second.Drafts.Page.Count)
            .Should()
            .Be((ViewWorklist.PageSize, 2, ViewWorklist.PageSize + 2));
        first.Drafts.Page.Rows.Concat(second.Drafts.Page.Rows).Select(row => row.Id).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_message_waits_for_a_server_and_a_failed_one_is_there_until_another_follows_it(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        var form = new MailForm("aseguradora@example.mx", "Factura", "Va adjunta.");
        (await world.AsAsync((SendInvoice use) => use.RunAsync(invoice.Id, form, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await SeeAsync(world)).MailsWithoutServer.Should().Be(1);

        await FailAsync(world);
        var failed = await SeeAsync(world);
        (failed.MailsWithoutServer, failed.Mails.Page.Rows.Single().Reason).Should().Be((0, "el servidor no existe"));

        world.Billing.Clock.Advance(TimeSpan.FromMinutes(1));
        (await world.AsAsync((SendInvoice use) => use.RunAsync(invoice.Id, form, CancellationToken.None))).Problems.Should().BeEmpty();
        (await SeeAsync(world)).Mails.Page.Count.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Last_years_unpaid_invoices_are_warned_of_in_the_month_before_they_can_no_longer_be_cancelled(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (owed, paid) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m));
        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(paid.Id, paid.Total)))).Problems.Should().BeEmpty();
        async Task<IReadOnlyList<CancelDeadline>> OnAsync(DateOnly day)
        {
            world.Billing.Clock.SetUtcNow(new DateTimeOffset(day, new TimeOnly(18, 0), TimeSpan.Zero));
            return (await SeeAsync(world)).Deadlines;
        }

        (await OnAsync(new DateOnly(2027, 3, 29))).Should().BeEmpty();
        (await OnAsync(new DateOnly(2027, 3, 30))).Single().Should().Be(
            new CancelDeadline("CACX7605101P8", "XOCHILT CASAS CHAVEZ", 2026, new DateOnly(2027, 4, 30), 1, 0, owed.Total));
        (await OnAsync(new DateOnly(2027, 4, 30))).Should().ContainSingle();
        (await OnAsync(new DateOnly(2027, 5, 1))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Another_practice_sees_none_of_it_and_the_day_adds_up(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 100m)))).Problems.Should().BeEmpty();
        var day = await world.AsAsync((SummariseDay use) => use.RunAsync(CancellationToken.None));

        (day.Day, day.Billed, day.Charged).Should().Be((Today, new Tally(1, 900m), new Tally(0, 0m)));
        var other = await BillingWorld.NewAsync(world.Billing.Database);
        var theirs = await new ViewWorklist(other.Storage, other.Places).RunAsync(new WorkPages(), CancellationToken.None);
        (theirs.Pressing, theirs.ToBill.Page.Count, theirs.OnTheirWay.Count).Should().Be((0, 0, 0));
    }

    private static Task<Worklist> SeeAsync(PagosWorld world, WorkPages? pages = null) =>
        world.AsAsync((ViewWorklist use) => use.RunAsync(pages ?? new WorkPages(), CancellationToken.None));

    private static async Task MoveAsync(PagosWorld world, Guid id, InvoiceStatus to)
    {
        await using var db = world.Billing.Storage.Open();
        (await db.Invoices().FindAsync(id))!.Move(to);
        await db.SaveChangesAsync();
    }

    private static async Task FailAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        foreach (var mail in db.Mails().ToList())
            mail.Failed("el servidor no existe");
        await db.SaveChangesAsync();
    }

    private static async Task AddServiceAsync(BillingWorld world, string folio, DateOnly date, decimal amount, string cpt = "99203")
    {
        await using var db = world.Storage.Open();
        db.AllServices().Add(new MedicalService
        {
            Folio = folio,
            Date = date,
            PatientId = world.PatientId,
            InsurerId = world.InsurerId,
            Cpt = cpt,
            InsurerAmount = amount,
        });
        await db.SaveChangesAsync();
    }
}
