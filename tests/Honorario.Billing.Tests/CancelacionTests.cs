using System.Net.Http.Json;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Cancelling at SAT, with and without the receptor's acceptance, through a PAC over HTTP.</summary>
public class CancelacionTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_cancelled_invoice_gives_its_services_back_and_keeps_the_acuse(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);

        (await world.CancelAsync(invoice.Id)).Problems.Should().BeEmpty();
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.EnProcesoDeCancelacion);
        await world.DispatchAsync();

        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Cancelada);
        (await UnbilledAsync(world)).Should().Be(1);
        await using var db = world.Billing.Storage.Open();
        System.Text.Encoding.UTF8.GetString((await db.Cancellations().SingleAsync()).Acuse!).Should().Contain(invoice.Uuid!.Value);
    }

    [Theory]
    [InlineData(true, InvoiceStatus.Cancelada)]
    [InlineData(false, InvoiceStatus.Facturada)]
    public async Task It_waits_for_the_receptor_and_ends_as_the_receptor_says(bool accept, InvoiceStatus end)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite), receptorsAccept: true);
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var invoice = await world.StampedAsync(1000m);

        await world.CancelAsync(invoice.Id);
        await world.DispatchAsync();
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.EnProcesoDeCancelacion);
        (await control.PostAsJsonAsync($"sandbox/cancellations/{invoice.Uuid}", new { accept })).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(11));

        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(end);
        (await UnbilledAsync(world)).Should().Be(end == InvoiceStatus.Cancelada ? 1 : 0);
    }

    [Fact]
    public async Task Silence_for_three_working_days_is_acceptance_and_a_refused_cancelling_may_be_asked_again()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite), receptorsAccept: true);
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var invoice = await world.StampedAsync(1000m);
        await world.CancelAsync(invoice.Id);
        await world.DispatchAsync();
        (await control.PostAsJsonAsync($"sandbox/cancellations/{invoice.Uuid}", new { accept = false })).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(11));

        (await world.CancelAsync(invoice.Id)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        // Asked on Friday the 20th: Monday, Tuesday and Wednesday are the receptor's.
        var over = new DateTimeOffset(2026, 3, 26, 0, 0, 0, TimeSpan.FromHours(-6));
        await world.DispatchLaterAsync(over.AddMinutes(-1) - world.Billing.Clock.GetUtcNow());
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.EnProcesoDeCancelacion);
        await world.DispatchLaterAsync(TimeSpan.FromHours(2));

        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Cancelada);
    }

    [Fact]
    public async Task An_answer_lost_on_the_way_is_asked_for_and_the_document_is_cancelled_once()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var invoice = await world.StampedAsync(1000m);
        await control.PostAsJsonAsync("sandbox/faults", new { Mode = "drop-after-stamp", Count = 1, On = "cancel" });

        await world.CancelAsync(invoice.Id);
        await world.DispatchAsync();
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.EnProcesoDeCancelacion);
        await control.PostAsJsonAsync("sandbox/faults", new { Mode = "down", On = "cancel" });
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(1));

        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Cancelada, "SAT's word is enough: nothing is sent again");
    }

    [Fact]
    public async Task What_depends_on_an_invoice_is_named_with_the_way_out()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new ComplementosPago.PaymentShare(invoice.Id, 900m)))).Value;
        var complemento = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();

        var withComplement = await world.CancelAsync(invoice.Id);
        await world.CancelAsync(complemento);
        await world.DispatchAsync();
        var withPayment = await world.CancelAsync(invoice.Id);

        withComplement.Problems.Single().Message.Should().Contain("complemento de pago").And.Contain("cancélalo primero");
        withPayment.Problems.Single().Message.Should().Contain("deshazlo primero");
        withPayment.Problems.Single().Link.Should().Contain(payment.ToString());
    }

    [Fact]
    public async Task Motive_01_wants_the_folio_fiscal_of_a_document_that_says_it_replaces_this_one()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (wrong, right) = (await world.StampedAsync(1000m), await world.StampedAsync(1000m));

        (await world.CancelAsync(wrong.Id, "05")).Problems.Single().Field.Should().Be("Motivo");
        (await world.CancelAsync(wrong.Id, "01")).Problems.Single().Field.Should().Be("Replacement");
        (await world.CancelAsync(wrong.Id, "01", wrong.Uuid!.Value)).Problems.Single().Field.Should().Be("Replacement");
        (await world.CancelAsync(wrong.Id, "01", Guid.NewGuid().ToString())).Problems.Single().Field.Should().Be("Replacement");
        (await world.CancelAsync(wrong.Id, "01", right.Uuid!.Value)).Problems.Single().Code.Should().Be("212", "it does not say that it replaces the other");

        (await world.InvoiceAsync(wrong.Id)).Status.Should().Be(InvoiceStatus.Facturada);
    }

    private static async Task<int> UnbilledAsync(PagosWorld world)
    {
        var period = new ServicePeriod(BillingWorld.Today.AddDays(-30), BillingWorld.Today, world.Billing.InsurerId);
        return (await world.AsAsync((FindServices use) => use.RunAsync(period, 0, null, CancellationToken.None))).Unbilled;
    }
}
