using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Externa;

/// <summary>"Cargar XML Externo".</summary>
public class LoadExternalInvoiceTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_good_document_makes_the_draft_facturada_and_is_handed_out_as_it_came(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(3);
        var draft = await world.DraftWithAllAsync("CI-1");
        var xml = (await ElsewhereInvoice.OfAsync(world, draft)).Stamp();
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7 printed elsewhere");

        var loaded = await world.External.RunAsync(draft, new ExternalFiles(xml, pdf), "El PAC la confirmó", CancellationToken.None);

        loaded.Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        var invoice = await db.Invoices().SingleAsync();
        (invoice.Status, invoice.Total, invoice.Serie, invoice.Folio).Should().Be((InvoiceStatus.Facturada, 2296.48m, "EXT", null));
        invoice.StampedAt.Should().Be(
            CfdiReader.Read(xml).Document!.Timbre!.FechaTimbrado.AddHours(6), "its own stamp says when, in central Mexico");
        var files = world.Files;
        (await files.XmlAsync(draft, CancellationToken.None))!.Content.Should().Equal(xml);
        (await files.PdfAsync(draft, CancellationToken.None))!.Content.Should().Equal(pdf);
        (await db.Outbox().AnyAsync(message => message.Kind == "stamp")).Should().BeFalse();
        (
            await db.Audit().AnyAsync(entry =>
                entry.SubjectId == draft && entry.What == "Dudas aceptadas" && entry.Detail!.Contains("El PAC la confirmó")))
            .Should()
            .BeTrue();
    }

    [Fact]
    public async Task A_pdf_of_something_else_is_accepted_with_a_reason_and_is_never_handed_out_as_the_invoices()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var draft = await world.DraftWithAllAsync("CI-1");
        var menu = Encoding.ASCII.GetBytes("%PDF-1.7 menu of the week");
        var files = new ExternalFiles((await ElsewhereInvoice.OfAsync(world, draft)).Stamp(), menu, "menu.pdf parece de otra cosa.", PdfOfAnother: true);

        var silent = await world.External.RunAsync(draft, files, "", CancellationToken.None);
        var loaded = await world.External.RunAsync(draft, files, "Se adjuntó otro archivo", CancellationToken.None);

        silent.Problems.Single().Field.Should().Be(FieldNames.Reason);
        loaded.Problems.Should().BeEmpty();
        var printed = (await world.Files.PdfAsync(draft, CancellationToken.None))!.Content;
        printed.Should().NotEqual(menu);
        printed.AsSpan().StartsWith("%PDF-"u8).Should().BeTrue();
    }

    [Fact]
    public async Task What_is_doubtful_needs_a_reason()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var draft = await world.DraftWithAllAsync("CI-1");
        var xml = (await ElsewhereInvoice.OfAsync(world, draft)).Stamp();

        var check = await world.External.CheckAsync(draft, new ExternalFiles(xml, null), CancellationToken.None);
        var silent = await world.External.RunAsync(draft, new ExternalFiles(xml, null), " ", CancellationToken.None);

        check.Value!.Problems.Should().BeEmpty();
        check.Value.Doubts.Select(doubt => doubt.Message).Should().SatisfyRespectively(
            stamp => stamp.Should().Contain("30001000000500009078"), sat => sat.Should().Contain("No se pudo preguntar al SAT"));
        silent.Problems.Single().Field.Should().Be("Reason");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_and_nothing_is_kept()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(2);
        var draft = await world.DraftWithAllAsync("CI-1");
        var document = await ElsewhereInvoice.OfAsync(world, draft);
        var wrong = document with
        {
            MetodoPago = "PUE", FormaPago = "03", Fecha = document.Fecha.AddDays(2), Receptor = document.Receptor with { Rfc = "EKU9003173C9" },
        };
        var xml = Totals.Complete(wrong with { Conceptos = [wrong.Conceptos[0]] }).Stamp();

        var loaded = await world.External.RunAsync(draft, new ExternalFiles(xml, Encoding.ASCII.GetBytes("no")), "sí", CancellationToken.None);

        var told = string.Join('\n', loaded.Problems.Select(problem => problem.Message));
        told.Should().Contain("receptor es EKU9003173C9").And.Contain("PUE").And.Contain("forma de pago es 03").And.Contain("futura")
            .And.Contain("no es un PDF").And.Contain("-$850.55").And.NotContain("sello no corresponde");
        await using var db = world.Storage.Open();
        (await db.SealedCfdis().AnyAsync()).Should().BeFalse();
        (await db.Invoices().SingleAsync()).Status.Should().Be(InvoiceStatus.Borrador);
    }

    [Theory]
    [InlineData("Total=\"", "Total=\"9")]
    [InlineData("SelloCFD=\"", "SelloCFD=\"A")]
    [InlineData("<cfdi:Comprobante", "<cfdi:Comprobante <")]
    public async Task A_document_changed_after_its_seal_is_refused(string found, string replaced)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var draft = await world.DraftWithAllAsync("CI-1");
        var xml = Encoding.UTF8.GetString((await ElsewhereInvoice.OfAsync(world, draft)).Stamp());
        var at = xml.IndexOf(found, StringComparison.Ordinal);
        var changed = Encoding.UTF8.GetBytes(xml[..at] + replaced + xml[(at + found.Length)..]);

        var check = await world.External.CheckAsync(draft, new ExternalFiles(changed, null), CancellationToken.None);

        check.Value!.Problems.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(0.02, true)]
    [InlineData(0.03, false)]
    public async Task The_total_may_differ_by_a_centavo_a_concept_and_no_more(double difference, bool good)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(2, amount: 1000m);
        var draft = await world.DraftWithAllAsync("CI-1");
        var document = await ElsewhereInvoice.OfAsync(world, draft);
        var concept = document.Conceptos[0];
        var amount = concept.Importe + (decimal)difference;
        var other = concept with { ValorUnitario = amount, Importe = amount, Traslados = [concept.Traslados[0] with { Base = amount }] };
        var xml = Totals.Complete(document with { Conceptos = [other, document.Conceptos[1]] }).Stamp();

        var check = await world.External.CheckAsync(draft, new ExternalFiles(xml, null), CancellationToken.None);

        check.Value!.Problems.Any(problem => problem.Message.Contains("subtotal")).Should().Be(!good);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_folio_fiscal_counts_once_even_across_practices_and_when_loaded_twice_at_once(Server server)
    {
        var database = await databases.NewAsync(server);
        var (mine, other) = (await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database));
        var uuid = Guid.NewGuid().ToString("D");
        var results = await Task.WhenAll(new[] { mine, other }.Select(async world =>
        {
            await world.AddServicesAsync(1);
            var draft = await world.DraftWithAllAsync("CI-1");
            var xml = (await ElsewhereInvoice.OfAsync(world, draft)).Stamp(uuid.ToUpperInvariant());
            return await world.External.RunAsync(draft, new ExternalFiles(xml, null), "confirmada", CancellationToken.None);
        }));

        results.Count(result => result.Ok).Should().Be(1);
        results.Single(result => !result.Ok).Problems.Single().Message.Should().Contain("ya está registrado");
    }

    [Theory]
    [InlineData("S - Comprobante obtenido satisfactoriamente.", "Vigente", "", "200", 0, "", "")]
    [InlineData("S - Comprobante obtenido satisfactoriamente.", "Vigente", "En proceso", "200", 0, "", "en proceso de cancelación")]
    [InlineData("S - Comprobante obtenido satisfactoriamente.", "Vigente", "", "100", 0, "", "69-B")]
    [InlineData("S - Comprobante obtenido satisfactoriamente.", "Cancelado", "Cancelado sin aceptación", "200", 0, "cancelado", "")]
    [InlineData("N - 602: Comprobante no encontrado.", "No Encontrado", "", "", 0, "", "72 horas")]
    [InlineData("N - 602: Comprobante no encontrado.", "No Encontrado", "", "", 80, "no lo encuentra", "")]
    [InlineData("N - 601: La expresión impresa proporcionada no es válida.", "No Encontrado", "", "", 0, "otro emisor", "")]
    public async Task What_sat_says_keeps_it_out_is_doubtful_or_settles_the_stamp(
        string codigo, string estado, string cancelacion, string efos, int hoursLater, string problem, string doubt)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var draft = await world.DraftWithAllAsync("CI-1");
        var xml = (await ElsewhereInvoice.OfAsync(world, draft)).Stamp();
        world.Clock.Advance(TimeSpan.FromHours(hoursLater));
        var load = new LoadExternalInvoice(
            world.Storage,
            world.Compose,
            world.Replacing,
            world.Places,
            SatWords.Saying(codigo, estado, cancelacion, efos),
            world.Clock);

        var check = (await load.CheckAsync(draft, new ExternalFiles(xml, null), CancellationToken.None)).Value!;

        check.Problems.Any(one => one.Message.Contains(problem)).Should().Be(problem.Length > 0);
        check.Doubts.Any(one => one.Message.Contains(doubt)).Should().Be(doubt.Length > 0 || check.Doubts.Count > 0);
        check.Doubts.Any(one => one.Message.Contains("30001000000500009078")).Should().Be(estado != "Vigente");
        if (problem.Length > 0 || estado != "Vigente")
            return;
        (await load.RunAsync(draft, new ExternalFiles(xml, null), "confirmada", CancellationToken.None)).Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        (await db.SatChecks().SingleAsync()).Estado.Should().Be("Vigente");
    }
}
