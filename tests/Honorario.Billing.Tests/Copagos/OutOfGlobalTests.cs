using System.Net.Http.Json;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>A ticket of a factura global that its patient asks for afterwards: the global is cancelled with motive 04 and issued again without it.</summary>
public class OutOfGlobalTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_patient_gets_the_invoice_and_the_global_is_issued_again_without_the_ticket(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (tickets, global) = await GlobalAsync(world);

        var preview = await world.AsAsync((InvoiceTicket use) => use.PreviewAsync(tickets[1], CopagoWorld.Person, default, CancellationToken.None));
        var invoice = await world.InvoicedAsync(tickets[1], CopagoWorld.Person);
        await world.DispatchAllAsync();

        preview.Value!.Warnings.Should().ContainSingle(text => text.Contains("factura global"));
        await using var db = world.Billing.Storage.Open();
        var cancellation = await db.Cancellations().SingleAsync();
        (cancellation.SubjectId, cancellation.Motivo, cancellation.Replacement).Should().Be((global, "04", null));
        (await db.GlobalInvoices().SingleAsync(row => row.Id == global)).Status.Should().Be(TicketInvoiceStatus.Cancelada);
        var again = await db.GlobalInvoices().SingleAsync(row => row.Id != global);
        (again.Status, again.Tickets, again.Total).Should().Be((TicketInvoiceStatus.Facturada, 2, 300m));
        (await FoliosAsync(db, again.Id))
            .Should()
            .BeEquivalentTo(
                await db.Tickets().Where(row => row.GlobalInvoiceId == again.Id).Select(row => row.Folio).ToListAsync());
        var ticket = await db.Tickets().SingleAsync(row => row.Id == tickets[1]);
        (ticket.InvoiceId, ticket.GlobalInvoiceId).Should().Be((invoice, null));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Patients_who_leave_the_same_global_at_once_all_get_their_invoice_and_nobody_is_billed_twice(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (tickets, global) = await GlobalAsync(world);

        var results = await Task.WhenAll(tickets.Take(2).Select(ticket => Task.Run(
            () => world.AsAsync((InvoiceTicket use) => use.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None)))));
        await world.DispatchAllAsync();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(1));
        await world.DispatchAllAsync();

        results.Should().AllSatisfy(result => result.Problems.Should().BeEmpty());
        await using var db = world.Billing.Storage.Open();
        (await db.Cancellations().CountAsync(row => row.SubjectId == global)).Should().Be(1);
        (await db.Tickets().ToListAsync()).Should().OnlyContain(row => (row.InvoiceId == null) != (row.GlobalInvoiceId == null));
        var live = await db.GlobalInvoices().SingleAsync(row => row.Status == TicketInvoiceStatus.Facturada);
        (await FoliosAsync(db, live.Id)).Should().Equal(await db.Tickets().Where(row => row.Id == tickets[2]).Select(row => row.Folio).SingleAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_charge_that_is_given_back_leaves_the_global_which_is_cancelled_and_issued_again_without_it(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (tickets, global) = await GlobalAsync(world);
        var late = await world.ChargedAsync("L0-");
        await using (var storage = world.Billing.Storage.Open())
        {
            var day = await storage.Tickets().Where(row => row.Id == tickets[0]).Select(row => row.Day).SingleAsync();
            await storage.Tickets().Where(row => row.Id == late).ExecuteUpdateAsync(row => row.SetProperty(ticket => ticket.Day, day));
        }

        var given = await world.AsAsync((GiveBackTicket use) => use.RunAsync(tickets[1], "No se atendió", null, CancellationToken.None));
        await world.DispatchAllAsync();

        given.Problems.Should().BeEmpty();
        await using var db = world.Billing.Storage.Open();
        (await db.GlobalInvoices().SingleAsync(row => row.Id == global)).Status.Should().Be(TicketInvoiceStatus.Cancelada);
        var again = await db.GlobalInvoices().SingleAsync(row => row.Id != global);
        (again.Status, again.Tickets, again.Total).Should().Be((TicketInvoiceStatus.Facturada, 2, 300m));
        var ticket = await db.Tickets().SingleAsync(row => row.Id == tickets[1]);
        (ticket.UndoneBy, ticket.GlobalInvoiceId).Should().Be(("ana", null));
        (await db.Tickets().SingleAsync(row => row.Id == late)).GlobalInvoiceId.Should().BeNull("nobody confirmed that it joins");
    }

    [Fact]
    public async Task When_all_leave_none_is_issued_again()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (tickets, global) = await GlobalAsync(world, count: 1);

        await world.InvoicedAsync(tickets[0], CopagoWorld.Person);
        await world.DispatchAllAsync();

        await using var db = world.Billing.Storage.Open();
        (await db.GlobalInvoices().SingleAsync()).Status.Should().Be(TicketInvoiceStatus.Cancelada);
        (await db.Audit().AnyAsync(row => row.SubjectId == global && row.What == "Factura global no expedida de nuevo")).Should().BeTrue();
    }

    [Fact]
    public async Task A_refused_invoice_leaves_the_ticket_in_the_global()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (tickets, global) = await GlobalAsync(world);
        var refused = await world.AsAsync((InvoiceTicket use) => use.RunAsync(tickets[0], CopagoWorld.Person, default, CancellationToken.None));

        await world.RejectAsync(refused.Value);
        await world.DispatchAllAsync();

        await using var db = world.Billing.Storage.Open();
        var ticket = await db.Tickets().SingleAsync(row => row.Id == tickets[0]);
        (ticket.InvoiceId, ticket.GlobalInvoiceId).Should().Be((null, global));
        (await db.Cancellations().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task While_the_global_waits_for_its_stamp_the_patient_is_asked_to_wait_and_after_the_window_only_the_desk_may()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        (await control.PostAsJsonAsync("sandbox/faults", new { mode = "down" })).EnsureSuccessStatusCode();
        var (tickets, _) = await GlobalAsync(world);
        Task<Result<Guid>> InvoiceAsync(bool atDesk = false) =>
            world.AsAsync((InvoiceTicket use) => use.RunAsync(tickets[0], CopagoWorld.Person, new InvoicingRequest(atDesk), CancellationToken.None));

        var early = await InvoiceAsync();
        (await control.PostAsJsonAsync("sandbox/faults", new { mode = "none" })).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(5));
        world.Billing.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 18, 0, 0, TimeSpan.Zero));
        var late = await InvoiceAsync();
        var desk = await InvoiceAsync(atDesk: true);

        early.Problems.Single().Message.Should().Contain("se está timbrando");
        late.Problems.Single().Message.Should().Contain("31/03/2026");
        desk.Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_resico_issues_it_by_the_month_and_cancels_it_in_the_month_of_issue_only()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).RegimenFiscal = "626";
            await db.SaveChangesAsync();
        }

        await world.AsAsync((EditCopagoSettings use) => use.RunAsync(new CopagoSettingsForm(null, "01", AutomaticGlobal: false), CancellationToken.None));
        var ticket = await world.ChargedAsync("R-");
        world.Billing.Clock.Advance(TimeSpan.FromDays(1));
        (await world.AsAsync((ProposeGlobalInvoices use) => use.RunAsync(CancellationToken.None))).Should().BeEmpty("the month is not over");
        world.Billing.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 18, 0, 0, TimeSpan.Zero));
        var due = (await world.AsAsync((ProposeGlobalInvoices use) => use.RunAsync(CancellationToken.None))).Single();
        (due.Periodicidad, due.From, due.To, due.Due).Should().Be(("04", new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), new DateOnly(2026, 4, 1)));
        var global = await world.AsAsync((StampGlobalInvoice use) => use.RunAsync(due, null, CancellationToken.None));
        await world.DispatchAsync();
        world.Billing.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 30, 18, 0, 0, TimeSpan.Zero));
        var inTime = await world.AsAsync((InvoiceTicket use) => use.PreviewAsync(ticket, CopagoWorld.Person, new InvoicingRequest(true),
            CancellationToken.None));
        world.Billing.Clock.SetUtcNow(new DateTimeOffset(2026, 5, 1, 18, 0, 0, TimeSpan.Zero));

        var late = await world.AsAsync((InvoiceTicket use) => use.RunAsync(ticket, CopagoWorld.Person, new InvoicingRequest(true), CancellationToken.None));
        var cancelled = await world.CancelAsync(global.Value);

        inTime.Problems.Should().BeEmpty();
        late.Problems.Single().Message.Should().Contain("30/04/2026").And.Contain("113-G-V");
        cancelled.Problems.Single().Message.Should().Contain("30/04/2026");
    }

    /// <summary>Tickets of one day and the factura global that was issued of them the day after.</summary>
    private static async Task<(List<Guid> Tickets, Guid Global)> GlobalAsync(PagosWorld world, int count = 3)
    {
        await world.AsAsync((EditCopagoSettings use) => use.RunAsync(new CopagoSettingsForm(null, "01", AutomaticGlobal: false), CancellationToken.None));
        var tickets = new List<Guid>();
        for (var number = 0; number < count; number++)
            tickets.Add(await world.ChargedAsync($"T{number}-"));
        world.Billing.Clock.Advance(TimeSpan.FromDays(1));
        var due = (await world.AsAsync((ProposeGlobalInvoices use) => use.RunAsync(CancellationToken.None))).Single();
        var global = await world.AsAsync((StampGlobalInvoice use) => use.RunAsync(due, null, CancellationToken.None));
        global.Problems.Should().BeEmpty();
        await world.DispatchAsync();
        return (tickets, global.Value);
    }

    private static async Task<List<string?>> FoliosAsync(HonorarioDb db, Guid global) =>
        [
            .. CfdiReader
                .Read((await db.SealedCfdis().SingleAsync(row => row.SubjectId == global)).SealedXml)
                .Document!.Conceptos.Select(sale => sale.NoIdentificacion),
        ];
}
