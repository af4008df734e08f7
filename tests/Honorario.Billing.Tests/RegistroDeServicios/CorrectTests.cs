using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.Copagos;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.RegistroDeServicios;

/// <summary>Each state of a service × correct and remove.</summary>
public class CorrectTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_free_service_is_corrected_with_before_and_after_in_the_log(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var service = await desk.RegisteredAsync();

        var kept = await desk.EditAsync(service, form => form with { Line = form.Line with { Price = 980, Code = "99203-25" }, Authorization = "GS-1" });

        kept.Value!.Ids.Should().Equal(service);
        var after = await desk.ServiceAsync(service);
        (after.InsurerAmount, after.Code, after.Authorization, after.Version).Should().Be((980m, "99203-25", "GS-1", 1));
        await using var db = desk.World.Storage.Open();
        var told = await db.Audit().Where(entry => entry.SubjectId == service && entry.What == "Servicio corregido").Select(entry => entry.Detail!)
            .SingleAsync();
        told.Should().Contain("Monto $800.00 → $980.00").And.Contain("CPT4 99213 → 99203-25").And.Contain("Autorización AUT-1 → GS-1");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_two_who_correct_at_once_the_second_is_told(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var service = await desk.RegisteredAsync();
        var view = (await desk.Edit.ViewAsync(service, CancellationToken.None))!;

        await desk.Edit.RunAsync(service, view.Version, view.Form with { Plan = "A" }, true, CancellationToken.None);
        var second = await desk.Edit.RunAsync(service, view.Version, view.Form with { Plan = "B" }, true, CancellationToken.None);
        var removed = await desk.Remove.RunAsync(new Dictionary<Guid, int?> { [service] = view.Version }, true, CancellationToken.None);

        second.Problems.Single().Message.Should().Contain("cambió el servicio mientras lo editabas").And.Contain("Plan (vacío) → A", "it says what");
        removed.Problems.Should().ContainSingle();
        (await desk.ServiceAsync(service)).Plan.Should().Be("A");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_in_a_draft_warns_and_takes_the_draft_along(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var service = await desk.RegisteredAsync();
        var draft = await desk.DraftWithAsync(service);

        var asked = await desk.EditAsync(service, form => form with { Line = form.Line with { Price = 900 } });
        var untouched = await desk.ServiceAsync(service);
        var kept = await desk.EditAsync(service, form => form with { Line = form.Line with { Price = 900 } }, accept: true);

        asked.Value!.Doubts.Should().ContainSingle().Which.Should().Contain("B-1");
        untouched.InsurerAmount.Should().Be(800);
        kept.Problems.Should().BeEmpty();
        (await desk.InvoiceAsync(draft)).SubTotal.Should().Be(900);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_removed_from_a_draft_leaves_it_and_returns_to_it_within_a_minute(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var service = await desk.RegisteredAsync();
        var draft = await desk.DraftWithAsync(service);

        var asked = await desk.RemoveAsync(service);
        var removed = await desk.RemoveAsync(service, accept: true);
        var without = await desk.InvoiceAsync(draft);
        var undone = await desk.Undo.RunAsync(removed.Value!, CancellationToken.None);

        asked.Value!.Doubts.Should().ContainSingle();
        removed.Value!.Services.Should().Equal(service);
        (without.Lines.Count, without.Total).Should().Be((0, 0m));
        undone.Value.Should().Be(1);
        var again = await desk.InvoiceAsync(draft);
        (again.Lines.Count, again.SubTotal).Should().Be((1, 800m));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_billed_says_which_invoice_must_be_cancelled_first(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var service = await desk.RegisteredAsync();
        var draft = await desk.DraftWithAsync(service);
        (await desk.World.Stamp.RunAsync(draft, CancellationToken.None)).Problems.Should().BeEmpty();

        var edited = await desk.EditAsync(service, form => form with { Plan = "otro" }, accept: true);
        var removed = await desk.RemoveAsync(service, accept: true);

        foreach (var problem in new[] { edited.Problems.Single(), removed.Problems.Single() })
        {
            problem.Message.Should().Contain("B-1");
            problem.Link.Should().Be($"/finanzas/facturacion/facturas/{draft}");
        }

        (await desk.ServiceAsync(service)).RemovedAt.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_charged_says_which_ticket_must_be_undone_first_and_is_free_once_it_is(Server server)
    {
        using var cash = await CopagoWorld.NewAsync(databases, server);
        var desk = new DeskWorld(cash.World);
        var service = await desk.RegisteredAsync();
        var ticket = await cash.Pay().RunAsync(CopagoWorld.Form(service, 150, new CopayPayment("04", 150)), CancellationToken.None);

        var edited = await desk.EditAsync(service, form => form with { Line = form.Line with { Copay = 100 } }, accept: true);
        var removed = await desk.RemoveAsync(service, accept: true);
        (await cash.Undo().RunAsync(ticket.Value, "se equivocó", CancellationToken.None)).Problems.Should().BeEmpty();
        var free = await desk.EditAsync(service, form => form with { Line = form.Line with { Copay = 100 } });
        var gone = await desk.RemoveAsync(service);

        edited.Problems.Single().Link.Should().Be($"/finanzas/cobros/ticket/{ticket.Value}");
        removed.Problems.Single().Link.Should().Be($"/finanzas/cobros/ticket/{ticket.Value}");
        free.Problems.Should().BeEmpty();
        gone.Value!.Services.Should().Equal(service);
        (await cash.Find.RunAsync(new("", BillingWorld.Today, BillingWorld.Today), CancellationToken.None)).Page.Count.Should().Be(0);
        (await cash.View.RunAsync(ticket.Value, CancellationToken.None)).Should().NotBeNull("the undone ticket still tells of it");
    }

    [Fact]
    public async Task Many_are_removed_at_once_or_none()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var services = new List<Guid>();
        for (var number = 0; number < 3; number++)
            services.Add(await desk.RegisteredAsync());
        var billed = await desk.DraftWithAsync(services[0]);
        (await desk.World.Stamp.RunAsync(billed, CancellationToken.None)).Problems.Should().BeEmpty();

        var all = await desk.Remove.RunAsync(services.ToDictionary(id => id, _ => (int?)null), true, CancellationToken.None);
        var free = await desk.Remove.RunAsync(services.Skip(1).ToDictionary(id => id, _ => (int?)null), true, CancellationToken.None);

        all.Problems.Should().ContainSingle();
        free.Value!.Services.Should().HaveCount(2);
        await using var db = desk.World.Storage.Open();
        (await db.Services().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_removal_is_not_undone_after_its_minute_and_its_folio_may_be_used_again()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var service = await desk.RegisteredAsync();
        var folio = (await desk.ServiceAsync(service)).Folio;
        var removed = await desk.RemoveAsync(service);
        var again = await desk.Register.RunAsync(desk.Visit(new ServiceLine("99213", 1, 800, 150, folio)), true, CancellationToken.None);
        var taken = await desk.Undo.RunAsync(removed.Value!, CancellationToken.None);
        desk.World.Clock.Advance(TimeSpan.FromMinutes(2));
        var late = await desk.Undo.RunAsync(removed.Value!, CancellationToken.None);

        again.Problems.Should().BeEmpty();
        taken.Problems.Single().Message.Should().Contain("folio");
        late.Problems.Single().Message.Should().Contain("un minuto");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_an_insurer_does_not_pay_is_charged_at_the_desk_and_never_billed_to_it(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        await desk.RegisteredAsync("99213", 0, 800);
        await desk.RegisteredAsync("99203", 950, 0);
        var draft = await desk.World.DraftWithAllAsync("B-9");

        (await desk.InvoiceAsync(draft)).SubTotal.Should().Be(950);
    }
}
