using Honorario.Catalogos;

namespace Honorario.Tests.Catalogos;

public sealed class CatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-catalogos-").FullName;

    private CatalogStore Store => CatalogStore.Open(Path.Combine(_folder, "catalogos.db"));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("consulta", "85121502")]
    [InlineData("CONSULTA ESPECIALISTA", "85121600")]
    [InlineData("ginecologia", "85121601")]
    [InlineData("Ginecología", "85121601")]
    [InlineData("pediatr", "85121613")]
    [InlineData("8512160", "85121600")]
    [InlineData("85121502", "85121502")]
    [InlineData("cardiolgoía", "85121603")]
    [InlineData("consluta primaria", "85121502")]
    [InlineData("laboratorios medicos", "85121800")]
    public void A_health_key_is_found_before_anything_is_imported(string words, string code) =>
        Store.Search("c_ClaveProdServ", words).Select(entry => entry.Code).Should().Contain(code);

    [Fact]
    public void The_key_whose_text_has_the_words_comes_before_the_ones_known_by_similar_words() =>
        Store.Search("c_ClaveProdServ", "psicología", 1).Single().Code.Should().Be("85121608");

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"* OR NEAR(")]
    [InlineData("zzzzzzzz")]
    [InlineData("'; DROP TABLE entry; --")]
    public void What_matches_nothing_finds_nothing(string words) => Store.Search("c_ClaveProdServ", words).Should().BeEmpty();

    [Fact]
    public void Units_and_the_small_catalogues_are_there_too()
    {
        Store.Search("c_ClaveUnidad", "unidad de servicio").Should().Contain(entry => entry.Code == "E48");
        Store.Find("c_FormaPago", "03")!.Text.Should().Be("Transferencia electrónica de fondos");
        Store.Find("c_FormaPago", "98").Should().BeNull();
    }

    [Theory]
    [InlineData("06600", "CMX", "America/Mexico_City")]
    [InlineData("22000", "BCN", "America/Tijuana")]
    [InlineData("32000", "CHH", "America/Ciudad_Juarez")]
    [InlineData("32880", "CHH", "America/Ojinaga")]
    [InlineData("31000", "CHH", "America/Chihuahua")]
    [InlineData("63732", "NAY", "America/Bahia_Banderas")]
    [InlineData("63000", "NAY", "America/Mazatlan")]
    [InlineData("77500", "ROO", "America/Cancun")]
    [InlineData("83000", "SON", "America/Hermosillo")]
    [InlineData("88000", "TAM", "America/Matamoros")]
    [InlineData("87000", "TAM", "America/Mexico_City")]
    [InlineData("26000", "COA", "America/Matamoros")]
    [InlineData("25000", "COA", "America/Mexico_City")]
    public void A_postal_code_tells_state_and_time_zone_by_its_range_before_anything_is_imported(string code, string estado, string zone)
    {
        var place = Store.PostalCode(code)!;

        place.Estado.Should().Be(estado);
        place.TimeZoneId.Should().Be(zone);
    }

    [Fact]
    public void Every_key_of_the_SAT_is_there_before_anything_is_imported()
    {
        Store.Counts()["c_ClaveProdServ"].Should().Be(52_514);
        Store.Find("c_ClaveProdServ", "43211503")!.Text.Should().Be("Computadores notebook");
        Store.Search("c_ClaveProdServ", "perro").Should().NotBeEmpty();
        Store.Search("c_ClaveProdServ", "consulta")[0].Code.Should().StartWith("85", "a health practice looks for its own first");
    }

    [Fact]
    public void An_imported_postal_code_keeps_the_clock_of_its_municipality()
    {
        Import(products: 10, postalCodes: 20, colonias: 30).Findings.Should().BeEmpty();

        Store.PostalCode("31840").Should().Be(new PostalPlace("31840", "CHH", "Chihuahua", "035", "Janos", "America/Ciudad_Juarez", 1));
        Store.PostalCode("00999").Should().BeNull("no state's codes begin so");
        Store.PostalCode("99999").Should().BeNull("the catalogue does not have it");
        Store.Colonias("01001").Should().HaveCount(10);
    }

    [Fact]
    public void A_catalogue_of_150_000_rows_is_imported_by_the_row()
    {
        const int memory = 300 * 1024 * 1024;
        var progress = new Progress();

        var imported = Import(products: 60_000, postalCodes: 60_000, colonias: 30_000, progress);

        imported.Findings.Should().BeEmpty();
        imported.Rows["c_ClaveProdServ"].Should().Be(60_000);
        imported.Rows["c_CodigoPostal"].Should().Be(60_002);
        imported.Rows["c_Colonia"].Should().Be(30_000);
        progress.Steps.Should().HaveCountGreaterThan(100);
        progress.Steps.Select(step => step.Fraction).Should().BeInAscendingOrder();
        progress.Steps[^1].Fraction.Should().Be(1);
        progress.LargestHeap.Should().BeLessThan(memory, "rows are not kept");
        Store.Version.Name.Should().Be("catCFDI (5.0)");
        Store.Search("c_ClaveProdServ", "odontologia portatil").Should().NotBeEmpty();
        Store.Search("c_ClaveProdServ", "consulta").Should().Contain(
            entry => entry.Code == "85121600", "physicians look for it so, though SAT's text does not say it");
        Store.Find("c_ClaveProdServ", "01010101")!.Text.Should().Be("No existe en el catálogo");
        Store.Find("c_ClaveUnidad", "ACT")!.Text.Should().Be("Actividad");
        Store.Find("c_FormaPago", "03").Should().NotBeNull("the embedded ones stay where the file has none");
    }

    [Fact]
    public void A_new_version_replaces_the_old_one_wholly()
    {
        Import(products: 500, postalCodes: 20, colonias: 30);
        Store.Find("c_ClaveProdServ", "10101900").Should().NotBeNull();

        Import(products: 100, postalCodes: 20, colonias: 30, version: "6.0");

        Store.Version.Name.Should().Be("catCFDI (6.0)");
        Store.Find("c_ClaveProdServ", "10101900").Should().BeNull();
        Store.Find("c_ClaveProdServ", "85121600").Should().NotBeNull();
    }

    [Fact]
    public void A_faulty_file_leaves_the_store_as_it_was_and_says_what_is_wrong_where()
    {
        Import(products: 100, postalCodes: 20, colonias: 30);
        var file = Path.Combine(_folder, "mala.xlsx");
        using (var book = new SatSpreadsheet(file))
        {
            book.Sheet("c_ClaveProdServ", "7.0", [["c_ClaveProdServ", "Descripción"]], [["85121502", "Consulta"], ["85121502", "Otra"], ["ABC", "Rara"]]);
            book.Sheet("c_ClaveUnidad", "7.0", [["c_ClaveUnidad", "Nombre"]], [["E48", "Unidad de servicio"]]);
        }

        var findings = new ImportCatalogs(Store, TimeProvider.System).Run(file).Findings;

        findings.Should().Contain(finding => finding.Path == "c_ClaveProdServ, renglón 7" && finding.Message.Contains("85121502"));
        findings.Should().Contain(finding => finding.Path == "c_ClaveProdServ, renglón 8" && finding.Message.Contains("ABC"));
        findings.Should().Contain(finding => finding.Message.Contains("c_CodigoPostal"));
        Store.Version.Name.Should().Be("catCFDI (5.0)");
        Store.Find("c_ClaveProdServ", "10101500").Should().NotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("esto no es una hoja")]
    [InlineData("PK\u0003\u0004 tampoco")]
    [InlineData("<?xml version=\"1.0\"?><a/>")]
    public void What_is_no_spreadsheet_is_refused_with_a_reason(string content)
    {
        var file = Path.Combine(_folder, "catCFDI.xls");
        File.WriteAllText(file, content);

        new ImportCatalogs(Store, TimeProvider.System).Run(file).Findings.Should().ContainSingle();
    }

    [Fact]
    public void An_import_given_up_half_way_leaves_the_store_as_it_was()
    {
        var file = Path.Combine(_folder, "catCFDI.xlsx");
        SatSpreadsheet.Write(file, 5_000, 20, 30);
        using var given = new CancellationTokenSource();
        var progress = new Progress(_ => given.Cancel());

        var act = () => new ImportCatalogs(Store, TimeProvider.System).Run(file, progress, given.Token);

        act.Should().Throw<OperationCanceledException>();
        Store.Version.Name.Should().BeNull();
        Store.Search("c_ClaveProdServ", "consulta").Should().NotBeEmpty();
    }

    private CatalogImport Import(int products, int postalCodes, int colonias, Progress? progress = null, string version = "5.0")
    {
        var file = Path.Combine(_folder, "catCFDI.xlsx");
        File.Delete(file);
        SatSpreadsheet.Write(file, products, postalCodes, colonias, version);
        return new ImportCatalogs(Store, TimeProvider.System).Run(file, progress);
    }

    private sealed class Progress(Action<ImportProgress>? then = null) : IProgress<ImportProgress>
    {
        public List<ImportProgress> Steps { get; } = [];

        public long LargestHeap { get; private set; }

        public void Report(ImportProgress value)
        {
            Steps.Add(value);
            LargestHeap = Math.Max(LargestHeap, GC.GetTotalMemory(false));
            then?.Invoke(value);
        }
    }
}
