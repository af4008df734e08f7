using System.Globalization;
using System.Text;
using Honorario.Billing.Cuentas;
using Honorario.Client;

namespace Honorario.Api.Tests;

/// <summary>The client package against the running product.</summary>
public sealed class ClientTests(Running product)
{
    [Fact]
    public async Task A_visit_becomes_a_paid_invoice_with_its_complement()
    {
        using var honorario = new HonorarioClient(product.Root, (await product.KeyAsync(product.Practices[0], RightFacts.OfPractices)).Secret);
        var today = DateOnly.Parse(Running.Today, CultureInfo.InvariantCulture);
        var (emisor, insurer) = ((await honorario.EmisoresAsync()).Data[0].Id, (await honorario.InsurersAsync()).Data[0].Id);
        var visit = await honorario.RegisterVisitAsync(new Visit(insurer, today, [new VisitLine("99203", 950.25m)])
        {
            NewPatient = new Client.NewPatient($"Clienta {Guid.NewGuid():N}"), PolicyNumber = $"{Guid.NewGuid():N}"[..10], Authorization = "A-1",
                AcceptDoubts = true,
        });
        var draft = await honorario.CreateInvoiceAsync(new NewInvoice(emisor, insurer, today));
        var chosen = await honorario.ChooseServicesAsync(draft, today, today, visit.Ids);

        var invoice = await honorario.StampAsync(draft);
        var payment = await honorario.RegisterPaymentAsync(new NewPayment(
            today.ToDateTime(new TimeOnly(0, 1)), invoice.Balance, [new Share(draft, invoice.Balance)], $"OP-{Guid.NewGuid():N}"[..16]));
        await honorario.CreateComplementAsync(payment);

        chosen.SubTotal.Should().Be(950.25m);
        Encoding.UTF8.GetString(await honorario.XmlAsync(draft)).Should().Contain(invoice.Uuid);
        (await honorario.InvoiceAsync(draft)).Balance.Should().Be(0);
        var refused = await FluentActions.Awaiting(() => honorario.StampAsync(draft)).Should().ThrowAsync<HonorarioException>();
        refused.Which.Status.Should().Be(409);
        refused.Which.Problem.Errors.Should().OnlyContain(fault => fault.Es.Length > 0 && fault.En.Length > 0);
    }
}
