using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>A payment that was put on a wrong invoice settles another, with or without its complement; every balance closes.</summary>
public class MoverPagoTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Before_its_complement_it_only_moves_and_says_what_it_does_first(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (wrong, right) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m));
        var first = await PaidAsync(world, "A", new PaymentShare(wrong.Id, 300m));
        var second = await PaidAsync(world, "B", new PaymentShare(wrong.Id, 600m));

        var look = await LookAsync(world, first, new PaymentShare(right.Id, 300m));
        (await world.InvoiceAsync(wrong.Id)).Paid.Should().Be(900m, "looking changes nothing");
        var moved = await world.MoveAsync(first, new PaymentShare(right.Id, 300m));

        look.Value!.Document.Should().BeNull();
        look.Value.Steps.Should().HaveCount(3);
        look.Value.Steps[0].Should().Contain("CI-1").And.Contain("$300.00").And.Contain("se numeran de nuevo");
        look.Value.Steps[1].Should().Contain("CI-2").And.Contain("parcialidad 1").And.Contain("$1,500.00");
        moved.Problems.Should().BeEmpty();
        (await StandingAsync(world, wrong)).Should().Be((600m, InvoiceStatus.PagoParcial));
        (await StandingAsync(world, right)).Should().Be((300m, InvoiceStatus.PagoParcial));
        await using var db = world.Billing.Storage.Open();
        (await db.PaymentApplications().Where(row => row.PaymentId == second).Select(row => new { row.Parcialidad, row.SaldoAnterior }).SingleAsync())
            .Should().Be(new { Parcialidad = 1, SaldoAnterior = 900m });
        (await db.Audit().SingleAsync(entry => entry.SubjectId == wrong.Id && entry.What == "Pago deshecho")).Detail.Should().EndWith("pasa a la factura CI-2");
        (await db.Audit().SingleAsync(entry => entry.SubjectId == right.Id && entry.What == "Pago aplicado")).Detail
            .Should().EndWith("viene de la factura CI-1");
        (await world.MoveAsync(first, new PaymentShare(wrong.Id, 100m), new PaymentShare(right.Id, 200m))).Problems.Should().BeEmpty("it may go back in part");
        (await StandingAsync(world, wrong)).Should().Be((700m, InvoiceStatus.PagoParcial));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task With_its_complement_another_takes_its_place_and_what_was_seen_is_what_is_stamped(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (wrong, right) = (await world.StampedAsync(1000m), await world.StampedAsync(1000m));
        var payment = await PaidAsync(world, "OP-1", new PaymentShare(wrong.Id, 900m));
        var old = await StampedComplementAsync(world, payment);
        var shares = new[] { new PaymentShare(right.Id, 900m) };

        var look = (await LookAsync(world, payment, shares)).Value!;
        var other = Seen.Of(look.Document! with { Receptor = look.Document!.Receptor with { Nombre = "OTRA" } });
        var refused = await MoveAsync(world, payment, shares, other);
        (await StandingAsync(world, wrong)).Should().Be((900m, InvoiceStatus.ComplementoCargado), "nothing was sealed");
        var moved = await MoveAsync(world, payment, shares, Seen.Of(look.Document!));
        await world.DispatchAsync();
        await world.DispatchAsync();

        refused.Problems.Should().Contain(problem => problem.Code == Seen.Code);
        look.Steps.Should().Contain(step => step.Contains("relación 04", StringComparison.Ordinal))
            .And.Contain(step => step.Contains("motivo 01", StringComparison.Ordinal));
        moved.Problems.Should().BeEmpty();
        (await StandingAsync(world, wrong)).Should().Be((0m, InvoiceStatus.Facturada));
        (await StandingAsync(world, right)).Should().Be((900m, InvoiceStatus.ComplementoCargado));
        (await world.ComplementoAsync(old)).Status.Should().Be(ComplementoStatus.Cancelado);
        await using var db = world.Billing.Storage.Open();
        var by = await db.Complementos().SingleAsync(row => row.PaymentId == payment && row.Status == ComplementoStatus.Timbrado);
        var document = await world.DocumentAsync(by.Id);
        document.CfdiRelacionados.Single().TipoRelacion.Should().Be("04");
        document.Pagos!.Items.Single().DoctosRelacionados.Single().IdDocumento.Should().Be(right.Uuid!.Value);
        (await db.Cancellations().SingleAsync()).Motivo.Should().Be("01");
    }

    [Fact]
    public async Task When_the_PAC_refuses_the_new_complement_the_payment_is_back_where_SAT_knows_it()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (wrong, right) = (await world.StampedAsync(1000m), await world.StampedAsync(1000m));
        var payment = await PaidAsync(world, "OP-1", new PaymentShare(wrong.Id, 900m));
        var old = await StampedComplementAsync(world, payment);

        (await world.MoveAsync(payment, new PaymentShare(right.Id, 900m))).Problems.Should().BeEmpty();
        await using (var db = world.Billing.Storage.Open())
        {
            var sealing = await db.SealedCfdis().SingleAsync(row => row.State == PacState.Pending);
            var spoiled = System.Text.Encoding.UTF8.GetString(sealing.SealedXml).Replace("OP-1", "OP-2", StringComparison.Ordinal);
            await db.SealedCfdis().Where(row => row.Id == sealing.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SealedXml, System.Text.Encoding.UTF8.GetBytes(spoiled)));
        }

        await world.DispatchAsync();

        (await world.ComplementoAsync(old)).Status.Should().Be(ComplementoStatus.Timbrado);
        (await StandingAsync(world, wrong)).Should().Be((900m, InvoiceStatus.ComplementoCargado));
        (await StandingAsync(world, right)).Should().Be((0m, InvoiceStatus.Facturada));
    }

    [Fact]
    public async Task What_rests_on_it_at_SAT_or_does_not_add_up_is_said_and_nothing_moves()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (wrong, right, small) = (await world.StampedAsync(1000m), await world.StampedAsync(1000m), await world.StampedAsync(100m));
        var first = await PaidAsync(world, "A", new PaymentShare(wrong.Id, 300m));
        var second = await PaidAsync(world, "B", new PaymentShare(wrong.Id, 200m));
        await StampedComplementAsync(world, second);

        (await world.MoveAsync(first, new PaymentShare(right.Id, 300m))).Problems.Single().Message.Should().Contain("parcialidad 2");
        (await world.MoveAsync(second, new PaymentShare(small.Id, 200m))).Problems.Single().Code.Should().Be("CRP20244");
        (await world.MoveAsync(second, new PaymentShare(right.Id, 150m))).Problems.Single().Message.Should().Contain("$50.00");
        (await world.MoveAsync(second, new PaymentShare(wrong.Id, 200m))).Problems.Single().Message.Should().Contain("ya está aplicado así");
        (await MoveAsync(world, second, [new PaymentShare(right.Id, 200m)], seen: null)).Ok.Should().BeFalse("nobody saw the complement that would be stamped");

        (await StandingAsync(world, wrong)).Should().Be((500m, InvoiceStatus.PagoParcial));
        (await StandingAsync(world, right)).Should().Be((0m, InvoiceStatus.Facturada));
    }

    private static async Task<Guid> PaidAsync(PagosWorld world, string operation, PaymentShare share)
    {
        world.Billing.Clock.Advance(TimeSpan.FromSeconds(2));
        var paid = await world.PayAsync(PagosWorld.Form(operation, share));
        paid.Problems.Should().BeEmpty();
        return paid.Value;
    }

    private static async Task<Guid> StampedComplementAsync(PagosWorld world, Guid payment)
    {
        var made = await world.ComplementAsync(payment);
        made.Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await world.ComplementoAsync(made.Value)).Status.Should().Be(ComplementoStatus.Timbrado);
        return made.Value;
    }

    private static async Task<(decimal Paid, InvoiceStatus Status)> StandingAsync(PagosWorld world, Invoice invoice)
    {
        var now = await world.InvoiceAsync(invoice.Id);
        return (now.Paid, now.Status);
    }

    private static Task<Result<MovePreview>> LookAsync(PagosWorld world, Guid payment, params PaymentShare[] shares) =>
        world.AsAsync((MovePayment use) => use.LookAsync(payment, shares, CancellationToken.None));

    private static Task<Result<Guid>> MoveAsync(PagosWorld world, Guid payment, PaymentShare[] shares, Seen? seen) =>
        world.AsAsync((MovePayment use) => use.RunAsync(payment, shares, seen, CancellationToken.None));
}
