using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cli;
using Honorario.PacSandbox;

namespace Honorario.Tests;

public sealed class CommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);

    private static readonly string[] Samples = ["pago20-sealed.xml", "ingreso-sealed-stamped.xml", "pago20-unsealed.xml"];

    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-cli-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Check_answers_one_object_a_file_in_the_order_given()
    {
        var files = Samples.Select(name => SharedFolder.Sat("samples", name)).ToArray();

        var run = Run(["cfdi", "check", "--json", .. files]);

        run.Exit.Should().Be(0, "that those without a stamp are too old to get one is only a warning");
        var answers = run.Lines.Select(Json).ToList();
        answers.Select(answer => string.Join(
            ' ',
            answer["findings"].EnumerateArray().Select(finding => $"{finding.GetProperty("severity").GetString()} {finding.GetProperty("code").GetString()}")))
            .Should().Equal("warning 401", "", "warning 401");
        answers.Select(answer => answer["file"].GetString()).Should().Equal(files);
        answers.Select(answer => (answer["type"].GetString(), answer["seal"].GetString(), answer["stamp"].GetString())).Should().Equal(
            ("P", "valid", "absent"), ("I", "valid", "unknown-certificate"), ("P", "absent", "absent"));
        answers.Should().AllSatisfy(answer => answer.Keys.Should().Equal("file", "type", "seal", "stamp", "findings", "onlySatKnows"));
    }

    [Fact]
    public void Check_goes_through_folders_on_all_cores_and_keeps_their_order()
    {
        for (var copy = 0; copy < 200; copy++)
        {
            Directory.CreateDirectory(Path.Combine(_folder, $"{copy / 10:00}"));
            File.Copy(
                SharedFolder.Sat("samples", copy % 2 == 0 ? "pago20-sealed.xml" : "pago20-unsealed.xml"),
                Path.Combine(_folder, $"{copy / 10:00}", $"{copy:000}.XML"));
        }

        File.WriteAllText(Path.Combine(_folder, "leeme.txt"), "no es un XML");

        var run = Run("cfdi", "check", "--json", _folder);

        run.Lines.Select(line => Path.GetFileName(Json(line)["file"].GetString())).Should().Equal(Enumerable.Range(0, 200).Select(copy => $"{copy:000}.XML"));
        run.Lines.Select(line => Json(line)["seal"].GetString()).Should().Equal(Enumerable.Range(0, 200).Select(copy => copy % 2 == 0 ? "valid" : "absent"));
    }

    [Fact]
    public void A_document_issued_in_the_future_cannot_be_stamped()
    {
        var file = Changed("pago20-unsealed.xml", root => root.SetAttributeValue("Fecha", "2026-03-02T12:30:00"));

        var run = Run("cfdi", "check", "--json", file);

        run.Exit.Should().Be(1);
        Json(run.Lines.Single())["findings"].EnumerateArray().Select(finding => (
            finding.GetProperty("severity").GetString(), finding.GetProperty("code").GetString()))
            .Should().Contain(("error", "401"));
    }

    [Fact]
    public void Check_reads_the_standard_input()
    {
        var run = Run(File.ReadAllBytes(SharedFolder.Sat("samples", "ingreso-sealed-stamped.xml")), "cfdi", "check", "-", "--json");

        run.Exit.Should().Be(0);
        Json(run.Lines.Single())["file"].GetString().Should().Be("-");
    }

    [Fact]
    public void A_changed_amount_makes_the_seal_invalid_and_the_exit_1()
    {
        var file = Changed("pago20-sealed.xml", root => root.SetAttributeValue("LugarExpedicion", "06600"));

        var run = Run("cfdi", "check", "--json", file);

        run.Exit.Should().Be(1);
        var answer = Json(run.Lines.Single());
        answer["seal"].GetString().Should().Be("invalid");
        answer["findings"].EnumerateArray().Select(finding => (
            finding.GetProperty("code").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("path").GetString()))
            .Should().Contain(("CFDI40102", "error", "Comprobante/@Sello")).And.NotContain(finding => finding.Item1 == "302", "one fault is one finding");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<cfdi:Comprobante")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>")]
    [InlineData("<a/>")]
    public void What_is_no_CFDI_is_a_finding_and_the_exit_1(string content)
    {
        var file = Path.Combine(_folder, "x.xml");
        File.WriteAllText(file, content);

        var run = Run("cfdi", "check", "--json", file);

        run.Exit.Should().Be(1);
        Json(run.Lines.Single())["findings"][0].GetProperty("code").GetString().Should().Be("301");
    }

    [Fact]
    public void A_file_that_is_not_there_is_said_so_the_others_are_checked_and_the_exit_is_2()
    {
        var run = Run("cfdi", "check", Path.Combine(_folder, "nada.xml"), SharedFolder.Sat("samples", "ingreso-sealed-stamped.xml"));

        run.Exit.Should().Be(2);
        run.Error.Should().Contain("nada.xml: No existe.");
        run.Lines.Should().HaveCount(2);
        run.Lines[0].Should().Contain("sello válido").And.EndWith("sin hallazgos");
        run.Lines[1].Should().StartWith("  No revisado, sólo el SAT lo sabe: ").And.Contain("RFC y nombre del emisor").And.EndWith(".");
    }

    [Theory]
    [InlineData]
    [InlineData("cfdi")]
    [InlineData("cfdi", "check")]
    [InlineData("cfdi", "check", "--nada", "x.xml")]
    [InlineData("cfdi", "cadena")]
    [InlineData("cfdi", "seal", "x.xml")]
    [InlineData("csd", "check", "--cer", "x")]
    [InlineData("cfdi", "cadena", "/no/existe.xml")]
    [InlineData("catalogos", "importar")]
    public void Wrong_usage_exits_2_and_writes_nothing_to_the_output(params string[] args)
    {
        var run = Run(args);

        run.Exit.Should().Be(2);
        run.Error.Should().NotBeEmpty();
        run.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("cfdi", "check", "--help")]
    [InlineData("catalogos", "importar", "--help")]
    public void Help_is_in_Spanish(params string[] args)
    {
        var run = Run(args);

        run.Exit.Should().Be(0);
        run.Output.Should().Contain("Uso:").And.Contain("honorario").And.NotContain("Usage");
    }

    [Fact]
    public void Cadena_is_what_the_seal_covers()
    {
        var sample = SharedFolder.Sat("samples", "pago20-sealed.xml");
        var root = XElement.Load(sample);
        using var certificado = Certificado.Read(Convert.FromBase64String(root.Attribute("Certificado")!.Value))!;

        var cadena = Run("cfdi", "cadena", sample).Lines.Single();

        cadena.Should().StartWith("||4.0|").And.EndWith("||");
        certificado.Verifies(cadena, root.Attribute("Sello")!.Value).Should().BeTrue();
    }

    [Fact]
    public void Seal_seals_with_the_issuers_CSD_and_leaves_the_rest_as_it_was()
    {
        var (cer, key, password) = CsdOf("EKU9003173C9");
        var file = Changed("pago20-unsealed.xml", root => root.Element(Cfdi + "Emisor")!.SetAttributeValue("Rfc", "EKU9003173C9"));
        var output = Path.Combine(_folder, "sellado.xml");

        Run("cfdi", "seal", file, "--cer", cer, "--key", key, "--password-file", password, "-o", output).Exit.Should().Be(0);

        var sealed_ = XElement.Load(output);
        SealVerifier.Seal(sealed_).Should().Be(SealState.Valid);
        var before = XElement.Load(file);
        foreach (var attribute in new[] { "Sello", "Certificado", "NoCertificado" })
        {
            sealed_.SetAttributeValue(attribute, null);
            before.SetAttributeValue(attribute, null);
        }

        XNode.DeepEquals(sealed_, before).Should().BeTrue();
    }

    [Fact]
    public void Seal_refuses_another_issuers_CSD_a_wrong_password_and_a_stamped_document()
    {
        var (cer, key, password) = CsdOf("EKU9003173C9");
        var stranger = Changed("pago20-unsealed.xml", root => root.Element(Cfdi + "Emisor")!.SetAttributeValue("Rfc", "XAXX010101000"));
        var wrong = Path.Combine(_folder, "mala.txt");
        File.WriteAllText(wrong, "no es");
        var output = Path.Combine(_folder, "sellado.xml");

        Run(
            "cfdi", "seal", stranger, "--cer", cer, "--key", key, "--password-file", password, "-o",
            output).Should().Match<Outcome>(run => run.Exit == 1 && run.Error.Contains("CSD-RFC"));
        Run(
            "cfdi", "seal", stranger, "--cer", cer, "--key", key, "--password-file", wrong, "-o",
            output).Should().Match<Outcome>(run => run.Exit == 1 && run.Error.Contains("CSD-CONTRASEÑA"));
        Run("cfdi", "seal", SharedFolder.Sat("samples", "ingreso-sealed-stamped.xml"), "--cer", cer, "--key", key, "--password-file", password, "-o", output)
            .Should().Match<Outcome>(run => run.Exit == 1 && run.Error.Contains("307"));
        File.Exists(output).Should().BeFalse();
    }

    [Fact]
    public void Pdf_prints_the_document()
    {
        var output = Path.Combine(_folder, "factura.pdf");

        Run("cfdi", "pdf", SharedFolder.Sat("samples", "ingreso-sealed-stamped.xml"), "-o", output).Exit.Should().Be(0);

        Encoding.ASCII.GetString(File.ReadAllBytes(output).AsSpan(0, 5)).Should().Be("%PDF-");
    }

    [Fact]
    public void Csd_check_tells_a_good_pair_from_a_bad_one()
    {
        var (cer, key, password) = CsdOf("EKU9003173C9");
        var other = CsdOf("CACX7605101P8");

        var good = Json(Run("csd", "check", "--cer", cer, "--key", key, "--password-file", password, "--json").Lines.Single());
        good["rfc"].GetString().Should().Be("EKU9003173C9");
        good["findings"].GetArrayLength().Should().Be(0);

        var run = Run("csd", "check", "--cer", cer, "--key", other.Key, "--password-file", password, "--json");
        run.Exit.Should().Be(1);
        Json(run.Lines.Single())["findings"][0].GetProperty("code").GetString().Should().Be("CSD-PAR");
        Run(
            "csd", "check", "--cer", cer, "--key", key, "--password-file", password, "--rfc",
            "CACX7605101P8").Should().Match<Outcome>(one => one.Exit == 1 && one.Output.Contains("CSD-RFC"));
    }

    [Fact]
    public void Catalogues_are_imported_and_searched()
    {
        var (file, data) = (Path.Combine(_folder, "catCFDI.xlsx"), Path.Combine(_folder, "catalogos.db"));
        SatSpreadsheet.Write(file, products: 2_000, postalCodes: 100, colonias: 30);

        var imported = Run("catalogos", "importar", file, "--data", data);

        imported.Exit.Should().Be(0);
        imported.Output.Should().Contain("catCFDI (5.0)");
        imported.Error.Should().Contain("c_ClaveProdServ", "a redirected error output gets a line a sheet");
        Run(
            "catalogos", "buscar", "c_ClaveProdServ", "cirugia", "--data",
            data).Should().Match<Outcome>(run => run.Exit == 0 && run.Output.Contains("cirugía"));
        Run("catalogos", "buscar", "c_ClaveProdServ", "zzzzzz", "--data", data).Exit.Should().Be(1);
        Run(
            "catalogos", "importar", SharedFolder.Sat("messages.csv"), "--data",
            data).Should().Match<Outcome>(run => run.Exit == 1 && run.Error.Contains("Excel"));
    }

    /// <summary>A process of its own: an imported edition is the whole process's.</summary>
    [Fact]
    public void An_imported_catalogue_tells_postal_codes_and_where_8_percent_may_be_charged()
    {
        var (file, draft) = (Path.Combine(_folder, "catCFDI.xlsx"), Path.Combine(_folder, "frontera.xml"));
        SatSpreadsheet.Write(file, products: 100, postalCodes: 43_000, colonias: 30);
        Run(Encoding.UTF8.GetBytes(Factura.Replace("Tasa16", "Tasa8")), "cfdi", "new", "-", "-o", draft).Exit.Should().Be(0);

        var before = OwnProcess("cfdi", "check", draft);
        Run("catalogos", "importar", file, "--data", Path.Combine(_folder, "catalogos.db")).Exit.Should().Be(0);
        var after = OwnProcess("cfdi", "check", draft);

        before.Should().Contain("sin el catCFDI del SAT importado: código postal").And.NotContain("FRONTERA");
        after.Should().Contain("FRONTERA").And.NotContain("importado");
    }

    private string OwnProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Honorario.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["HONORARIO_DATA"] = _folder;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    [Fact]
    public async Task From_a_json_to_a_stamp_its_status_and_its_cancelling()
    {
        await using var pac = SandboxApp.Build(new SandboxOptions { Data = Path.Combine(_folder, "pac"), Clock = new At(Now), AcceptanceOver = 1000 });
        await pac.StartAsync();
        var settings = Path.Combine(_folder, "pac.json");
        File.WriteAllText(settings, $$$"""{"Pac":{"Kind":"SwSapien","BaseUrl":"{{{pac.Urls.Single()}}}","User":"u","Password":"p","SinValidezFiscal":true}}""");
        var (draft, signed, stamped) = (Path.Combine(_folder, "borrador.xml"), Path.Combine(_folder, "sellado.xml"), Path.Combine(_folder, "timbrado.xml"));
        string[] csd =
        [
            "--cer", SharedFolder.Sat("csd", "CSD_CACX7605101P8.cer"), "--key", SharedFolder.Sat("csd", "CSD_CACX7605101P8.key"),
            "--password-file", CsdOf("EKU9003173C9").Password,
        ];

        Run(Encoding.UTF8.GetBytes(Factura), "cfdi", "new", "-", "-o", draft).Should().Match<Outcome>(run => run.Exit == 0,
            "a psychologist's invoice is right");
        var document = CfdiReader.Read(File.ReadAllBytes(draft)).Document!;
        (document.SubTotal, document.Descuento, document.Impuestos!.TotalImpuestosTrasladados, document.Impuestos.TotalImpuestosRetenidos)
            .Should().Be((1234.50m, 34.50m, 192.00m, 248.00m), "16 % and, withheld, 10 % and two thirds of the IVA of 1,200.00");
        document.ImpuestosLocales!.TotaldeRetenciones.Should().Be(24.00m);
        document.Total.Should().Be(1120.00m);

        Run("cfdi", "stamp", draft, "--pac", settings, "-o", stamped).Should().Match<Outcome>(run => run.Exit == 1 && run.Error.Contains("302"));
        Run(["cfdi", "seal", draft, "-o", signed, .. csd]).Exit.Should().Be(0);
        Run("cfdi", "stamp", signed, "--pac", settings, "-o", stamped).Should().Match<Outcome>(run => run.Exit == 0 && run.Error
            .Contains("sin validez fiscal"));
        var first = File.ReadAllBytes(stamped);
        Run("cfdi", "stamp", signed, "--pac", settings, "-o", stamped).Exit.Should().Be(0);
        File.ReadAllBytes(stamped).Should().Equal(first, "the same bytes are stamped once");
        Run("cfdi", "check", stamped).Exit.Should().Be(0);

        var difference = Run("cfdi", "diff", signed, stamped);
        (difference.Exit, difference.Output).Should().Be((1, "Comprobante/Complemento/TimbreFiscalDigital: sólo en B\n"));
        Run("cfdi", "diff", stamped, stamped).Should().Be(new Outcome(0, "", ""));

        Run("cfdi", "status", stamped, "--pac", settings).Should().Match<Outcome>(run => run.Exit == 0 && run.Output.StartsWith("Vigente"));
        Run(["cfdi", "cancel", stamped, "--motivo", "01", "--pac", settings, .. csd])
            .Should().Match<Outcome>(run => run.Exit == 2 && run.Error.Contains("--sustituye"));
        Run(["cfdi", "cancel", stamped, "--motivo", "02", "--pac", settings, "--acuse", Path.Combine(_folder, "acuse.xml"), .. csd])
            .Should().Match<Outcome>(run => run.Exit == 0 && run.Output.Contains("tres días hábiles"), "more than 1,000 pesos want the receptor's word");
        SafeXml.Load(File.ReadAllBytes(Path.Combine(_folder, "acuse.xml"))).Root.Should().NotBeNull();
        Run("cfdi", "status", stamped, "--pac", settings, "--json").Output.Should().Contain("\"estatusCancelacion\":\"En proceso\"");
    }

    [Fact]
    public void A_discount_of_the_invoice_and_dollars_come_from_the_json()
    {
        var file = Path.Combine(_folder, "dolares.xml");
        var json = Factura.Replace("\"conceptos\"", "\"moneda\":\"USD\",\"tipoCambio\":17.3608,\"descuento\":100.01,\"conceptos\"", StringComparison.Ordinal);

        Run(Encoding.UTF8.GetBytes(json), "cfdi", "new", "-", "-o", file).Should().Match<Outcome>(run => run.Exit == 0, "SAT would take it");

        var document = CfdiReader.Read(File.ReadAllBytes(file)).Document!;
        (document.Moneda, document.TipoCambio, document.SubTotal, document.Descuento).Should().Be(("USD", 17.3608m, 1234.50m, 134.51m));
        Run(Encoding.UTF8.GetBytes(json.Replace("100.01", "1200.01")), "cfdi", "new", "-", "-o", file)
            .Should().Match<Outcome>(run => run.Exit == 2 && run.Error.Contains("descuento"));
    }

    [Theory]
    [InlineData("{\"emisores\":1}", "emisores")]
    [InlineData("nada", "línea 1")]
    public void A_json_that_is_no_invoice_is_told_where(string json, string where)
    {
        var run = Run(Encoding.UTF8.GetBytes(json), "cfdi", "new", "-", "-o", "-");

        run.Should().Match<Outcome>(one => one.Exit == 2 && one.Output.Length == 0);
        run.Error.Should().Contain(where);
    }

    /// <summary>A psychologist of Guanajuato to a persona moral; prices before IVA but for the last one.</summary>
    private const string Factura = """
        {"serie":"A","folio":"7","formaPago":"99","metodoPago":"PPD","lugarExpedicion":"36257",
         "emisor":{"rfc":"CACX7605101P8","nombre":"XOCHILT CASAS CHAVEZ","regimenFiscal":"612"},
         "receptor":{"rfc":"EKU9003173C9","nombre":"ESCUELA KEMPER URGATE","codigoPostal":"42501","regimenFiscal":"601","usoCfdi":"G03"},
         "conceptos":[
           {"claveProdServ":"85121608","claveUnidad":"E48","descripcion":"Psicoterapia","valorUnitario":1000.00,"descuento":34.50,"iva":"Tasa16"},
           {"claveProdServ":"85121608","claveUnidad":"E48","descripcion":"Evaluación","valorUnitario":272.02,"iva":"Tasa16","conIva":true}],
         "impuestosLocales":[{"nombre":"Impuesto cedular","tasa":2.00,"retenido":true}]}
        """;

    private static readonly XNamespace Cfdi = "http://www.sat.gob.mx/cfd/4";

    private sealed record Outcome(int Exit, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Outcome Run(params string[] args) => Run([], args);

    private static Outcome Run(byte[] input, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var exit = Commands.Run(args, new Terminal(new MemoryStream(input), output, error, new At(Now)));
        return new Outcome(exit, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private static Dictionary<string, JsonElement> Json(string line) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!;

    private string Changed(string sample, Action<XElement> change)
    {
        var root = SafeXml.Load(File.ReadAllBytes(SharedFolder.Sat("samples", sample))).Root!;
        change(root);
        var file = Path.Combine(_folder, sample);
        File.WriteAllText(file, root.ToString(SaveOptions.DisableFormatting));
        return file;
    }

    private (string Cer, string Key, string Password) CsdOf(string rfc)
    {
        var files = SelfIssued.Create(Rfc.Parse(rfc), rfc, "30001000000500003416", Now.AddYears(-1), Now.AddYears(1), "12345678a");
        var (cer, key, password) = (Path.Combine(_folder, $"{rfc}.cer"), Path.Combine(_folder, $"{rfc}.key"), Path.Combine(_folder, "password.txt"));
        File.WriteAllBytes(cer, files.Cer);
        File.WriteAllBytes(key, files.Key);
        File.WriteAllText(password, "12345678a\n");
        return (cer, key, password);
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
