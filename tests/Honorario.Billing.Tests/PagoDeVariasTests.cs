using CsCheck;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>One transfer for several invoices: what is offered, how it is spread, and SAT's code for what does not fit.</summary>
public class PagoDeVariasTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Fact]
    public void An_amount_is_spread_oldest_first_and_no_invoice_gets_more_than_it_owes() =>
        Gen.Select(Gen.Int[0, 5_000], Gen.Int[1, 2_000].Array[0, 6])
            .Sample(
                (amount, owed) =>
                {
                    var invoices = owed.Select((cents, index) => Open($"CI-{index}", cents / 100m)).ToList();

        var spread = Spread.Over(amount / 100m, invoices);

        (spread.Shares.Sum(share => share.Amount) + spread.Left).Should().Be(amount / 100m);
        spread.Shares.Should().AllSatisfy(share => share.Amount.Should().BeInRange(0.01m, invoices.Single(one => one.Id == share.InvoiceId).Balance));
        var full = spread.Shares.TakeWhile(share => share.Amount == invoices.Single(one => one.Id == share.InvoiceId).Balance).Count();
        (spread.Shares.Count - full).Should().BeLessThanOrEqualTo(1, "only the last one may be settled in part");
        spread.Shares.Select(share => share.InvoiceId).Should().Equal(invoices.Take(spread.Shares.Count).Select(one => one.Id));
    });

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_can_be_paid_is_offered_oldest_first_with_what_it_still_owes(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (part, whole, open) = (await world.StampedAsync(1000m), await world.StampedAsync(500m), await world.StampedAsync(200m));
        await world.PayAsync(PagosWorld.Form("A", new PaymentShare(part.Id, 300.55m), new PaymentShare(whole.Id, whole.Total)));
        await world.Billing.DraftAsync("CI-9");

        var offered = await world.AsAsync((OpenInvoices use) => use.RunAsync(world.Billing.EmisorId, world.Billing.InsurerId, CancellationToken.None));
        var nobody = await world.AsAsync((OpenInvoices use) => use.RunAsync(world.Billing.EmisorId, Guid.NewGuid(), CancellationToken.None));

        offered.Select(one => (one.Id, one.Balance)).Should().Equal((part.Id, part.Total - 300.55m), (open.Id, open.Total));
        nobody.Should().BeEmpty();
    }

    [Theory]
    [InlineData("99", "", "", "", "CRP20212")]
    [InlineData("01", "BBA830831LJ2", "", "", "CRP20221")]
    [InlineData("01", "", "0123456789", "", "CRP20224")]
    [InlineData("03", "", "12345", "", "CRP20225")]
    [InlineData("01", "", "", "012180001234567897", "CRP20228")]
    [InlineData("03", "", "", "123", "CRP20226")]
    public async Task What_the_form_of_payment_does_not_allow_is_told_with_the_code_that_sat_gives_it(
        string forma,
        string bank,
        string payer,
        string receiver,
        string code)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var form = PagosWorld.Form("A", new PaymentShare(Guid.NewGuid(), 1m)) with
        {
            FormaPago = forma,
            PayerBankRfc = bank,
            PayerAccount = payer,
            ReceiverAccount = receiver,
        };

        (await world.PayAsync(form)).Problems.Select(problem => problem.Code).Should().Equal(code);
    }

    [Fact]
    public async Task More_than_is_owed_or_than_arrived_has_sats_code_and_less_than_arrived_has_none()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var form = PagosWorld.Form("A", new PaymentShare(invoice.Id, 500m));

        (await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 950m)))).Problems.Single().Code.Should().Be("CRP20244");
        (await world.PayAsync(form with { Amount = 400m })).Problems.Single().Code.Should().Be("CRP20217");
        (await world.PayAsync(form with { Amount = 600m })).Problems.Single().Code.Should().BeNull();
    }

    [Fact]
    public async Task What_would_be_stamped_is_shown_before_and_nothing_is_kept()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (first, second) = (await world.StampedAsync(1000m), await world.StampedAsync(500m));
        var payment = (await world.PayAsync(PagosWorld.Form("A", new PaymentShare(first.Id, 100m), new PaymentShare(second.Id, second.Total)))).Value;

        var look = await world.AsAsync((GenerateComplemento use) => use.LookAsync(payment, CancellationToken.None));

        var pago = look.Value!.Pagos!.Items.Single();
        pago.DoctosRelacionados.Select(docto => (docto.NumParcialidad, docto.ImpSaldoAnt, docto.ImpPagado, docto.ImpSaldoInsoluto))
            .Should().Equal((1, first.Total, 100m, first.Total - 100m), (1, second.Total, second.Total, 0m));
        await using var db = world.Billing.Storage.Open();
        (await db.Complementos().CountAsync()).Should().Be(0);
    }

    private static OpenInvoice Open(string number, decimal balance) => new(
        Guid.NewGuid(), Guid.NewGuid(), number, "A1", Uuid.Parse(Guid.NewGuid().ToString()), BillingWorld.Today, balance, balance, InvoiceStatus.Facturada);
}
