using System.Text;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Vinculacion;
using Honorario.Catalogos;
using Honorario.Cfdi.Amounts;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

public class VinculacionTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_suggested_set_links_its_codes_in_one_step_and_again_changes_nothing(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var suggested = LinkCodes.Suggested.Single(set => set.Name == "Médico primer contacto");

        await Link(world).RunAsync(suggested.Codes, suggested.Target, CancellationToken.None);
        await Link(world).RunAsync(suggested.Codes, suggested.Target, CancellationToken.None);

        await using var db = world.Storage.Open();
        var links = await db.CptLinks().Where(link => suggested.Codes.Contains(link.Cpt)).ToListAsync();
        links.Select(link => (link.Cpt, link.ClaveProdServ, link.ClaveUnidad)).Should()
            .BeEquivalentTo([("99202", "85121502", "E48"), ("99212", "85121502", "E48")]);
        links.Should().AllSatisfy(link => link.Descripcion.Should().StartWith("Consulta"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_link_is_told_at_its_fields()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        var result = await Link(world).RunAsync([], new LinkTarget("12345678", "ZZZ", "a|b"), CancellationToken.None);

        result.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Codes", "ClaveProdServ", "ClaveUnidad", "Descripcion");
    }

    [Theory]
    [InlineData("99203", "99203")]
    [InlineData("URGENCIAS riesgo", "99285")]
    [InlineData("atencion vida", "99285")]
    [InlineData("urjencias riesgo", "99285")]
    public async Task Codes_are_found_by_number_or_words_without_accents_and_with_a_typo(string words, string code)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        var found = await new SearchCpt(world.Storage).RunAsync(words, onlyUnlinked: false, CancellationToken.None);

        found.Select(row => row.Code).Should().Equal(code);
    }

    [Fact]
    public async Task Only_unlinked_codes_are_listed_when_asked()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        var found = await new SearchCpt(world.Storage).RunAsync("9920", onlyUnlinked: true, CancellationToken.None);

        found.Select(row => row.Code).Should().Contain("99202").And.NotContain("99203");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_linked_code_is_found_though_no_list_and_no_service_has_it(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await using (var db = world.Storage.Open())
        {
            db.CptLinks().Add(new CptLink { Cpt = "0591T", ClaveProdServ = "85121600", ClaveUnidad = "E48", Descripcion = "Orientación de salud" });
            await db.SaveChangesAsync();
        }

        foreach (var words in new[] { "0591T", "orientacion" })
            (await new SearchCpt(world.Storage).RunAsync(words, onlyUnlinked: false, CancellationToken.None)).Select(row => row.Code).Should().Equal("0591T");
        (await new SearchCpt(world.Storage).RunAsync("0591T", onlyUnlinked: true, CancellationToken.None)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_unlinked_code_is_listed_even_after_more_linked_ones_than_fit(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await using (var db = world.Storage.Open())
        {
            var codes = Enumerable.Range(10_000, SearchCpt.Most + 5).Select(number => $"{number}").ToList();
            db.CptCodes().AddRange(codes.Append("10900").Select(code => new CptCode { Code = code, Description = "Drenaje" }));
            db.CptLinks().AddRange(codes.Select(code => new CptLink { Cpt = code, ClaveProdServ = "85121600", ClaveUnidad = "E48", Descripcion = "Drenaje" }));
            await db.SaveChangesAsync();
        }

        var unlinked = await new SearchCpt(world.Storage).RunAsync("drenaje", onlyUnlinked: true, CancellationToken.None);
        var all = await new SearchCpt(world.Storage).RunAsync("drenaje", onlyUnlinked: false, CancellationToken.None);

        unlinked.Single().Code.Should().Be("10900");
        all.Should().HaveCount(SearchCpt.Most);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_is_previewed_row_by_row_and_only_its_good_rows_are_stored(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var transfer = new TransferLinks(world.Storage, Link(world), new Archivos.HereAndNow());
        var file = Encoding.UTF8.GetBytes(
            """
            CPT4,DescripcionCPT4,ClaveProdServ,ClaveUnidad,Descripcion,IVA
            10060,Drenaje de absceso,85121600,E48,"Drenaje, simple",Exento
            99203,,85121600,ACT,Consulta de primera vez,
            99213,,85121600,E48,"Consulta de especialista, subsecuente",
            99214,,99999999,E48,Consulta,
            10060,,85121600,E48,Repetida,
            99215,,85121600,E48,Consulta,Quince
            """);

        var preview = await transfer.PreviewAsync("claves.csv", file, CancellationToken.None);
        var applied = await transfer.ApplyAsync(preview.Value!, CancellationToken.None);

        preview.Value!.Select(row => (row.Line, row.Change)).Should().Equal(
            (2, LinkChange.Nueva), (3, LinkChange.Cambia), (4, LinkChange.Igual), (5, LinkChange.Error), (6, LinkChange.Error), (7, LinkChange.Error));
        applied.Value.Should().Be(2);
        await using var db = world.Storage.Open();
        (await db.CptLinks().SingleAsync(link => link.Cpt == "10060")).Iva.Should().Be(IvaTreatment.Exento);
        (await db.CptLinks().SingleAsync(link => link.Cpt == "99203")).ClaveUnidad.Should().Be("ACT");
        (await new SearchCpt(world.Storage).RunAsync("absceso", false, CancellationToken.None)).Single().Code.Should().Be("10060");
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task What_is_exported_comes_back_as_no_change(SheetFormat format)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var transfer = new TransferLinks(world.Storage, Link(world), new Archivos.HereAndNow());

        var exported = transfer.Export(format);
        using var content = new MemoryStream();
        await exported.WriteAsync(content, CancellationToken.None);
        var preview = await transfer.PreviewAsync(exported.Name, content.ToArray(), CancellationToken.None);

        preview.Value.Should().HaveCount(2).And.AllSatisfy(row => row.Change.Should().Be(LinkChange.Igual));
    }

    [Theory]
    [InlineData("claves.csv", "nada que ver")]
    [InlineData("claves.xlsx", "esto no es un xlsx")]
    public async Task A_file_of_another_kind_is_told(string name, string content)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        var preview = await new TransferLinks(world.Storage, Link(world), new Archivos.HereAndNow()).PreviewAsync(name, Encoding.UTF8.GetBytes(content),
            CancellationToken.None);

        preview.Problems.Single().Field.Should().Be("File");
    }

    private static LinkCodes Link(BillingWorld world) => new(world.Storage, Catalogs.Value, world.Clock);

    private static readonly Lazy<CatalogStore> Catalogs = new(() =>
        CatalogStore.Open(Path.Combine(Directory.CreateTempSubdirectory("honorario-catalogos-").FullName, "catalogos.db")));
}
