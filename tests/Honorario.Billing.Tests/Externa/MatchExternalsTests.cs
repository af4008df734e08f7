using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.Tests.Externa;

/// <summary>Many invoices made elsewhere, each to the draft that it bills.</summary>
public class MatchExternalsTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Each_goes_to_the_draft_with_its_number_or_its_total_and_is_kept_there(Server server)
    {
        var (world, drafts) = await WithDraftsAsync(server, 1000m, 2000m, 3000m);
        var documents = new[]
        {
            await DocumentAsync(world, drafts[2]),
            (await DocumentAsync(world, drafts[0])) with { Folio = "CI-1" },
            await DocumentAsync(world, drafts[1]),
        };

        var matches = await MatchAsync(world, [.. documents.Select(document => document.Stamp())]);

        matches.Select(match => match.DraftId).Should().Equal(drafts[2], drafts[0], drafts[1]);
        foreach (var match in matches)
            (await world.External.RunAsync(match.DraftId!.Value, match.External.Files, "confirmadas", CancellationToken.None))
                .Problems.Should()
                .BeEmpty();
        (await MatchAsync(world, matches[0].External.Files.Xml))
            .Single()
            .Problems.Single()
            .Message.Should()
            .Contain("ya es el de la factura", "it is told before a draft is chosen for it");
        (await MatchAsync(world, documents[0].Stamp()))
            .Single()
            .Problems.Single()
            .Message.Should()
            .Contain("No hay un borrador", "all of them are Facturada now");
    }

    [Fact]
    public async Task What_could_be_of_two_drafts_or_two_of_one_is_left_to_a_person()
    {
        var (world, drafts) = await WithDraftsAsync(Server.Sqlite, 1000m, 1000m, 2000m);
        var alike = await DocumentAsync(world, drafts[0]);
        var single = await DocumentAsync(world, drafts[2]);

        var matches = await MatchAsync(world, alike.Stamp(), single.Stamp(), single.Stamp());

        matches.Select(match => match.DraftId).Should().AllBeEquivalentTo((Guid?)null);
        matches[0].Drafts.Select(draft => draft.Id).Should().Equal(drafts);
    }

    [Fact]
    public async Task The_day_tells_drafts_of_one_total_apart()
    {
        var (world, drafts) = await WithDraftsAsync(Server.Sqlite, 1000m, 1000m);
        await using (var db = world.Storage.Open())
        {
            (await db.Invoices().FindAsync(drafts[0]))!.IssueDate = BillingWorld.Today.AddDays(-1);
            await db.SaveChangesAsync();
        }

        var yesterdays = await DocumentAsync(world, drafts[0]);
        var matches = await MatchAsync(world, (await DocumentAsync(world, drafts[1])).Stamp(), yesterdays.Stamp());

        matches.Select(match => match.DraftId).Should().Equal(drafts[1], drafts[0]);
    }

    [Fact]
    public async Task What_is_no_invoice_repeated_or_of_somebody_else_says_so_and_keeps_the_rest_going()
    {
        var (world, drafts) = await WithDraftsAsync(Server.Sqlite, 1000m);
        var good = (await DocumentAsync(world, drafts[0])).Stamp();
        var strange = await DocumentAsync(world, drafts[0]);
        var others = (strange with { Receptor = strange.Receptor with { Rfc = "EKU9003173C9" } }).Stamp();

        var matches = await MatchAsync(world, good, good, others, (strange with { TipoDeComprobante = "E" }).Stamp(), "no es XML"u8.ToArray());

        matches[0].DraftId.Should().Be(drafts[0]);
        matches.Skip(1).Select(match => match.Problems.Single().Message).Should().SatisfyRespectively(
            same => same.Should().Contain("mismo folio fiscal que 0.xml"), foreign => foreign.Should().Contain("EKU9003173C9"),
            egreso => egreso.Should().Contain("tipo E"), unreadable => unreadable.Should().NotBeEmpty());
    }

    /// <summary>A draft of one service of each amount in pesos: CI-1, CI-2…</summary>
    private async Task<(BillingWorld World, List<Guid> Drafts)> WithDraftsAsync(Server server, params decimal[] amounts)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var drafts = new List<Guid>();
        foreach (var amount in amounts)
        {
            await world.AddServicesAsync(1, $"S{drafts.Count}-", amount);
            drafts.Add(await world.DraftWithAllAsync($"CI-{drafts.Count + 1}"));
        }

        return (world, drafts);
    }

    private static Task<Comprobante> DocumentAsync(BillingWorld world, Guid draft) => ElsewhereInvoice.OfAsync(world, draft);

    private static Task<IReadOnlyList<ExternalMatch>> MatchAsync(BillingWorld world, params byte[][] xmls) => new MatchExternals(world.Storage).RunAsync(
        new ExternalPile([.. xmls.Select((xml, at) => new NamedExternal($"{at}.xml", new ExternalFiles(xml, null)))], []), CancellationToken.None);
}
