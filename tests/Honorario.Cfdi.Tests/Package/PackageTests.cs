using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.Cfdi.Tests.Package;

/// <summary>What somebody finds who takes the library as a package.</summary>
public partial class PackageTests
{
    private static readonly string Repository = FindRepository();

    [Fact]
    public void The_code_of_the_readme_is_the_code_below()
    {
        var source = Lines(File.ReadAllText(Path.Combine(Repository, "tests/Honorario.Cfdi.Tests/Package/PackageTests.cs")));
        var blocks = CodeBlock().Matches(File.ReadAllText(Path.Combine(
            Repository, "src/Honorario.Cfdi/README.md"))).Select(block => Lines(block.Groups[1].Value)).ToList();

        blocks.Should().HaveCount(6);
        blocks.Should().AllSatisfy(block => source.Should().Contain(block));
    }

    [Fact]
    public void The_code_of_the_readme_runs()
    {
        var now = new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);
        const string password = "12345678a";
        var (cer, key) = SelfIssued.Create(
            Rfc.Parse("CACX7605101P8"), "XOCHILT CASAS CHAVEZ", "30001000000500003282", now.AddYears(-1), now.AddYears(3), password);

        var clock = TimeZoneInfo.FindSystemTimeZoneById(PostalCode.Parse("06600").TimeZoneId);
        var taxes = ServiceTaxes.For(Rfc.Parse("CACX7605101P8"), "612", IvaTreatment.Exento, Rfc.Parse("EKU9003173C9"));
        var invoice = Totals.Complete(new Comprobante
        {
            Serie = "A",
            Folio = "1042",
            Fecha = TimeZoneInfo.ConvertTime(now, clock).DateTime,
            TipoDeComprobante = "I",
            FormaPago = "99",
            MetodoPago = "PPD",
            LugarExpedicion = "06600",
            SubTotal = 0,
            Total = 0,
            Emisor = new ComprobanteEmisor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612"),
            Receptor = new Receptor("EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "G03"),
            Conceptos =
            [
                taxes.Apply(new Concepto
                {
                    ClaveProdServ = "85121502",
                    Cantidad = 1,
                    ClaveUnidad = "E48",
                    Descripcion = "Consulta",
                    ValorUnitario = 850.00m,
                    Importe = 850.00m,
                    ObjetoImp = "02",
                }),
            ],
        });

        foreach (var finding in Preflight.Check(invoice, now))
            Console.WriteLine($"{finding.Code} {finding.Path}: {finding.Message} {finding.WhatToChange}");

        using var opened = Csd.Open(cer, key, password, Rfc.Parse(invoice.Emisor.Rfc), now);
        if (opened.Csd is not { } csd)
            throw new InvalidOperationException(opened.Findings[0].Message);
        SealedDocument signed = Sealer.Seal(invoice, csd);

        var xml = signed.Xml;
        ReadResult read = CfdiReader.Read(xml);
        if (read.Document is { } document)
            Console.WriteLine($"{document.Serie}{document.Folio}: {document.Total} {document.Moneda}");

        var root = SafeXml.Load(xml).Root;
        if (root is not null && SealVerifier.Seal(root) is SealState.Valid and var seal && Preflight.Check(root, now, seal).Count == 0)
            Console.WriteLine(CadenaOriginal.Of(root));

        CheckedXml file = CheckedXml.Of(xml, now);
        Console.WriteLine($"{file.Seal}, {file.Findings.Count} findings");

        Preflight.Check(invoice, now).Should().BeEmpty();
        (file.Seal, file.Findings.Count).Should().Be((SealState.Valid, 0));
        read.Document.Should().Be(signed.Comprobante);
        (SealVerifier.Seal(root!), Preflight.Check(root!, now).Count).Should().Be((SealState.Valid, 0));
    }

    [Theory]
    [InlineData("Honorario.Cfdi", true)]
    [InlineData("Honorario.Printing", false)]
    [InlineData("Honorario.Pac", false)]
    public void A_package_has_its_readme_its_documentation_its_license_its_authors_and_symbols(string name, bool alone)
    {
        var folder = Directory.CreateTempSubdirectory("honorario-pack-");
        try
        {
            var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!.Name;
            using var pack = Process.Start(new ProcessStartInfo(
                "dotnet", ["pack", $"src/{name}", "--no-build", "-c", configuration, "-o", folder.FullName])
            {
                WorkingDirectory = Repository, RedirectStandardOutput = true,
            })!;
            var said = pack.StandardOutput.ReadToEnd();
            pack.WaitForExit();
            pack.ExitCode.Should().Be(0, said);

            folder.GetFiles($"{name}.*.snupkg").Should().ContainSingle();
            using var package = ZipFile.OpenRead(folder.GetFiles($"{name}.*.nupkg").Single().FullName);
            package.Entries.Select(entry => entry.FullName).Should().Contain(["README.md", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"]);
            using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var described = XDocument.Load(nuspec).Descendants().ToLookup(element => element.Name.LocalName);
            described["license"].Single().Value.Should().Be("MIT");
            described["readme"].Single().Value.Should().Be("README.md");
            described["authors"].Single().Value.Should().Be("The Honorario authors");
            described["description"].Single().Value.Should().NotBe("Package Description");
            (described["dependency"].Any() == alone).Should().BeFalse();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A text by its lines, without the indentation that depends on where it stands.</summary>
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Honorario.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Honorario.slnx was not found above the tests.");
        return folder.FullName;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
