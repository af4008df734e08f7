using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.FacturarPeriodo;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Amounts;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>What was seen is what is stamped: for every kind of document, alone or in a batch.</summary>
public class SeenTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_invoice_whose_taxes_changed_since_its_summary_is_not_sealed_and_says_old_beside_new(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await world.Billing.AddServicesAsync(2, "S", 1000m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        var look = (await world.AsAsync((StampInvoice use) => use.LookAsync(draft, CancellationToken.None))).Value!;
        await ChangeEmisorAsync(world, emisor => emisor.Iva = IvaTreatment.Tasa16);

        var refused = await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None, Seen.Of(look.Document)));
        var shown = await world.InvoiceAsync(draft);
        var again = await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None));
        await world.DispatchAsync();

        look.Changed.Should().BeEmpty();
        refused.Problems.Should().OnlyContain(problem => problem.Code == Seen.Code);
        refused.Problems.Select(problem => problem.Message).Should().Contain("Total: viste $1,800.00 y ahora sería $1,906.67.")
            .And.Contain("IVA 16 %: viste nada y ahora sería $320.00.");
        shown.Total.Should().Be(1906.67m, "from then on the draft shows what it would say");
        again.Problems.Should().BeEmpty("who was told and asks again has seen it");
        (await world.InvoiceAsync(draft)).Total.Should().Be(1906.67m);
    }

    [Fact]
    public async Task A_draft_that_nobody_looked_at_again_is_held_to_what_it_showed()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.Billing.AddServicesAsync(1, "S", 1000m);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Insurers().SingleAsync()).Nombre = "GENERAL DE SALUD Y VIDA";
            await db.SaveChangesAsync();
        }

        var refused = await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None));

        refused.Problems[1].Message.Should().StartWith("Receptor: viste GENERAL DE SALUD (").And.Contain("ahora sería GENERAL DE SALUD Y VIDA (");
        await using var after = world.Billing.Storage.Open();
        (await after.SealedCfdis().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_batch_seals_the_drafts_that_say_what_they_showed_and_tells_of_the_others()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.Billing.AddServicesAsync(2, "S", 1000m);
        var batch = (await world.AsAsync((PrepareBatch use) => use.RunAsync(
            new BatchForm(world.Billing.EmisorId, BillingWorld.Today.AddDays(-30), BillingWorld.Today, ByPlan: false, BillingWorld.Today),
            CancellationToken.None))).Value;
        await world.DispatchAsync();
        await ChangeEmisorAsync(world, emisor => emisor.RegimenFiscal = "626");

        await world.AsAsync((StampBatch use) => use.RunAsync(batch, CancellationToken.None));
        await world.DispatchAsync();
        Invoice draft;
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.SealedCfdis().CountAsync()).Should().Be(0);
            draft = await db.Invoices().SingleAsync();
        }

        draft.Rejection.Should().StartWith("Nada se selló").And.Contain("ISR retenido: viste $200.00 y ahora sería $25.00.");
        await world.AsAsync((StampBatch use) => use.RunAsync(batch, CancellationToken.None));
        await world.DispatchAsync();
        await world.DispatchAsync();
        var stamped = await world.InvoiceAsync(draft.Id);
        stamped.Status.Should().Be(InvoiceStatus.Facturada, stamped.Rejection);
    }

    [Fact]
    public async Task A_complement_and_the_complements_of_a_month_say_what_was_previewed_or_are_not_sealed()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;
        var seen = Seen.Of((await world.AsAsync((GenerateComplemento use) => use.LookAsync(payment, CancellationToken.None))).Value!);
        var month = (await world.AsAsync((GenerateMonth use) => use.StartAsync(BillingWorld.Today, CancellationToken.None))).Value;
        await ChangeEmisorAsync(world, emisor => emisor.CodigoPostal = Cfdi.PostalCode.Parse("22000"));

        var alone = await world.AsAsync((GenerateComplemento use) => use.RunAsync(payment, CancellationToken.None, seen));
        await world.DispatchAsync();
        var progress = (await world.AsAsync((GenerateMonth use) => use.ProgressAsync(BillingWorld.Today, CancellationToken.None)))!;

        alone.Problems[1].Message.Should().Be("Lugar de expedición: viste 06700 y ahora sería 22000.");
        (month, progress.Failed.Single().Message.Contains("viste 06700", StringComparison.Ordinal)).Should().Be((progress.Id, true));
        await using var db = world.Billing.Storage.Open();
        (await db.Complementos().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_credit_note_says_what_was_previewed_or_is_not_sealed()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        Guid service;
        await using (var db = world.Billing.Storage.Open())
            service = (await db.InvoiceLines().SingleAsync()).ServiceId;
        var form = new CreditNoteForm(invoice.Id, new Dictionary<Guid, decimal> { [service] = 100m }, "Sin autorización");
        var preview = (await world.AsAsync((IssueCreditNote use) => use.PreviewAsync(form, CancellationToken.None))).Value!;
        await ChangeEmisorAsync(world, emisor => emisor.Nombre = "XOCHILT CASAS");

        var refused = await world.AsAsync((IssueCreditNote use) => use.RunAsync(form with { Seen = Seen.Of(preview.Document) }, CancellationToken.None));

        refused.Problems.Should().NotBeEmpty();
        (await world.InvoiceAsync(invoice.Id)).Credited.Should().Be(0m);
    }

    [Fact]
    public void What_was_seen_travels_as_one_line_and_comes_back_the_same()
    {
        var document = new Cfdi.Documents.Comprobante
        {
            Fecha = BillingWorld.Now.DateTime, LugarExpedicion = "06700", TipoDeComprobante = "I", SubTotal = 10, Total = 10,
            Emisor = new("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612"), Receptor = new("GSA010101AB3", "GENERAL DE SALUD", "06600", "601", "G03"),
                Conceptos = [],
        };

        var back = Seen.Read(Seen.Of(document).Text)!;

        back.Against(document).Should().BeEmpty();
        back.Against(document with { Total = 11 }).Should().HaveCount(2);
        (Seen.Read(""), Seen.Read(null), Seen.Read("x")).Should().Be(((Seen?)null, (Seen?)null, (Seen?)null));
    }

    private static async Task ChangeEmisorAsync(PagosWorld world, Action<Emisor> change)
    {
        await using var db = world.Billing.Storage.Open();
        change(await db.Emisores().SingleAsync());
        await db.SaveChangesAsync();
    }
}
