using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;
using Honorario.Pac.Tests.World;
using Honorario.PacSandbox;

namespace Honorario.Pac.Tests;

/// <summary>The sandbox answers what the published SDKs of both PACs ask, in their shapes.</summary>
public class SandboxTests
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    [Theory]
    [InlineData("cfdi33/stamp/v1", "tfd")]
    [InlineData("cfdi33/stamp/v2", "tfd cfdi")]
    [InlineData("cfdi33/v3/stamp", "cfdi")]
    [InlineData("v4/cfdi33/stamp/v4", "cadenaOriginalSAT noCertificadoSAT noCertificadoCFDI uuid selloSAT selloCFDI fechaTimbrado qrCode cfdi")]
    public async Task SW_stamps_in_each_version_and_in_base64(string path, string fields)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.SignInAsync();
        var paper = Papers.Sealed();

        var data = await DataAsync(await PostXmlAsync(sandbox, path, paper.Xml));
        data.EnumerateObject().Select(field => field.Name).Should().Equal(fields.Split(' '));

        var encoded = await DataAsync(await PostXmlAsync(sandbox, $"{path}/b64", Encoding.ASCII.GetBytes(Convert.ToBase64String(Papers.Sealed().Xml))));
        var document = encoded.EnumerateObject().First(field => field.Name is "cfdi" or "tfd").Value.GetString()!;
        SafeXml.Load(Convert.FromBase64String(document)).Root.Should().NotBeNull();
    }

    [Fact]
    public async Task A_repeated_document_with_its_timbre_alone_is_put_together_from_the_stored_bytes()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var paper = Papers.Sealed();
        var first = await client.StampedAsync(paper);
        await sandbox.FaultAsync("tfd-307");

        var again = await client.StampedAsync(paper, sentBefore: true);

        again.Timbre.Should().Be(first.Timbre);
        CfdiReader.Read(again.Xml).Document.Should().Be(CfdiReader.Read(first.Xml).Document);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_old_document_sent_again_is_answered_in_the_order_that_is_chosen(bool dateFirst)
    {
        await using var sandbox = await Sandbox.StartAsync(options => options with { DateFirst = dateFirst });
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var paper = Papers.Sealed();
        await client.StampedAsync(paper);
        sandbox.Clock.Advance(TimeSpan.FromHours(80));

        var again = await client.StampAsync(paper, sentBefore: true);

        if (dateFirst)
            again.Should().BeOfType<StampAnswer.Rejected>().Which.Code.Should().Be("401");
        else
            again.Should().BeOfType<StampAnswer.Stamped>();
    }

    [Theory]
    [InlineData("ESCUELA KEMPER", "CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "CFDI40139")]
    [InlineData("ESCUELA KEMPER URGATE", "CACX7605101P8", null, "36257", "612", "CFDI40144")]
    [InlineData("ESCUELA KEMPER URGATE", "CACX7605101P8", "XOCHITL CASAS", "36257", "612", "CFDI40145")]
    [InlineData("ESCUELA KEMPER URGATE", "CACX7605101P8", "XOCHILT CASAS CHAVEZ", "01000", "612", "CFDI40147")]
    [InlineData("ESCUELA KEMPER URGATE", "CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "605", "CFDI40159")]
    public async Task Who_is_on_SATs_list_must_be_named_as_it_says(string emisor, string rfc, string? nombre, string postalCode, string regimen, string code)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        await PutAsync(sandbox, "EKU9003173C9", emisor, "42501", "601");
        await PutAsync(sandbox, rfc, nombre, postalCode, regimen);

        (await client.StampAsync(Papers.Sealed())).Should().BeOfType<StampAnswer.Rejected>().Which.Code.Should().Be(code);

        await PutAsync(sandbox, "EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601");
        await PutAsync(sandbox, "CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612");
        (await client.StampAsync(Papers.Sealed())).Should().BeOfType<StampAnswer.Stamped>();
    }

    [Fact]
    public async Task The_PAC_seals_XML_and_JSON_with_the_CSD_left_with_it()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.SignInAsync();
        (await PostXmlAsync(sandbox, "cfdi33/issue/v4", Papers.Sealed().Xml)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        var (b64Cer, b64Key) = (Convert.ToBase64String(Papers.Cer()), Convert.ToBase64String(Papers.Key()));
        var csd = new { type = "stamp", is_active = true, b64Cer, b64Key, password = Papers.Password };
        (await sandbox.Http.PostAsJsonAsync("certificates/save", csd)).EnsureSuccessStatusCode();

        var fromXml = await DataAsync(await PostXmlAsync(sandbox, "cfdi33/issue/v4", Papers.Sealed().Xml));
        using var json = new StringContent(Json, Encoding.UTF8);
        json.Headers.ContentType = new MediaTypeHeaderValue("application/jsontoxml");
        var fromJson = await DataAsync(await sandbox.Http.PostAsync("v3/cfdi33/issue/json/v4", json));

        CfdiReader.Read(Encoding.UTF8.GetBytes(fromXml.GetProperty("cfdi").GetString()!)).Document!.Timbre.Should().NotBeNull();
        CfdiReader.Read(Encoding.UTF8.GetBytes(fromJson.GetProperty("cfdi").GetString()!)).Document!.Conceptos.Single().Importe.Should().Be(100m);
    }

    [Fact]
    public async Task SW_cancels_by_PFX_and_lets_the_receptor_accept()
    {
        await using var sandbox = await Sandbox.StartAsync(options => options with { AcceptanceOver = 1000 });
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await sandbox.SignInAsync();
        var pfx = Pfx();

        var request = new { uuid = document.Id.Value, password = "p", rfc = document.Re, b64Pfx = pfx, motivo = "02" };
        var cancelled = await DataAsync(await sandbox.Http.PostAsJsonAsync("cfdi33/cancel/pfx", request));
        var accepted = await sandbox.Http.PostAsJsonAsync($"acceptreject/{document.Rr}/{document.Id}/Aceptacion", new { });

        cancelled.GetProperty("uuid").GetProperty(document.Id.Value).GetString().Should().Be("201");
        (await DataAsync(accepted)).GetProperty("folios")[0].GetProperty("estatusUUID").GetString().Should().Be("1000");
        (await client.StatusAsync(document)).IsCancelled.Should().BeTrue();
        var none = await sandbox.Http.GetFromJsonAsync<JsonElement>($"relations/{document.Rr}/{document.Id}");
        none.GetProperty("codStatus").GetString().Should().Be("2001");
    }

    [Fact]
    public async Task The_balance_counts_what_is_left()
    {
        await using var sandbox = await Sandbox.StartAsync(options => options with { Stamps = 5 });
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        await client.StampedAsync(Papers.Sealed());

        (await client.Account.BalanceAsync(CancellationToken.None)).Should().Be(new PacBalance.Counted(4));
        await sandbox.FaultAsync("down", on: "account");
        (await client.Account.BalanceAsync(CancellationToken.None)).Should().BeOfType<PacBalance.Unknown>();
    }

    [Fact]
    public async Task Finkoks_balance_is_that_of_the_emisor_that_runs_out_first()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.Finkok, sandbox.Url);
        (await client.Account.BalanceAsync(CancellationToken.None)).Should().BeOfType<PacBalance.Unknown>();
        await RegisterAsync(sandbox, "add", ("taxpayer_id", "EKU9003173C9"), ("type_user", "O"));
        (await client.Account.BalanceAsync(CancellationToken.None)).Should().BeOfType<PacBalance.Unlimited>();
        foreach (var (rfc, credit) in new[] { ("CACX7605101P8", "300"), ("KIJ0906199R1", "12") })
        {
            await RegisterAsync(sandbox, "add", ("taxpayer_id", rfc), ("type_user", "P"));
            await RegisterAsync(sandbox, "assign", ("taxpayer_id", rfc), ("credit", credit));
        }

        (await client.Account.BalanceAsync(CancellationToken.None)).Should().Be(new PacBalance.Counted(12));
    }

    [Theory]
    [InlineData("stamp", "stamp quick_stamp stamped sign_stamp query_pending")]
    [InlineData(
        "cancel",
        "cancel out_cancel sign_cancel cancel_signature get_receipt get_sat_status get_pending get_related accept_reject query_pending_cancellation")]
    [InlineData("registration", "add edit get assign switch customers")]
    [InlineData("utilities", "datetime get_xml report_credit report_total report_uuid")]
    public async Task Each_WSDL_names_operations_that_answer(string service, string operations)
    {
        await using var sandbox = await Sandbox.StartAsync();
        XNamespace wsdl = "http://schemas.xmlsoap.org/wsdl/";
        var described = XDocument.Parse(await sandbox.Http.GetStringAsync($"servicios/soap/{service}.wsdl")).Root!;
        var names = described.Element(wsdl + "portType")!.Elements(wsdl + "operation").Select(operation => operation.Attribute("name")!.Value).ToList();
        names.Should().Equal(operations.Split(' '));

        foreach (var name in names)
        {
            var answer = await CallAsync(sandbox, service, name, ("username", "u"), ("password", "p"), ("reseller_username", "u"), ("reseller_password", "p"));
            answer.Name.LocalName.Should().Be($"{name}Response");
        }
    }

    private const string Json = """
        {"Version":"4.0","Serie":"J","Folio":"1","Fecha":"2026-03-10T11:50:00","Sello":"","NoCertificado":"","Certificado":"",
         "SubTotal":"100.00","Moneda":"MXN",
         "Total":"100.00","TipoDeComprobante":"I","Exportacion":"01",
         "FormaPago":"99","MetodoPago":"PPD","LugarExpedicion":"42501",
         "Conceptos":[{"ClaveProdServ":"85121502","Cantidad":"1","ClaveUnidad":"E48","Descripcion":"Consulta","ValorUnitario":"100.00",
           "Importe":"100.00","ObjetoImp":"01"}],
         "Receptor":{"Rfc":"CACX7605101P8","Nombre":"XOCHILT CASAS CHAVEZ","DomicilioFiscalReceptor":"36257","RegimenFiscalReceptor":"612","UsoCFDI":"G03"},
         "Emisor":{"Rfc":"EKU9003173C9","Nombre":"ESCUELA KEMPER URGATE","RegimenFiscal":"601"}}
        """;

    private static async Task PutAsync(Sandbox sandbox, string rfc, string? nombre, string codigoPostal, string regimen) =>
        (await sandbox.Http.PutAsJsonAsync("sandbox/taxpayers", new { rfc, nombre, codigoPostal, regimenes = new[] { regimen } })).EnsureSuccessStatusCode();

    private static async Task<HttpResponseMessage> PostXmlAsync(Sandbox sandbox, string path, byte[] xml)
    {
        using var content = new ByteArrayContent(xml);
        using var form = new MultipartFormDataContent { { content, "xml", "xml" } };
        return await sandbox.Http.PostAsync(path, form);
    }

    private static async Task<JsonElement> DataAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(HttpStatusCode.OK, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("data");
    }

    private static string Pfx()
    {
        using var key = RSA.Create();
        key.ImportEncryptedPkcs8PrivateKey(Encoding.UTF8.GetBytes(Papers.Password), Papers.Key(), out _);
        using var certificate = X509CertificateLoader.LoadCertificate(Papers.Cer());
        using var pair = certificate.CopyWithPrivateKey(key);
        return Convert.ToBase64String(pair.Export(X509ContentType.Pkcs12, "p"));
    }

    private static Task<XElement> RegisterAsync(Sandbox sandbox, string operation, params (string Name, string Value)[] parameters)
    {
        (string, string)[] account = [("username", "u"), ("password", "p"), ("reseller_username", "u"), ("reseller_password", "p")];
        return CallAsync(sandbox, "registration", operation, [.. account, .. parameters]);
    }

    private static async Task<XElement> CallAsync(Sandbox sandbox, string service, string operation, params (string Name, string Value)[] parameters)
    {
        XNamespace tns = $"http://facturacion.finkok.com/{service}";
        var body = new XElement(tns + operation, parameters.Select(parameter => new XElement(tns + parameter.Name, parameter.Value)));
        var envelope = new XElement(Envelope + "Envelope", new XElement(Envelope + "Body", body));
        using var content = new StringContent(envelope.ToString(), Encoding.UTF8, "text/xml");
        var answer = await sandbox.Http.PostAsync($"servicios/soap/{service}", content);
        return XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Element(Envelope + "Body")!.Elements().Single();
    }
}
