using Honorario.Billing.ComplementosPago;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Discounts of an invoice and of its services, and prices that include IVA, from the draft to what is credited and paid.</summary>
public class DiscountTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_discount_of_a_service_and_one_of_the_invoice_are_in_the_document_its_taxes_and_its_complement(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await SetAsync(world, emisor => emisor.Iva = IvaTreatment.Tasa16);
        var services = await world.Billing.AddServicesAsync(3, amount: 1000m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");

        var saved = await DiscountAsync(world, draft, 290m, (services[0], 100m));
        await StampAsync(world, draft);

        saved.Problems.Should().BeEmpty();
        var (document, invoice) = (await world.DocumentAsync(draft), await world.InvoiceAsync(draft));
        (document.SubTotal, document.Descuento).Should().Be((3000m, 390m));
        document.Conceptos.Select(concepto => concepto.Descuento).Should().BeEquivalentTo([190m, 100m, 100m]);
        document.Impuestos!.Traslados.Single().Base.Should().Be(2610m);
        // 2610 + 417.60 - 261.00 - 278.40
        (document.Total, invoice.Total, invoice.Discounted).Should().Be((2488.20m, 2488.20m, 390m));
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();
        var paid = await world.PaidAsync(PagosWorld.Form("D-1", new PaymentShare(draft, invoice.Total)));
        paid.Pagos!.Items.Single().DoctosRelacionados.Single().TrasladosDR.Single().Base.Should().Be(2610m);
        Preflight.Check(paid, BillingWorld.Now).Should().BeEmpty();
    }

    [Fact]
    public async Task What_leaves_nothing_of_a_service_or_of_the_invoice_is_told_and_a_new_choice_of_services_keeps_their_discounts()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var services = await world.Billing.AddServicesAsync(2, amount: 1000m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");

        var all = await DiscountAsync(world, draft, 0, (services[0], 1000m));
        var more = await DiscountAsync(world, draft, 2000m);
        var odd = await DiscountAsync(world, draft, 0, (services[0], 0.005m));
        var strange = await world.AsAsync((DiscountInvoice use) => use.RunAsync(
            draft, new DiscountForm(0, new Dictionary<Guid, decimal> { [services[0].Id] = 1m, [Guid.CreateVersion7()] = 1m }), CancellationToken.None));
        (await DiscountAsync(world, draft, 0, (services[0], 400m))).Problems.Should().BeEmpty();
        (await world.AsAsync((SelectServices use) => use.RunAsync(draft, BillingWorld.Marking([services[0]]), CancellationToken.None)))
            .Problems.Should().BeEmpty();

        all.Problems.Single().Should().Match<Problem>(problem => problem.Field == $"Lines.{services[0].Id}" && problem.Code == "CFDI40169");
        more.Problems.Single().Should().Match<Problem>(problem => problem.Field == nameof(DiscountForm.Whole) && problem.Code == "CFDI40110");
        strange.Problems.Single().Message.Should().Be("Uno de los servicios no está en esta factura.");
        odd.Problems.Single().Field.Should().Be($"Lines.{services[0].Id}");
        var invoice = await world.InvoiceAsync(draft);
        (invoice.SubTotal, invoice.Discounted, invoice.Total).Should().Be((1000m, 400m, 540m));
    }

    [Theory]
    [InlineData("1000.00", "0", 1)]
    [InlineData("999.99", "33.33", 1)]
    [InlineData("0.07", "0.01", 1)]
    [InlineData("1234.50", "100", 1)]
    [InlineData("2999.97", "0", 3)]
    [InlineData("300.00", "17.40", 3)]
    [InlineData("7000.00", "0", 7)]
    public async Task A_price_that_includes_IVA_is_what_is_paid_before_what_is_withheld(string gross, string off, int units)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, emisor => (emisor.Iva, emisor.IvaIncluido) = (IvaTreatment.Tasa16, true));
        var (price, discount) = (Decimal(gross), Decimal(off));
        var services = await world.Billing.AddServicesAsync(3, amount: price);
        await using (var db = world.Billing.Storage.Open())
            await db.AllServices().ExecuteUpdateAsync(set => set.SetProperty(row => row.Units, units));
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        (await DiscountAsync(world, draft, 0, (services[0], discount))).Problems.Should().BeEmpty();
        await StampAsync(world, draft);

        var document = await world.DocumentAsync(draft);

        (document.SubTotal - (document.Descuento ?? 0) + document.Impuestos!.TotalImpuestosTrasladados!.Value)
            .Should().BeApproximately((3 * price) - discount, 0.01m, "SAT rounds subtotal, discount and IVA each");
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();
    }

    [Fact]
    public async Task A_link_says_otherwise_than_its_emisor_whether_a_price_includes_IVA()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, emisor => (emisor.Iva, emisor.IvaIncluido) = (IvaTreatment.Tasa16, true));
        await using (var db = world.Billing.Storage.Open())
            await db.CptLinks().Where(link => link.Cpt == "99213").ExecuteUpdateAsync(set => set.SetProperty(link => link.IvaIncluido, false));
        await world.Billing.AddServicesAsync(2, amount: 1160m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        var prices = new IvaOfPrices(world.Billing.Storage);

        (await world.InvoiceAsync(draft)).SubTotal.Should().Be(1000m + 1160m);
        (await prices.SentenceAsync("99203", CancellationToken.None)).Should().Be("Con IVA de 16 % incluido");
        (await prices.SentenceAsync("99213", CancellationToken.None)).Should().Be("Sin IVA: a la factura se le suma 16 %");
        await SetAsync(world, emisor => emisor.Iva = IvaTreatment.Exento);
        (await prices.SentenceAsync("99203", CancellationToken.None)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task No_more_is_credited_of_a_service_than_was_billed_of_it_and_all_of_it_closes_the_invoice(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await SetAsync(world, emisor => (emisor.Iva, emisor.IvaIncluido) = (IvaTreatment.Tasa16, true));
        var services = await world.Billing.AddServicesAsync(3, amount: 100m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        (await DiscountAsync(world, draft, 0, (services[0], 11.60m))).Problems.Should().BeEmpty();
        await StampAsync(world, draft);

        var left = (await world.AsAsync((ViewCreditNotes use) => use.CreditableAsync(draft, null, 0, CancellationToken.None))).Rows;
        var tooMuch = await CreditAsync(world, draft, new() { [services[0].Id] = 76.22m });
        (await CreditAsync(world, draft, new() { [services[0].Id] = 30m })).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var rest = (await world.AsAsync((ViewCreditNotes use) => use.CreditableAsync(draft, null, 0, CancellationToken.None))).Rows;
        (await CreditAsync(world, draft, rest.ToDictionary(row => row.ServiceId, row => row.Left))).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        left.Select(row => row.Amount).Should().BeEquivalentTo([76.21m, 86.21m, 86.21m]);
        tooMuch.Problems.Single().Message.Should().Contain("76.21");
        (await world.InvoiceAsync(draft)).Balance.Should().Be(0m);
    }

    [Fact]
    public async Task A_deleted_draft_returns_with_its_discounts_and_the_invoice_that_replaces_another_has_them_too()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var services = await world.Billing.AddServicesAsync(2, amount: 1000m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        (await DiscountAsync(world, draft, 50m, (services[0], 100m))).Problems.Should().BeEmpty();

        var deleted = await world.AsAsync((DeleteDraft use) => use.RunAsync(draft, CancellationToken.None));
        (await world.AsAsync((RestoreDraft use) => use.RunAsync(deleted.Value!, CancellationToken.None))).Problems.Should().BeEmpty();
        var restored = await world.InvoiceAsync(draft);
        await StampAsync(world, draft);
        var other = await world.AsAsync((ReplaceInvoice use) => use.RunAsync(draft, CancellationToken.None));

        other.Problems.Should().BeEmpty();
        restored.Discounted.Should().Be(150m);
        (await world.InvoiceAsync(other.Value)).Discounted.Should().Be(150m);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_official_rate_of_the_day_is_the_last_one_published_before_it_once_a_person_loaded_it(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var archivos = new Archivos.HereAndNow();
        var rates = new ExchangeRates(world.Storage, archivos, world.Clock);
        const string File = "Banco de México\nFecha,Tipo de cambio\n12/03/2026,17.1111\n13/03/2026,17.2222\n16/03/2026,N/E\n17/03/2026,17.333333\n";

        var loaded = await rates.LoadAsync("tipo.csv", System.Text.Encoding.UTF8.GetBytes(File), CancellationToken.None);
        var again = await rates.LoadAsync("tipo.csv", System.Text.Encoding.UTF8.GetBytes(File.Replace("17.2222", "17.25", StringComparison.Ordinal)),
            CancellationToken.None);
        var wrong = await rates.LoadAsync("tipo.csv", "Fecha,Tipo de cambio\n12/03/2026,0.05\n"u8.ToArray(), CancellationToken.None);
        var other = await rates.LoadAsync("tipo.csv", "Día,Precio\n12/03/2026,17\n"u8.ToArray(), CancellationToken.None);

        (loaded.Value, again.Value).Should().Be((3, 1));
        wrong.Problems.Single().Message.Should().Contain("fila 2");
        other.Problems.Single().Message.Should().Contain("Tipo de cambio");
        async Task<ProposedRate?> On(int day) => await rates.ProposeAsync(new DateOnly(2026, 3, day), CancellationToken.None);
        (await On(13)).Should().Be(new ProposedRate(17.1111m, new DateOnly(2026, 3, 12)));
        (await On(16)).Should().Be(new ProposedRate(17.25m, new DateOnly(2026, 3, 13)));
        (await On(20)).Should().Be(new ProposedRate(17.333333m, new DateOnly(2026, 3, 17)));
        (await On(12)).Should().BeNull();
        (await rates.ProposeAsync(new DateOnly(2026, 4, 20), CancellationToken.None)).Should().BeNull("it says nothing of a month later");
    }

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<Result<Guid>> DiscountAsync(PagosWorld world, Guid draft, decimal whole, params (MedicalService Service, decimal Off)[] lines) =>
        world.AsAsync((DiscountInvoice use) => use.RunAsync(
            draft, new DiscountForm(whole, lines.ToDictionary(line => line.Service.Id, line => line.Off)), CancellationToken.None));

    private static async Task StampAsync(PagosWorld world, Guid draft)
    {
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await world.InvoiceAsync(draft)).Status.Should().Be(InvoiceStatus.Facturada);
    }

    private static Task<Result<Guid>> CreditAsync(PagosWorld world, Guid invoice, Dictionary<Guid, decimal> amounts) =>
        world.AsAsync((IssueCreditNote use) => use.RunAsync(new CreditNoteForm(invoice, amounts, "No procede"), CancellationToken.None));

    private static async Task SetAsync(PagosWorld world, Action<Emisor> change)
    {
        await using var db = world.Billing.Storage.Open();
        change(await db.Emisores().SingleAsync());
        await db.SaveChangesAsync();
    }
}
