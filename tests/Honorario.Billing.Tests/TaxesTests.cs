using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>The taxes of practices that are no exempt physician's.</summary>
public class TaxesTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_a_person_who_charges_IVA_the_insurer_withholds_two_thirds_of_it(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await SetAsync(world, emisor => emisor.Iva = IvaTreatment.Tasa16);
        await world.AddServicesAsync(1, amount: 1234.50m);

        var (document, invoice) = await IssueAsync(world);

        document.Conceptos[0].Retenciones.Should().ContainEquivalentOf(new Retencion(1234.50m, "002", "Tasa", 0.106667m, 131.680412m));
        document.Total.Should().Be(1176.89m);
        (invoice.IvaTrasladado, invoice.IsrRetenido, invoice.IvaRetenido, invoice.Total).Should().Be((197.52m, 123.45m, 131.68m, 1176.89m));
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_states_tax_lowers_the_total_and_is_kept_apart(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await SetAsync(world, emisor => (emisor.ImpuestoLocal, emisor.ImpuestoLocalTasa, emisor.ImpuestoLocalRetenido) = ("Impuesto cedular", 2m, true));
        await world.AddServicesAsync(1, amount: 1000m);

        var (document, invoice) = await IssueAsync(world);

        document.ImpuestosLocales!.Retenciones.Should().Equal(new ImpuestoLocal("Impuesto cedular", 2.00m, 20.00m));
        document.Total.Should().Be(880m);
        (invoice.IsrRetenido, invoice.LocalRetenido, invoice.Total).Should().Be((100m, 20m, 880m));
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();
    }

    [Fact]
    public async Task At_the_border_8_percent_is_charged_and_two_thirds_of_it_withheld_and_other_services_have_their_own()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, emisor => (emisor.Iva, emisor.Frontera) = (IvaTreatment.Tasa8, true));
        await using (var db = world.Storage.Open())
            await db.CptLinks().Where(link => link.Cpt == "99213").ExecuteUpdateAsync(set => set.SetProperty(link => link.Iva, IvaTreatment.Exento));
        await world.AddServicesAsync(2, amount: 1000m);

        var (document, invoice) = await IssueAsync(world);

        document.Impuestos!.Traslados.Select(tax => (tax.TipoFactor, tax.TasaOCuota, tax.Base)).Should().BeEquivalentTo(
            [("Tasa", (decimal?)0.08m, 1000m), ("Exento", null, 1000m)]);
        (invoice.IvaTrasladado, invoice.IvaRetenido, invoice.IsrRetenido, invoice.Total).Should().Be((80m, 53.33m, 200m, 1826.67m));
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();
    }

    [Fact]
    public async Task The_8_percent_are_only_for_who_gave_notice_and_a_states_tax_has_name_and_rate()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock);
        var form = new EmisorForm("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612", "22000", "", "", "", "", "", IvaTreatment.Tasa8, "A", 1);

        var withoutNotice = await edit.RunAsync(world.EmisorId, form, CancellationToken.None);
        var withoutRate = await edit.RunAsync(world.EmisorId, form with { Frontera = true, ImpuestoLocal = "Cedular" }, CancellationToken.None);
        var withoutName = await edit.RunAsync(world.EmisorId, form with { Frontera = true, ImpuestoLocalTasa = 2 }, CancellationToken.None);
        var right = await edit.RunAsync(
            world.EmisorId, form with { Frontera = true, ImpuestoLocal = "Cedular", ImpuestoLocalTasa = 2.5m, ImpuestoLocalRetenido = true },
                CancellationToken.None);

        withoutNotice.Problems.Single().Message.Should().Contain("aviso al SAT");
        withoutRate.Problems.Single().Message.Should().Contain("tasa en por ciento");
        withoutName.Problems.Single().Message.Should().Contain("nombre del impuesto");
        right.Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        (await db.Emisores().SingleAsync()).LocalTaxesFor(Cfdi.Rfc.Parse("GSA010101AB3")).Should().Equal(new LocalTax("Cedular", 2.5m, true));
    }

    [Fact]
    public async Task A_code_linked_with_8_percent_is_not_billed_by_who_gave_no_notice_of_the_border()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, emisor => emisor.Iva = IvaTreatment.Tasa16);
        await world.AddServicesAsync(1, amount: 1000m);
        var draft = await world.DraftWithAllAsync("CI-1");
        await using (var db = world.Storage.Open())
            await db.CptLinks().ExecuteUpdateAsync(set => set.SetProperty(link => link.Iva, IvaTreatment.Tasa8));

        var refused = await world.Stamp.RunAsync(draft, CancellationToken.None);
        await SetAsync(world, emisor => emisor.Frontera = true);
        var told = await world.Stamp.RunAsync(draft, CancellationToken.None);
        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);

        refused.Problems.Single().Message.Should().Contain("IVA al 8 %");
        told.Problems.Should().Contain(problem => problem.Code == "VISTO", "it was seen with 16 %");
        stamped.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Servicios Médicos del Centro, S.A. de C.V.", false)]
    [InlineData("SERVICIOS MEDICOS DEL CENTRO SAPI DE CV", false)]
    [InlineData("Servicios Médicos del Centro S. de R.L. de C.V.", false)]
    [InlineData("Servicios Médicos del Centro S.C.", true)]
    [InlineData("Servicios Médicos del Centro, sociedad civil", true)]
    [InlineData("Servicios Médicos del Centro I.A.P.", true)]
    [InlineData("Servicios Médicos del Centro A.C.", false, true)]
    [InlineData("SERVICIOS MEDICOS DEL CENTRO", false)]
    [InlineData("SERVICIOS MEDICOS DEL CENTRO", true, true)]
    [InlineData("Servicios Médicos del Centro, S.A.", false, true)]
    public async Task A_company_that_trades_is_not_exempt(string nombre, bool exempt, bool says = false)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock);
        var form = new EmisorForm("SMC010101AB7", nombre, "601", "06700", "", "", "", "", "", IvaTreatment.Exento, "A", 1) { SociedadCivil = says };

        var asked = await edit.RunAsync(null, form, CancellationToken.None);

        if (exempt)
        {
            asked.Problems.Should().BeEmpty();
            await using var db = world.Storage.Open();
            var kept = await db.Emisores().SingleAsync(row => row.Id == asked.Value);
            kept.SociedadCivil.Should().BeTrue();
            (await edit.RunAsync(kept.Id, EmisorForm.Of(kept), CancellationToken.None)).Problems.Should().BeEmpty("its name says it no more, and it is known");
        }
        else
            asked.Problems.Single().Message.Should().Contain("LIVA 15-XIV");
        (await edit.RunAsync(asked.Ok ? asked.Value : null, form with { Iva = IvaTreatment.Tasa16 }, CancellationToken.None)).Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Insurers_abroad_share_their_RFC_and_are_told_apart_by_name_and_tax_id(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var edit = new EditInsurer(world.Storage);
        var form = new InsurerForm(
            "Foreign Health", "XEXX010101000", "FOREIGN HEALTH", "616", "06600", "S01") { ResidenciaFiscal = "USA", NumRegIdTrib = "123456789" };

        var first = await edit.RunAsync(null, form, CancellationToken.None);
        var second = await edit.RunAsync(null, form with { Name = "Global Care", Nombre = "GLOBAL CARE", NumRegIdTrib = "987654321" }, CancellationToken.None);
        var again = await edit.RunAsync(null, form with { Name = "Otra", Nombre = "OTRA" }, CancellationToken.None);
        var nowhere = await edit.RunAsync(null, form with { Name = "Lejos", ResidenciaFiscal = "MEX", NumRegIdTrib = "1" }, CancellationToken.None);

        (first.Ok, second.Ok).Should().Be((true, true));
        again.Problems.Single().Message.Should().Contain("registro tributario");
        nowhere.Problems.Single().Field.Should().Be("ResidenciaFiscal");
        await using var db = world.Storage.Open();
        var insurer = await db.Insurers().SingleAsync(row => row.Id == second.Value);
        insurer.AsReceptor(Cfdi.PostalCode.Parse("06700")).Should().Be(
            new Receptor("XEXX010101000", "GLOBAL CARE", "06700", "616", "S01", "USA", "987654321"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_invoice_in_dollars_is_kept_in_pesos_and_its_complements_say_both(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).Iva = IvaTreatment.Tasa16;
            await db.SaveChangesAsync();
        }

        var invoice = await world.StampedAsync(12345.67m, tipoCambio: 17.3608m);
        var document = await world.DocumentAsync(invoice.Id);

        (document.Moneda, document.TipoCambio, document.SubTotal).Should().Be(("USD", 17.3608m, 711.12m));
        invoice.Total.Should().Be(Amount.Round(document.Total * 17.3608m, 2));
        (invoice.SubTotal + invoice.IvaTrasladado - invoice.IsrRetenido - invoice.IvaRetenido).Should().Be(invoice.Total);
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();

        var inPesos = await world.PaidAsync(PagosWorld.Form("USD-1", new PaymentShare(invoice.Id, 5000m)));
        var another = await world.PaidAsync(PagosWorld.Form("USD-3", new PaymentShare(invoice.Id, 3000m)) with { Received = 3211.17m });
        var inDollars = await world.PaidAsync(PagosWorld.Form("USD-2", new PaymentShare(invoice.Id, invoice.Total - 8000m)) with { TipoCambio = 18.25m });

        var first = inPesos.Pagos!.Items.Single();
        (first.MonedaP, first.TipoCambioP, first.Monto, first.DoctosRelacionados[0].MonedaDR).Should().Be(("MXN", 1m, 5000m, "USD"));
        first.DoctosRelacionados[0].EquivalenciaDR.Should().NotBe(1m);
        var second = another.Pagos!.Items.Single();
        (second.MonedaP, second.Monto, second.DoctosRelacionados[0].ImpPagado).Should().Be(("MXN", 3211.17m, Amount.Round(3000m / 17.3608m, 2)));
        second.DoctosRelacionados[0].EquivalenciaDR.Should().Be(Amount.Round(second.DoctosRelacionados[0].ImpPagado / 3211.17m, 10));
        var last = inDollars.Pagos!.Items.Single();
        (last.MonedaP, last.TipoCambioP, last.DoctosRelacionados[0].EquivalenciaDR, last.DoctosRelacionados[0].ImpSaldoInsoluto)
            .Should().Be(("USD", 18.25m, 1m, 0m));
        var settled = new[] { first, second, last }.SelectMany(pago => pago.DoctosRelacionados).ToList();
        settled.Sum(docto => docto.ImpPagado).Should().Be(document.Total);
        settled.Sum(docto => docto.TrasladosDR.Sum(tax => tax.Importe!.Value)).Should().Be(document.Impuestos!.TotalImpuestosTrasladados);
        settled.Sum(docto => docto.RetencionesDR.Sum(tax => tax.Importe)).Should().Be(document.Impuestos.TotalImpuestosRetenidos);
        foreach (var complement in new[] { inPesos, another, inDollars })
            Preflight.Check(complement, BillingWorld.Now).Should().BeEmpty();
    }

    [Fact]
    public async Task Pesos_at_another_rate_settle_an_invoice_in_dollars_and_are_what_the_year_says_was_received()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m, tipoCambio: 18m);
        var inPesos = await world.StampedAsync(1000m);

        var wrong = await world.PayAsync(PagosWorld.Form("P-1", new PaymentShare(inPesos.Id, 500m)) with { Received = 510m });
        var both = await world.PayAsync(PagosWorld.Form("P-1", new PaymentShare(invoice.Id, 500m)) with { Received = 510m, TipoCambio = 19m });
        var arrived = Amount.Round(invoice.InDocument(invoice.Total) * 19m, 2);
        await world.PaidAsync(PagosWorld.Form("P-2", new PaymentShare(invoice.Id, invoice.Total)) with { Received = arrived });

        new[] { wrong, both }.Should().AllSatisfy(one => one.Problems.Single().Field.Should().Be(nameof(PaymentForm.Received)));
        (await world.InvoiceAsync(invoice.Id)).Balance.Should().Be(0m);
        var year = (await world.AsAsync((WithheldIsr use) => use.OfYearAsync(BillingWorld.Today.Year, null, CancellationToken.None))).Single();
        year.Received.Should().Be(arrived);
        (year.Income + year.IvaCharged - year.Isr - year.Iva - year.Local).Should().BeApproximately(arrived, 0.05m);
    }

    [Fact]
    public async Task A_payment_in_dollars_is_of_invoices_in_dollars_and_a_rate_has_six_decimals()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);

        var mixed = await world.PayAsync(PagosWorld.Form("USD-1", new PaymentShare(invoice.Id, 100m)) with { TipoCambio = 18m });
        var long7 = await world.PayAsync(PagosWorld.Form("USD-1", new PaymentShare(invoice.Id, 100m)) with { TipoCambio = 18.1234567m });
        var choice = await world.AsAsync((ChoosePayment use) => use.RunAsync(
            invoice.Id, new PaymentChoice("PPD", "99", "médico", InDollars: true), CancellationToken.None));

        mixed.Problems.Single().Field.Should().Be("TipoCambio");
        long7.Problems.Single().Field.Should().Be("TipoCambio");
        choice.Problems.Single().Field.Should().Be("TipoCambio");
    }

    [Fact]
    public async Task A_certificate_that_names_the_emisor_otherwise_is_noticed_and_its_name_can_be_taken()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SetAsync(world, emisor => emisor.Nombre = "XOCHITL CASAS");
        await using var db = world.Storage.Open();
        var emisor = await db.Emisores().Include(row => row.Llaves).SingleAsync();
        var cer = emisor.Llaves[0].Cer;

        LoadLlave.Preview(cer)!.NamesOtherwise(emisor.Rfc.Value, emisor.Nombre).Should().BeTrue();
        var taken = await new TakeCertificateName(world.Storage, world.Clock).RunAsync(world.EmisorId, cer, CancellationToken.None);

        taken.Value.Should().Be("XOCHILT CASAS CHAVEZ");
        await using var after = world.Storage.Open();
        (await after.Emisores().SingleAsync()).Nombre.Should().Be("XOCHILT CASAS CHAVEZ");
    }

    private static async Task SetAsync(BillingWorld world, Action<Emisor> change)
    {
        await using var db = world.Storage.Open();
        change(await db.Emisores().SingleAsync());
        await db.SaveChangesAsync();
    }

    private static async Task<(Comprobante Document, Invoice Invoice)> IssueAsync(BillingWorld world)
    {
        var draft = await world.DraftWithAllAsync("CI-1");
        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);
        stamped.Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        return (CfdiReader.Read((await db.SealedCfdis().SingleAsync()).SealedXml).Document!, await db.Invoices().SingleAsync());
    }
}
