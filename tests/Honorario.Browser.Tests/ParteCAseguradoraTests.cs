using System.Globalization;
using System.IO.Compression;
using System.Text;
using Honorario.Billing.Tests.Aseguradora;
using Honorario.Billing.Tests.Correo;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Part C beyond the stamp: the invoice made elsewhere, the mail, and the insurer's own portal.</summary>
public class ParteCAseguradoraTests(Browser browser)
{
    [Fact]
    public async Task An_external_xml_is_refused_with_all_its_faults_or_accepted_with_a_reason_or_as_it_is()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var amount = await DraftAsync(page, "EX-1");
        var good = Elsewhere.Invoice(amount);
        var wrong = Elsewhere.Invoice(amount + 10) with
        {
            MetodoPago = "PUE",
            FormaPago = "03",
            Receptor = new("EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "G03"),
        };
        var doubtful = good with { Receptor = good.Receptor with { Nombre = "GENERAL DE SALUD MEXICANA" } };

        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar XML Externo" }).ClickAsync();
        await DropAsync(page, ("otra.xml", await wrong.StampAsync(browser.Product)));
        var told = page.GetByRole(AriaRole.Alert);
        await told.GetByText("El receptor es EKU9003173C9").WaitForAsync();
        (await told.InnerTextAsync())
            .Should()
            .Contain("PUE")
            .And.Contain("forma de pago es 03")
            .And.Contain("la diferencia es de $10.00")
            .And.NotContain("SAT");
        (await page.GetByRole(AriaRole.Button, new() { Name = "Cargar", Exact = true }).IsEnabledAsync()).Should().BeFalse();

        await DropAsync(page, ("otra.xml", await doubtful.StampAsync(browser.Product)));
        await page.GetByText("GENERAL DE SALUD MEXICANA").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar", Exact = true }).ClickAsync();
        await page.GetByText("Hay dudas por aceptar").First.WaitForAsync();
        await page.GetByLabel("Por qué se acepta").FillAsync("Así está su constancia nueva");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar", Exact = true }).ClickAsync();
        await page.Stamped().WaitForAsync();
        (await page.Locator(".linea").Last.InnerTextAsync()).Should().Contain("Así está su constancia nueva");

        amount = await DraftAsync(page, "EX-2");
        var xml = await Elsewhere.Invoice(amount).StampAsync(browser.Product);
        var pdf = await PrintedElsewhereAsync(Honorario.Cfdi.Reading.CfdiReader.Read(xml).Document!.Timbre!.Uuid);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar XML Externo" }).ClickAsync();
        await DropAsync(page, ("otra.xml", xml), ("otra.pdf", pdf));
        await page.GetByText("Vigente", new() { Exact = true }).WaitForAsync();
        (await page.GetByText("revisa estas dudas").IsVisibleAsync()).Should().BeFalse();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar", Exact = true }).ClickAsync();
        await page.Stamped().WaitForAsync();
        (await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Should().Equal(xml);
        (await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar PDF"))).Should().Equal(pdf);
    }

    [Fact]
    public async Task A_zip_of_many_external_xmls_finds_their_drafts_and_what_is_wrong_waits_while_the_rest_is_loaded()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var (first, second) = (await DraftAsync(page, "VA-1"), await DraftAsync(page, "VA-2"));
        var xmls = new List<byte[]>
        {
            await (Elsewhere.Invoice(first) with { Serie = null, Folio = "VA-1" }).StampAsync(browser.Product),
            await (Elsewhere.Invoice(second) with { Serie = "VA", Folio = "-2" }).StampAsync(browser.Product),
            await (Elsewhere.Invoice(98_765) with { Folio = "78" }).StampAsync(browser.Product),
        };

        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=facturacion");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cargar varios XML" }).ClickAsync();
        await DropAsync(page, ("mes.zip", Zip(xmls)));
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "2.xml" }).GetByText("Elige su borrador").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar 2 facturas" }).ClickAsync();
        await page.GetByText("2 cargadas").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "VA-2" }).ClickAsync();
        await page.Stamped().WaitForAsync();
        (await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Should().Equal(xmls[1]);
    }

    private static byte[] Zip(List<byte[]> xmls)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var at = 0; at < xmls.Count; at++)
            {
                using var entry = zip.CreateEntry($"marzo/{at}.xml").Open();
                entry.Write(xmls[at]);
            }
        }

        return bytes.ToArray();
    }

    [Fact]
    public async Task An_invoice_is_mailed_through_the_practices_own_server_and_sent_again()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var page = await browser.SignInAsync(Demo.Physician);
        await SetMailServerAsync(page, smtp.Port);
        await page.GetByLabel("Enviar una prueba a").FillAsync("ana@consultorio.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Probar", Exact = true }).ClickAsync();
        await page.GetByText("Prueba enviada a ana@consultorio.example").WaitForAsync();
        (await smtp.TakenAsync("ana@consultorio.example")).To.Should().HaveCount(1);

        await page.GetByLabel("Asunto").FillAsync("Su factura {control} {importe}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar texto" }).ClickAsync();
        await page.GetByText("No hay un dato {importe}").First.WaitForAsync();
        await page.GetByLabel("Asunto").FillAsync("Su factura {control} por {total}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar texto" }).ClickAsync();
        await page.GetByText("Texto guardado.").WaitForAsync();

        await StampAsync(page, "CO-1");
        await smtp.BehaveAsync("unknown");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enviar a correo electrónico" }).ClickAsync();
        await page.GetByLabel("Para").FillAsync("cobros@generaldesalud.example");
        (await page.GetByLabel("Mensaje").InputValueAsync()).Should().Contain("CO-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enviar", Exact = true }).ClickAsync();
        await page.GetByText("falló porque").WaitForAsync();
        (await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "falló porque" }).InnerTextAsync()).Should().Contain("550");

        await smtp.BehaveAsync("ok");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reenviar" }).ClickAsync();
        await page.GetByText("enviado", new() { Exact = true }).WaitForAsync();
        await Status(page, "Enviada|Aseguradora").WaitForAsync();
        var taken = await smtp.TakenAsync("cobros@generaldesalud.example");
        taken.To.Should().HaveCount(1);
        taken.Subject.Should().StartWith("Su factura CO-1 por $");
        taken.Files.Keys.Select(Path.GetExtension).Should().BeEquivalentTo(".xml", ".pdf");

        await page.GetByRole(AriaRole.Button, new() { Name = "Enviar a correo electrónico" }).ClickAsync();
        (await page.GetByLabel("Para").InputValueAsync()).Should().Be("cobros@generaldesalud.example");
    }

    [Fact]
    public async Task The_insurer_accepts_or_rejects_in_its_portal_and_the_open_list_follows_by_itself()
    {
        var physician = await browser.SignInAsync(Demo.Physician);
        await StampAsync(physician, "PO-2");
        var rejectedPage = physician.Url;
        await StampAsync(physician, "PO-1");
        await physician.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=facturacion&texto=PO-1");
        var row = physician.GetByRole(AriaRole.Row).Filter(new() { HasText = "PO-1" });
        await row.GetByText("Facturada", new() { Exact = true }).WaitForAsync();

        var insurer = await browser.SignInAsync(Demo.Insurer);
        await OpenInPortalAsync(insurer, "PO-1");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Consultar SAT" }).ClickAsync();
        await insurer.GetByText("— Vigente").WaitForAsync();
        (await insurer.GetByRole(AriaRole.Table).First.InnerTextAsync())
            .Should()
            .Contain("XC-", "the services are listed by their folios");
        var shown = await insurer.APIRequest.GetAsync(
            browser.Product.Url + await insurer.GetByRole(AriaRole.Link, new() { Name = "Ver PDF" }).GetAttributeAsync("href"));
        (
            shown.Headers["content-type"],
            shown.Headers["content-disposition"].Split(';')[0],
            Encoding.ASCII.GetString((await shown.BodyAsync())[..5]))
            .Should()
            .Be(("application/pdf", "inline", "%PDF-"));
        (await insurer.Locator(".revision").InnerTextAsync()).Should().NotContain("No:").And.NotContain("Sin respuesta");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Aceptar" }).ClickAsync();
        await Status(insurer, "Aceptada|Aseguradora|Administradora").WaitForAsync();
        await row.GetByText("Aceptada|Aseguradora|Administradora").WaitForAsync();
        await insurer.WriteDateAsync("Día del pago", Today.AddDays(9));
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Programar pago" }).ClickAsync();
        await insurer.GetByText("Pago programado").First.WaitForAsync();

        var reviewer = await browser.SignInAsync(Demo.Reviewer);
        await OpenInPortalAsync(reviewer, "PO-2");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "Rechazar" }).ClickAsync();
        await reviewer.GetByText("Escribe el motivo del rechazo").First.WaitForAsync();
        await reviewer.GetByLabel("Motivo del rechazo").FillAsync("Falta el número de póliza");
        await reviewer.GetByRole(AriaRole.Button, new() { Name = "Rechazar" }).ClickAsync();
        await Status(reviewer, "Rechazada|Aseguradora").WaitForAsync();
        await physician.GotoAsync(rejectedPage);
        await physician.GetByText("La aseguradora rechazó la factura: Falta el número de póliza").WaitForAsync();
        (await physician.Locator(".linea").Last.InnerTextAsync()).Should().Contain("Administración de Facturas (Administradora Médica)");

        await CreditAsync(physician, reviewer);
        await PayAsync(insurer, physician);
    }

    /// <summary>Ten pesos of the rejected PO-2 are credited; the note goes by mail, again after a refusal, and is seen in the portal.</summary>
    private async Task CreditAsync(IPage physician, IPage reviewer)
    {
        await using var smtp = await SmtpServer.StartAsync();
        var invoice = physician.Url;
        await SetMailServerAsync(physician, smtp.Port);
        await physician.GotoAsync(invoice);
        await physician.GetByRole(AriaRole.Link, new() { Name = "Nota de crédito" }).ClickAsync();
        await physician.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Rechazado el servicio") }).First.CheckAsync();
        await physician.GetByLabel(new System.Text.RegularExpressions.Regex("^Por acreditar de")).FillAsync("10.00");
        await physician.GetByRole(AriaRole.Button, new() { Name = "Ver totales" }).ClickAsync();
        await physician.GetByRole(AriaRole.Button, new() { Name = "Timbrar nota de crédito" }).DblClickAsync();
        var note = physician.Locator(".nota-de-credito");
        await note.GetByText("Timbrada", new() { Exact = true }).WaitForAsync();
        using var zip = await System.IO.Compression.ZipFile.OpenReadAsync(await physician.DownloadAsync("ZIP de la nota"));
        zip.Entries.Select(entry => Path.GetExtension(entry.Name)).Should().BeEquivalentTo(".xml", ".pdf");

        await smtp.BehaveAsync("unknown");
        await note.GetByRole(AriaRole.Button, new() { Name = "Enviar nota de crédito a correo electrónico" }).ClickAsync();
        await note.GetByLabel("Para").FillAsync("notas@generaldesalud.example");
        await note.GetByRole(AriaRole.Button, new() { Name = "Enviar", Exact = true }).ClickAsync();
        await note.GetByText("falló porque").WaitForAsync();
        await smtp.BehaveAsync("ok");
        await note.GetByRole(AriaRole.Button, new() { Name = "Reenviar" }).ClickAsync();
        await note.GetByText("enviado", new() { Exact = true }).WaitForAsync();
        var taken = await smtp.TakenAsync("notas@generaldesalud.example");
        taken.Text.Should().Contain("por $9.00, de la factura PO-2").And.Contain("Falta el número de póliza");
        taken.Files.Keys.Should().HaveCount(2).And.OnlyContain(name => name.StartsWith("nota_de_credito_"));

        await reviewer.ReloadAsync();
        var row = reviewer.GetByRole(AriaRole.Row).Filter(new() { HasText = "Falta el número de póliza" });
        (await row.InnerTextAsync()).Should().Contain("$9.00").And.Contain("Timbrada");
        var link = row.GetByRole(AriaRole.Link, new() { NameRegex = new("^XML de la nota de crédito") });
        var xml = await reviewer.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        (await File.ReadAllTextAsync(await xml.PathAsync())).Should().Contain("TipoDeComprobante=\"E\"");
        (await physician.APIRequest.GetAsync(browser.Product.Url + await link.GetAttributeAsync("href")))
            .Status.Should()
            .Be(404, "the practice has its own address for it");
    }

    /// <summary>
    /// A part of PO-1 is paid by hand; the rest and the rejected PO-2 are in one file: one is paid, the other named; the practice sees it
    /// without reloading.
    /// </summary>
    private async Task PayAsync(IPage insurer, IPage physician)
    {
        await physician.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=facturacion&texto=PO-1");
        var row = physician.GetByRole(AriaRole.Row).Filter(new() { HasText = "PO-1" });
        await row.GetByRole(AriaRole.Link, new() { Name = "Vista de la factura PO-1" }).ClickAsync();
        await physician.GetByText(Today.AddDays(9).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)).First.WaitForAsync();
        var total = decimal.Parse(
            (await physician.Locator(".totales .total dd").InnerTextAsync()).Replace("$", "", StringComparison.Ordinal),
            NumberStyles.Number,
            CultureInfo.InvariantCulture);
        await insurer.GetByLabel("Monto", new() { Exact = true }).FillAsync("todo");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Marcar pagado" }).ClickAsync();
        await insurer.GetByText("Revisa este dato").First.WaitForAsync();
        await insurer.WriteMoneyAsync("Monto", total + 1);
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Marcar pagado" }).ClickAsync();
        await insurer.GetByText("le faltan por pagar").First.WaitForAsync();
        await insurer.WriteMoneyAsync("Monto", 1.50m);
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Marcar pagado" }).ClickAsync();
        await insurer.GetByText("Escribe el número de operación").First.WaitForAsync();
        await insurer.GetByLabel("Número de operación").FillAsync("SPEI-8");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Marcar pagado" }).ClickAsync();
        await Status(insurer, "Pago parcial").WaitForAsync();
        (await insurer.GetByRole(AriaRole.Row).Filter(new() { HasText = "SPEI-8" }).InnerTextAsync()).Should().Contain("$1.50");
        (await insurer.GetByLabel("Monto", new() { Exact = true }).InputValueAsync())
            .Should()
            .Be((total - 1.50m).ToString("#,##0.00", CultureInfo.InvariantCulture));
        await Status(physician, "Pago parcial").WaitForAsync();
        var day = Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var layout = $"No de Control Interno,Monto,Fecha,Número de operación\nPO-1,{total - 1.50m:0.00},{day},SPEI-9\nPO-2,1.00,{day},SPEI-9\n";

        await using var erp = await WebhookReceiver.StartAsync();
        await ConnectAsync(insurer, erp);
        await insurer.GetByRole(AriaRole.Link, new() { Name = "Pagos por archivo" }).ClickAsync();
        await insurer
            .GetByLabel("Layout bancario")
            .DropAsync(
                new FilePayload
                {
                    Name = "banco.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(layout),
                });
        (await insurer.GetByRole(AriaRole.Row).Filter(new() { HasText = "PO-2" }).InnerTextAsync())
            .Should()
            .Contain("no se puede pagar");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Marcar pagado: 1 factura" }).ClickAsync();
        await insurer.GetByRole(AriaRole.Heading, new() { Name = "Resultado" }).WaitForAsync();
        await Status(physician, "Pagado").WaitForAsync();
        (await physician.GetByText("SPEI-9").First.IsVisibleAsync()).Should().BeTrue();

        await DisconnectAsync(insurer, erp);
        await insurer.GetByRole(AriaRole.Link, new() { Name = "Facturas recibidas", Exact = true }).ClickAsync();
        var export = await insurer.RunAndWaitForDownloadAsync(() => insurer.GetByRole(AriaRole.Link, new() { Name = "Exportar a CSV" }).ClickAsync());
        (await File.ReadAllTextAsync(await export.PathAsync())).Should().Contain("PO-1").And.Contain("Pagado");
    }

    /// <summary>The insurer's own system wants to hear of every change, and is tried.</summary>
    private static async Task ConnectAsync(IPage insurer, WebhookReceiver erp)
    {
        await insurer.GetByRole(AriaRole.Link, new() { Name = "Conexión de sistemas" }).ClickAsync();
        await insurer.GetByLabel("Sistema", new() { Exact = true }).FillAsync("ERP");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Crear clave" }).ClickAsync();
        await insurer.GetByText("hon_").WaitForAsync();
        await insurer.GetByLabel("Dirección").FillAsync("erp.example");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Agregar webhook" }).ClickAsync();
        await insurer.GetByText("que empiece con https://").First.WaitForAsync();
        await insurer.GetByLabel("Dirección").FillAsync(erp.Address);
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Agregar webhook" }).ClickAsync();
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Enviar prueba" }).ClickAsync();
        await insurer.GetByText("Prueba entregada: contestó 200").WaitForAsync();
        erp.Calls.Should().ContainSingle().Which.Body.Should().Contain("test");
    }

    /// <summary>It has heard of the payment, and is removed.</summary>
    private static async Task DisconnectAsync(IPage insurer, WebhookReceiver erp)
    {
        await insurer.GetByRole(AriaRole.Link, new() { Name = "Conexión de sistemas" }).ClickAsync();
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Últimos avisos" }).ClickAsync();
        await insurer.GetByRole(AriaRole.Row).Filter(new() { HasText = "PO-1" }).GetByText("Entregado: contestó 200").WaitForAsync();
        erp.Calls.Last().Body.Should().Contain("\"to\":\"Pagado\"");
        await insurer.GetByRole(AriaRole.Button, new() { Name = "Quitar" }).ClickAsync();
        await insurer.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Quitar" }).ClickAsync();
        await insurer.GetByRole(AriaRole.Article).WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task An_invited_person_chooses_a_password_once_and_other_insurers_invoices_do_not_exist()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var physician = await browser.SignInAsync(Demo.Physician);
        await StampAsync(physician, "AJ-2");
        var uuid = await physician.Locator(".uuid").First.InnerTextAsync();
        await SetMailServerAsync(physician, smtp.Port);
        await physician.GotoAsync($"{browser.Product.Url}/configuracion/aseguradoras");
        await physician.GetByLabel("Nombre corto").FillAsync("Seguros del Norte");
        await physician.GetByLabel("RFC", new() { Exact = true }).FillAsync("EKU9003173C9");
        await physician.GetByLabel("Razón social").FillAsync("SEGUROS DEL NORTE");
        await physician.GetByLabel("Código postal").FillAsync("42501");
        await physician.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).ClickAsync();
        await physician.GetByRole(AriaRole.Link, new() { Name = "Portal de Seguros del Norte" }).ClickAsync();
        await physician.GetByLabel("Nombre de la persona").FillAsync("Norma Revisora");
        await physician.GetByLabel("Correo electrónico").FillAsync("norma@norte.example");
        await physician.GetByRole(AriaRole.Button, new() { Name = "Invitar" }).ClickAsync();
        await physician.GetByRole(AriaRole.Row).Filter(new() { HasText = "Norma Revisora" }).GetByText("enviado").WaitForAsync();
        var link = System.Text.RegularExpressions.Regex.Match((await smtp.TakenAsync("norma@norte.example")).Text, "http://\\S+").Value;

        var norma = await browser.OpenAsync(link);
        await norma.GetByLabel("Contraseña").FillAsync("una-muy-larga");
        await norma.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await norma.GetByText("No hay facturas para EKU9003173C9").WaitForAsync();
        foreach (
            var path in new[]
            {
                $"/aseguradora/facturas/{uuid}",
                $"/api/aseguradora/facturas/{uuid}/xml",
                $"/api/aseguradora/facturas/{uuid}/pdf",
                $"/api/aseguradora/facturas/{uuid}/pdf/ver",
                $"/api/aseguradora/facturas/{uuid}/zip",
                "/api/aseguradora/facturas.zip",
            })
            (await norma.APIRequest.GetAsync($"{browser.Product.Url}{path}")).Status.Should().Be(404, path);
        await norma.GetByRole(AriaRole.Button, new() { Name = "Norma Revisora" }).ClickAsync();
        (await norma.GetByText("Configuración general").CountAsync()).Should().Be(0);
        await norma.GetByText("Cambiar contraseña").ClickAsync();
        await norma.GetByRole(AriaRole.Heading, new() { Name = "Cambiar contraseña" }).WaitForAsync();
        var insurer = await browser.SignInAsync(Demo.Insurer);
        (await insurer.APIRequest.GetAsync($"{browser.Product.Url}/api/aseguradora/facturas/{uuid}/xml")).Status.Should().Be(200);

        var again = await browser.OpenAsync(link);
        await again.GetByRole(AriaRole.Heading, new() { Name = "Este enlace ya no sirve" }).WaitForAsync();
        await again.GotoAsync($"{browser.Product.Url}/cuenta/olvide");
        await again.GetByLabel("Correo electrónico").FillAsync("norma@norte.example");
        await again.GetByRole(AriaRole.Button, new() { Name = "Enviar enlace" }).ClickAsync();
        (await smtp.TakenAsync("norma@norte.example")).Text.Should().Contain("/cuenta/contrasena?persona=");
    }

    private static async Task DropAsync(IPage page, params (string Name, byte[] Content)[] files) =>
        await page.Locator(".externo input[type=file]")
            .DropAsync([
                .. files.Select(file => new FilePayload
                {
                    Name = file.Name,
                    MimeType = "application/octet-stream",
                    Buffer = file.Content,
                }),
            ]);

    private static async Task SetMailServerAsync(IPage page, int port)
    {
        await page.GotoAsync($"{new Uri(page.Url).GetLeftPart(UriPartial.Authority)}/configuracion/correo");
        await page.GetByLabel("Servidor", new() { Exact = true }).FillAsync("127.0.0.1");
        await page.GetByLabel("Puerto", new() { Exact = true }).FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await page.ChooseAsync("Seguridad", "Ninguna");
        await page.GetByLabel("Correo del remitente").FillAsync("facturas@consultorio.example");
        await page.GetByLabel("Nombre del remitente").FillAsync("Consultorio Dra. Xóchitl");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).First.ClickAsync();
        await page.GetByText("Servidor de correo guardado.").First.WaitForAsync();
    }

    /// <returns>What the draft's one service costs, in pesos.</returns>
    private async Task<decimal> DraftAsync(IPage page, string controlNumber)
    {
        await page.RegisterAsync(browser.Product.Url, controlNumber);
        await page.SelectOneAsync(Today.AddDays(-60), Today.AddDays(-32));
        var shown = await page.Locator(".totales dd").First.InnerTextAsync();
        return decimal.Parse(shown.Replace("$", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    private async Task StampAsync(IPage page, string controlNumber)
    {
        await DraftAsync(page, controlNumber);
        await page.StampAsync();
    }

    private static async Task OpenInPortalAsync(IPage page, string controlNumber)
    {
        await page.GetByLabel("Buscar factura").FillAsync(controlNumber);
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = controlNumber, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = $"Factura {controlNumber}" }).WaitForAsync();
    }

    private static ILocator Status(IPage page, string status) =>
        page.GetByRole(AriaRole.Main).Locator("header").GetByText(status, new() { Exact = true }).And(page.Locator(".estatus"));

    /// <summary>What another platform would print.</summary>
    private async Task<byte[]> PrintedElsewhereAsync(string uuid)
    {
        var printer = await browser.OpenAsync("about:blank");
        await printer.SetContentAsync($"<p>Folio fiscal: {uuid}</p>");
        return await printer.PdfAsync();
    }
}
