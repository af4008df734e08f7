using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>A cut that was closed by mistake is opened again, with a reason that stays.</summary>
public class ReopenCutTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_last_cut_is_opened_again_with_a_reason_and_cut_anew(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.ChargedAsync();
        var cut = (await desk.Cut().RunAsync(new Dictionary<string, decimal>(), CancellationToken.None)).Value;
        var reopen = new ReopenCut(desk.As("jefa"), desk.World.Turns, desk.World.Clock, BillingWorld.Actor(desk.World.PracticeId, "jefa"));

        (await reopen.RunAsync(cut, "  ", CancellationToken.None)).Problems.Single().Field.Should().Be("Motivo");
        (await reopen.RunAsync(cut, "Se cerró sin contar", CancellationToken.None)).Problems.Should().BeEmpty();
        (await reopen.RunAsync(cut, "otra vez", CancellationToken.None)).Ok.Should().BeFalse("it is open already");

        (await desk.Cut().CurrentAsync(CancellationToken.None)).Id.Should().Be(cut);
        await using (var db = desk.World.Storage.Open())
        {
            (await db.CashCounts().AnyAsync(row => row.ShiftId == cut)).Should().BeFalse();
            var entry = await db.Audit().SingleAsync(row => row.SubjectId == cut && row.What == "Corte reabierto");
            (entry.Who, entry.Detail).Should().Be(("jefa", "Se cerró sin contar (contado: 01 $0.00 de $0.00, 04 $0.00 de $150.00)"));
        }

        var again = await desk.Cut().RunAsync(new Dictionary<string, decimal> { ["01"] = 0, ["04"] = 150 }, CancellationToken.None);
        again.Value.Should().Be(cut);
        (await desk.Cuts.RunAsync(cut, CancellationToken.None))!.Difference.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_drawer_of_somebody_who_is_gone_is_cut_by_who_administrates_and_by_no_cashier(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.ChargedAsync();
        await desk.ChargedAsync("T", "01", "jefa");
        var open = (await desk.Cut("jefa").OthersAsync(CancellationToken.None)).Single();
        (open.Cashier, open.Shift.Expected).Should().BeEquivalentTo(("ana", new[] { new ExpectedCash("01", 0), new ExpectedCash("04", 150) }));
        var counted = new Dictionary<string, decimal> { ["01"] = 0, ["04"] = 140 };
        var cashier = new Actor();
        cashier.ActAs(BillingWorld.Person(desk.World.PracticeId, "beto", [.. Role.Shipped[PracticeRole.Caja].Rights]));
        var cashiers = new CutCash(new HonorarioStorage(desk.World.Database, cashier, desk.World.BeforeSave), desk.World.Turns, desk.World.Clock, cashier);

        (await cashiers.RunAsync(counted, CancellationToken.None, open.Shift.Id)).Problems.Should().ContainSingle();
        var cut = await desk.Cut("jefa").RunAsync(counted, CancellationToken.None, open.Shift.Id);
        (await desk.Cut("jefa").RunAsync(counted, CancellationToken.None, open.Shift.Id)).Problems.Single().Message.Should().Contain("ya se cortó");

        cut.Value.Should().Be(open.Shift.Id!.Value);
        (await desk.Cuts.RunAsync(cut.Value, CancellationToken.None))!.Difference.Should().Be(-10);
        (await desk.Cut().CurrentAsync(CancellationToken.None)).Id.Should().BeNull();
        (await desk.Cut("jefa").CurrentAsync(CancellationToken.None)).Tickets.Should().Be(1, "the own drawer stays open");
        await using var db = desk.World.Storage.Open();
        (await db.Audit().SingleAsync(row => row.SubjectId == cut.Value && row.What == "Corte de caja")).Detail.Should()
            .Be("La caja de ana: Diferencia -$10.00");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Once_its_cashier_opened_another_it_stays_closed(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.ChargedAsync();
        var cut = (await desk.Cut().RunAsync(new Dictionary<string, decimal> { ["04"] = 150 }, CancellationToken.None)).Value;
        await desk.ChargedAsync("T");
        var reopen = new ReopenCut(desk.As("jefa"), desk.World.Turns, desk.World.Clock, BillingWorld.Actor(desk.World.PracticeId, "jefa"));

        (await reopen.RunAsync(cut, "tarde", CancellationToken.None)).Problems.Single().Message.Should().Contain("sólo se reabre el último");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_undone_charge_prints_as_cancelled(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var ticket = await desk.ChargedAsync();
        (await desk.View.RunAsync(ticket, CancellationToken.None))!.Printed.Cancelled.Should().BeFalse();
        (await desk.Undo().RunAsync(ticket, "me equivoqué", CancellationToken.None)).Problems.Should().BeEmpty();
        (await desk.View.RunAsync(ticket, CancellationToken.None))!.Printed.Cancelled.Should().BeTrue();
    }
}
