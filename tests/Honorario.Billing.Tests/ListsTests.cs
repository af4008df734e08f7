using System.IO.Compression;
using System.Text;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;

namespace Honorario.Billing.Tests;

/// <summary>The lists of Facturación: their order, their search, their sums, and the files that leave them; on both databases.</summary>
public class ListsTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Invoices_are_ordered_by_any_column_and_summed_over_the_whole_filter(Server server)
    {
        var world = await ThreeInvoicesAsync(server);
        var list = new ListInvoices(world.Storage);
        async Task<string> By(InvoiceColumn column, bool down) => string.Join(' ', (await list.RunAsync(
            new InvoiceFilter(Order: new Order<InvoiceColumn>(column, down)), CancellationToken.None)).Page.Rows.Select(row => row.ControlNumber));

        (await By(InvoiceColumn.Total, down: false)).Should().Be("L-2 L-3 L-1");
        (await By(InvoiceColumn.Total, down: true)).Should().Be("L-1 L-3 L-2");
        (await By(InvoiceColumn.Control, down: true)).Should().Be("L-3 L-2 L-1");
        (await By(InvoiceColumn.Estatus, down: false)).Should().StartWith("L-3");
        foreach (var column in Enum.GetValues<InvoiceColumn>())
            (await By(column, down: true)).Split(' ').Should().BeEquivalentTo(["L-1", "L-2", "L-3"], column.ToString());

        var all = await list.RunAsync(new InvoiceFilter(), CancellationToken.None);
        (all.Page.Count, all.Total, all.Owed, all.Files).Should().Be((3, 1800m, 1350m, 2));
        var some = await list.RunAsync(new InvoiceFilter("l-2", From: BillingWorld.Today, InsurerId: world.InsurerId), CancellationToken.None);
        (some.Page.Count, some.Total).Should().Be((1, 90m));
        (await list.RunAsync(new InvoiceFilter(To: BillingWorld.Today.AddDays(-1)), CancellationToken.None)).Page.Count.Should().Be(0);
        (await list.RunAsync(new InvoiceFilter(InsurerId: Guid.NewGuid()), CancellationToken.None)).Page.Count.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Services_are_searched_by_folio_patient_and_code_ordered_and_told_apart_by_whether_they_are_billed(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(4, "ab-", 100m);
        await world.AddServicesAsync(2, "CD-", 10m);
        await using (var db = world.Storage.Open())
        {
            var other = new Patient { Name = "Íñigo Peña", Policies = { new Policy { InsurerId = world.InsurerId, Number = "P-2" } } };
            db.Patients().Add(other);
            db.AllServices().Add(
                new MedicalService
                {
                    Folio = "EF-1",
                    Date = BillingWorld.Today,
                    PatientId = other.Id,
                    InsurerId = world.InsurerId,
                    Cpt = "99221",
                    InsurerAmount = 5m,
                });
            await db.SaveChangesAsync();
        }

        var draft = await world.DraftAsync("CI-1");
        var services = await new FindServices(world.Storage).AllAsync(Period(world, "CD-"), null, CancellationToken.None);
        (
            await world.Select.RunAsync(
                draft,
                BillingWorld.All with
                {
                    All = false,
                    Marked = services.Keys.ToHashSet(),
                },
                CancellationToken.None))
            .Problems.Should()
            .BeEmpty();
        var find = new FindServices(world.Storage);
        async Task<ServicesFound> Found(string? text, bool? billed = null, Order<ServiceColumn>? order = null) =>
            await find.RunAsync(Period(world, text) with { Billed = billed }, 0, null, CancellationToken.None, order);

        (await Found("ab-0")).Page.Count.Should().Be(4);
        (await Found("cd-0")).Page.Count.Should().Be(2);
        (await Found("inigo")).Page.Rows.Single().Folio.Should().Be("EF-1");
        (await Found("hospitalaria inicial")).Page.Rows.Single().Folio.Should().Be("EF-1");
        (await Found("99203")).Page.Count.Should().Be(3);
        (await Found("%")).Page.Count.Should().Be(0);
        var all = await Found(null);
        (all.Page.Count, all.Total, all.Unbilled, all.UnbilledTotal).Should().Be((7, 425m, 5, 405m));
        (await Found(null, billed: true)).Page.Rows.Should().OnlyContain(row => row.ControlNumber == "CI-1").And.HaveCount(2);
        (await Found(null, billed: false)).Total.Should().Be(405m);
        (await Found(null, order: new(ServiceColumn.Monto))).Page.Rows.Select(row => row.InsurerAmount).Should().BeInAscendingOrder();
        (await Found(null, order: new(ServiceColumn.Paciente))).Page.Rows[0].Folio.Should().Be("EF-1");
        (await Found(null, order: new(ServiceColumn.Factura, Descending: true))).Page.Rows[0].ControlNumber.Should().Be("CI-1");
        foreach (var column in Enum.GetValues<ServiceColumn>())
            (await Found(null, order: new(column, Descending: true))).Page.Rows.Should().HaveCount(7, column.ToString());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Both_lists_leave_whole_in_their_order_as_csv_and_xlsx(Server server)
    {
        var world = await ThreeInvoicesAsync(server);
        var order = new Order<InvoiceColumn>(InvoiceColumn.Total);

        foreach (var format in Enum.GetValues<SheetFormat>())
        {
            var invoices = await new ExportInvoices(world.Storage)
                .Run(new InvoiceFilter(Order: order), format)
                .ReadAsync("Total");
            var services = await new ExportServices(world.Storage)
                .Run(Period(world, null), new(ServiceColumn.Monto, Descending: true), format)
                .ReadAsync("Monto");

            invoices.Column("No de Control Interno").Should().Equal("L-2", "L-3", "L-1");
            decimal.Parse(invoices.Text(2, "Total"), System.Globalization.CultureInfo.InvariantCulture).Should().Be(90m);
            services.Lines.Should().HaveCount(3);
            services.Text(2, "Factura").Should().Be("L-1");
        }
    }

    [Fact]
    public async Task The_files_of_the_chosen_or_of_a_whole_filter_go_into_one_zip_and_nobody_gets_those_of_another_practice()
    {
        var world = await ThreeInvoicesAsync(Server.Sqlite);
        var hand = new HandOutInvoices(world.Storage, world.Files);
        var rows = (await new ListInvoices(world.Storage).RunAsync(new InvoiceFilter(Order: new(InvoiceColumn.Control)), CancellationToken.None)).Page.Rows;

        var chosen = Entries(await hand.ChosenAsync(rows.Take(2).Select(row => row.Id).ToHashSet(), InvoiceFileKind.Ambos, CancellationToken.None));
        var onlyPdf = Entries(await hand.MatchingAsync(new InvoiceFilter("L-"), InvoiceFileKind.Pdf, CancellationToken.None));
        var draft = await hand.ChosenAsync(new HashSet<Guid> { rows[2].Id }, InvoiceFileKind.Ambos, CancellationToken.None);
        var stranger = await BillingWorld.NewAsync(world.Database);
        var theirs = await new HandOutInvoices(stranger.Storage, stranger.Files).ChosenAsync(
            new HashSet<Guid> { rows[0].Id },
            InvoiceFileKind.Xml,
            CancellationToken.None);
        var tooMany = await hand.ChosenAsync(
            Enumerable.Range(0, HandOutInvoices.MostInZip + 1).Select(_ => Guid.NewGuid()).ToHashSet(),
            InvoiceFileKind.Xml,
            CancellationToken.None);

        chosen.Select(entry => Path.GetExtension(entry.Name)).Should().BeEquivalentTo(".xml", ".pdf", ".xml", ".pdf");
        chosen
            .Where(entry => entry.Name.EndsWith(".xml", StringComparison.Ordinal))
            .Should()
            .AllSatisfy(entry => CfdiReader.Read(entry.Content).Document!.Timbre.Should().NotBeNull());
        onlyPdf.Should().HaveCount(2).And.AllSatisfy(entry => Encoding.ASCII.GetString(entry.Content, 0, 4).Should().Be("%PDF"));
        draft.Should().BeNull();
        theirs.Should().BeNull();
        tooMany!.Value.Problems.Single().Message.Should().Contain("501").And.Contain("500");
    }

    /// <summary>L-1 of 1,400 pesos and L-2 of 100, stamped, and the draft L-3 of 500; a tenth of each is withheld.</summary>
    private async Task<BillingWorld> ThreeInvoicesAsync(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        foreach (var (number, amount) in new[] { ("L-1", 1400m), ("L-2", 100m) })
        {
            await world.AddServicesAsync(1, number, amount);
            await world.StampedAsync(number);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await world.AddServicesAsync(1, "L-3", 500m);
        await world.DraftWithAllAsync("L-3");
        return world;
    }

    private static ServicePeriod Period(BillingWorld world, string? text) => new(BillingWorld.Today.AddDays(-30), BillingWorld.Today, world.InsurerId, text);

    private static List<(string Name, byte[] Content)> Entries(Result<StreamedFile>? zip)
    {
        using var bytes = new MemoryStream();
        zip!.Value.Value!.WriteAsync(bytes, CancellationToken.None).GetAwaiter().GetResult();
        using var archive = new ZipArchive(new MemoryStream(bytes.ToArray()));
        return archive.Entries.Select(entry =>
        {
            using var content = new MemoryStream();
            using var from = entry.Open();
            from.CopyTo(content);
            return (entry.Name, content.ToArray());
        }).ToList();
    }
}
