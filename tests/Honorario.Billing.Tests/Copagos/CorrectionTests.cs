using System.Net.Http.Json;
using Honorario.Billing.AutoFactura;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>"Corregir factura": a new invoice takes the place of the old, which SAT then cancels.</summary>
public class CorrectionTests(Databases databases)
{
    private static readonly ReceptorForm Right = CopagoWorld.Person with { CodigoPostal = "36258" };

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_corrected_invoice_names_the_old_one_which_is_cancelled_with_motive_01_once_from_the_portal(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);

        var same = await CorrectAsync(world, ticket, first, CopagoWorld.Person);
        var corrected = await CorrectAsync(world, ticket, first, Right);
        var clickedTwice = await CorrectAsync(world, ticket, first, Right);
        await world.DispatchAllAsync();
        var again = await CorrectAsync(world, ticket, corrected.Value, CopagoWorld.Person);
        var stale = await CorrectAsync(world, ticket, first, CopagoWorld.Person with { CodigoPostal = "36259" });

        same.Problems.Single().Message.Should().Contain("ningún dato");
        corrected.Problems.Should().BeEmpty();
        clickedTwice.Value.Should().Be(corrected.Value);
        again.Problems.Single().Message.Should().Contain("una vez");
        stale.Problems.Single().Message.Should().Contain("ya se corrigió");
        await using var db = world.Billing.Storage.Open();
        var invoices = await db.CopagoInvoices().ToDictionaryAsync(row => row.Id);
        (invoices[first].Status, invoices[corrected.Value].Status).Should().Be((TicketInvoiceStatus.Cancelada, TicketInvoiceStatus.Facturada));
        var document = CfdiReader.Read((await db.SealedCfdis().SingleAsync(row => row.SubjectId == corrected.Value)).StampedXml!).Document!;
        document.CfdiRelacionados.Should().Equal(new CfdiRelacionados("04", [invoices[first].Uuid!.Value]));
        var cancellation = await db.Cancellations().SingleAsync();
        (cancellation.SubjectId, cancellation.Motivo, cancellation.Replacement).Should().Be((first, "01", invoices[corrected.Value].Uuid));
        (await db.Tickets().SingleAsync()).InvoiceId.Should().Be(corrected.Value);
        var shown = await world.AsAsync((ViewPublicTicket use) => use.RunAsync(ticket, TicketAccess.Link, CancellationToken.None));
        (shown.Invoice!.Id, shown.MayCorrect).Should().Be((corrected.Value, false));
        shown.Earlier.Single().Should().Contain("cancelada");
        (await CorrectAsync(world, ticket, corrected.Value, CopagoWorld.Person, atDesk: true)).Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_two_corrections_at_once_one_is_made_and_two_invoices_never_live_side_by_side(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(
            () => CorrectAsync(world, ticket, first, CopagoWorld.Person with { CodigoPostal = $"3625{number}" }, atDesk: true))));
        await world.DispatchAllAsync();

        results.Count(result => result.Ok).Should().Be(1);
        await using var db = world.Billing.Storage.Open();
        (await db.CopagoInvoices().CountAsync(row => row.Status == TicketInvoiceStatus.Facturada)).Should().Be(1);
        (await db.CopagoInvoices().CountAsync(row => row.Status == TicketInvoiceStatus.Cancelada)).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task When_the_pac_hangs_up_sat_is_not_asked_to_cancel_before_the_new_invoice_is_known_to_be_stamped(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        (await control.PostAsJsonAsync("sandbox/faults", new { mode = "drop-after-stamp", count = 1 })).EnsureSuccessStatusCode();

        var corrected = await CorrectAsync(world, ticket, first, Right);
        await world.DispatchAsync();
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Cancellations().CountAsync()).Should().Be(0);
            (await db.CopagoInvoices().SingleAsync(row => row.Id == corrected.Value)).Status.Should().Be(TicketInvoiceStatus.EnCamino);
        }

        await world.DispatchLaterAsync(TimeSpan.FromMinutes(1));
        await world.DispatchAllAsync();

        await using var after = world.Billing.Storage.Open();
        (await after.CopagoInvoices().SingleAsync(row => row.Id == first)).Status.Should().Be(TicketInvoiceStatus.Cancelada);
        (await after.CopagoInvoices().SingleAsync(row => row.Id == corrected.Value)).Status.Should().Be(TicketInvoiceStatus.Facturada);
        (await after.SealedCfdis().CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_refused_correction_leaves_the_old_invoice_and_may_be_tried_again()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        var refused = await CorrectAsync(world, ticket, first, Right);
        await world.RejectAsync(refused.Value);

        var shown = await world.AsAsync((ViewPublicTicket use) => use.RunAsync(ticket, TicketAccess.Link, CancellationToken.None));
        var again = await CorrectAsync(world, ticket, first, Right with { CodigoPostal = "36259" });
        await world.DispatchAllAsync();

        (shown.Invoice!.Id, shown.MayCorrect).Should().Be((first, true));
        shown.Rejection.Should().Contain("CFDI40148");
        again.Problems.Should().BeEmpty();
        await using var db = world.Billing.Storage.Open();
        (await db.CopagoInvoices().SingleAsync(row => row.Id == first)).Status.Should().Be(TicketInvoiceStatus.Cancelada);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_cancelled_invoice_gives_its_ticket_back_to_be_undone_or_invoiced_again(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);

        (await world.CancelAsync(first, "03")).Problems.Should().BeEmpty();
        var early = await world.AsAsync((UndoTicket use) => use.RunAsync(ticket, "No vino", CancellationToken.None));
        await world.DispatchAllAsync();
        var second = await world.InvoicedAsync(ticket, Right);
        (await world.CancelAsync(second, "03")).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();
        var undone = await world.AsAsync((UndoTicket use) => use.RunAsync(ticket, "No vino", CancellationToken.None));

        early.Problems.Single().Message.Should().Contain("cancela primero");
        second.Should().NotBe(first);
        undone.Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_charge_that_is_given_back_once_it_is_invoiced_has_its_invoice_cancelled_and_is_owed_again(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        var invoice = await world.InvoicedAsync(ticket, CopagoWorld.Person);

        var silent = await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, " ", null, CancellationToken.None));
        var given = await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, "No se atendió", null, CancellationToken.None));
        await world.DispatchAllAsync();
        var twice = await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, "Otra vez", null, CancellationToken.None));

        silent.Problems.Single().Field.Should().Be("Motivo");
        given.Problems.Should().BeEmpty();
        twice.Problems.Single().Message.Should().Contain("ya lo deshizo");
        await using var db = world.Billing.Storage.Open();
        (await db.CopagoInvoices().SingleAsync(row => row.Id == invoice)).Status.Should().Be(TicketInvoiceStatus.Cancelada);
        (await db.Cancellations().SingleAsync()).Motivo.Should().Be("03");
        (await db.TicketLines().SingleAsync()).UndoneAt.Should().NotBeNull();
        (await db.Tickets().SingleAsync()).InvoiceId.Should().BeNull();
    }

    [Fact]
    public async Task A_cancelled_correction_gives_the_ticket_back_to_the_old_invoice_that_sat_did_not_cancel()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite), receptorsAccept: true);
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        var corrected = await CorrectAsync(world, ticket, first, Right);
        await world.DispatchAllAsync();
        await world.AnswerAsync(control, first, accept: false);

        (await world.CancelAsync(corrected.Value)).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();
        await world.AnswerAsync(control, corrected.Value, accept: true);

        await using var db = world.Billing.Storage.Open();
        (await db.Tickets().SingleAsync()).InvoiceId.Should().Be(first);
        (await db.CopagoInvoices().SingleAsync(row => row.Status == TicketInvoiceStatus.Facturada)).Id.Should().Be(first);
    }

    [Fact]
    public async Task An_old_invoice_that_sat_does_not_cancel_is_shown_at_the_desk_and_is_cancelled_when_asked_again()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite), receptorsAccept: true);
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var ticket = await world.ChargedAsync();
        var first = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        var corrected = await CorrectAsync(world, ticket, first, Right);
        await world.DispatchAllAsync();
        await world.AnswerAsync(control, first, accept: false);

        var left = (await world.AsAsync((ViewTicket use) => use.RunAsync(ticket, CancellationToken.None)))!;
        var asked = await world.AsAsync((CancelReplaced use) => use.RunAsync(corrected.Value, CancellationToken.None));
        await world.DispatchAsync();
        await world.AnswerAsync(control, first, accept: true);
        var done = (await world.AsAsync((ViewTicket use) => use.RunAsync(ticket, CancellationToken.None)))!;

        left.Invoices.Where(left.IsLeftOver).Select(row => row.Id).Should().Equal(first);
        asked.Value.Should().Be(1);
        done.Invoices.Should().NotContain(row => done.IsLeftOver(row));
        done.Invoices.Select(row => row.Status).Should().Equal(TicketInvoiceStatus.Cancelada, TicketInvoiceStatus.Facturada);
    }

    private static Task<Result<Guid>> CorrectAsync(PagosWorld world, Guid ticket, Guid invoice, ReceptorForm form, bool atDesk = false) =>
        world.AsAsync((InvoiceTicket use) => use.RunAsync(ticket, form, new InvoicingRequest(atDesk, invoice), CancellationToken.None));
}
