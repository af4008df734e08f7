using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
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
