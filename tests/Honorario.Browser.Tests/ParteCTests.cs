using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Honorario.Browser.Tests;

/// <summary>Facturación del servicio financiado por la aseguradora, by the guide's labels, in a real browser.</summary>
public class ParteCTests(Browser browser)
{
    [Fact]
    public async Task Part_C_ends_in_a_valid_stamped_cfdi_with_one_concept_a_service()
    {
        var url = browser.Product.Url;
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GetByRole(AriaRole.Link, new() { Name = "Facturación" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Servicios realizados" }).ClickAsync();
        await page.ChooseAsync("Aseguradora", "General de Salud");
        var (from, to) = (Today.AddDays(-14), Today);
        await page.PeriodAsync(from, to);
        await page.GetByText("Monto total de servicios").WaitForAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Facturación" }).ClickAsync();
        await page.RegisterAsync(url, "PC-1");
        (await page.GetByLabel("Método de pago").InputValueAsync()).Should().Contain("Pago en parcialidades");
        (await page.GetByLabel("Forma de pago").InputValueAsync()).Should().Contain("Por definir");
        (await page.GetByLabel("Tipo de servicio").InputValueAsync()).Should().Be("médico");
        await page.SelectAllAsync(from, to);
        await page.StampAsync();

        var bytes = await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"));
        using var pdf = PdfDocument.Open(await page.DownloadAsync("Descargar PDF"));
        var root = SafeXml.Load(bytes).Root!;
        var cfdi = CfdiReader.Read(root).Document!;
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        SealVerifier.Stamp(root, null).Should().Be(StampState.UnknownCertificate);
        cfdi.Conceptos.Should().NotBeEmpty();
        cfdi.Conceptos.Select(concepto => concepto.NoIdentificacion).Should().OnlyHaveUniqueItems();
        cfdi.Conceptos.Should().AllSatisfy(concepto => concepto.Traslados.Single().TipoFactor.Should().Be("Exento"));
        cfdi.SubTotal.Should().Be(cfdi.Conceptos.Sum(concepto => concepto.Importe));
        cfdi.Impuestos!.TotalImpuestosRetenidos.Should().Be(decimal.Round(cfdi.SubTotal * 0.10m, 2, MidpointRounding.AwayFromZero));
        cfdi.Total.Should().Be(cfdi.SubTotal - cfdi.Impuestos.TotalImpuestosRetenidos);
        (cfdi.MetodoPago, cfdi.FormaPago, cfdi.Receptor.UsoCfdi).Should().Be(("PPD", "99", "G03"));
        var print = string.Join('\n', pdf.GetPages().Select(sheet => sheet.Text));
        print.Should().Contain(cfdi.Timbre!.Uuid).And.Contain("SIN VALIDEZ FISCAL");

        await page.GetByRole(AriaRole.Link, new() { Name = "Cerrar" }).ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "PC-1" });
        await row.WaitForAsync();
        (await row.TextContentAsync()).Should().Contain("Facturada");

        await page.GetByLabel("Seleccionar la factura PC-1").CheckAsync();
        await page.GetByText("1 factura seleccionada").WaitForAsync();
        using var zip = System.IO.Compression.ZipFile.OpenRead(await page.DownloadAsync("Descargar ZIP"));
        zip.Entries.Select(entry => Path.GetExtension(entry.Name)).Should().BeEquivalentTo(".xml", ".pdf");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fecha de factura" }).ClickAsync();
        await page.ArrivesAsync("**orden=fecha**");
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Fecha de factura" }).And(page.Locator("[aria-sort=ascending]")).WaitForAsync();
        (await File.ReadAllTextAsync(await page.DownloadAsync("Exportar a CSV"))).Should().Contain(cfdi.Timbre!.Uuid);
        await page.GotoAsync($"{url}/finanzas/facturacion?tab=facturacion&texto=PC-1&pagina=9");
        await row.WaitForAsync();
    }

    [Fact]
    public async Task In_two_windows_at_once_exactly_one_gets_the_services_and_the_other_learns_which_invoice_has_them()
    {
        var url = browser.Product.Url;
        var (from, to) = (Today.AddDays(-30), Today.AddDays(-16));
        var first = await browser.SignInAsync(Demo.Physician);
        var second = await browser.SignInAsync(Demo.Assistant);
        foreach (var (page, number) in new[] { (first, "DV-1"), (second, "DV-2") })
        {
            await page.RegisterAsync(url, number);
            await page.GetByRole(AriaRole.Button, new() { Name = "Siguiente" }).ClickAsync();
            await page.PeriodAsync(from, to);
            await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Seleccionar el servicio") }).First.CheckAsync();
        }

        await first.GetByRole(AriaRole.Button, new() { Name = "Terminar" }).ClickAsync();
        await first.StampButton().WaitForAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "Terminar" }).ClickAsync();

        var told = second.GetByRole(AriaRole.Alert).Filter(new() { HasText = "DV-1" });
        await told.First.WaitForAsync();
        (await second.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Seleccionar el servicio") }).First.IsVisibleAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task A_tick_in_the_list_that_is_just_being_replaced_is_not_taken()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.RegisterAsync(browser.Product.Url, "TK-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Siguiente" }).ClickAsync();
        await page.PeriodAsync(Today.AddDays(-30), Today);
        var (from, to) = (Today.AddDays(-45), Today.AddDays(-31));
        await page.WriteDateAsync("Desde", from);
        await page.WriteDateAsync("Hasta", to);

        var box = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Seleccionar el servicio") }).First;
        await box.EvaluateAsync("box => { document.querySelector('form.filtro button[type=submit]').click(); box.click(); }");

        await page.PeriodShownAsync(from, to);
        await page.GetByText("0 servicios seleccionados").WaitForAsync();
        await box.CheckAsync();
        await page.GetByText("1 servicio seleccionado").WaitForAsync();
    }

    [Fact]
    public async Task Who_selects_all_in_the_second_window_learns_which_invoice_took_some_and_gets_the_rest()
    {
        var url = browser.Product.Url;
        var (from, to) = (Today.AddDays(-45), Today.AddDays(-38));
        var first = await browser.SignInAsync(Demo.Physician);
        var second = await browser.SignInAsync(Demo.Assistant);
        foreach (var (page, number) in new[] { (first, "ST-1"), (second, "ST-2") })
        {
            await page.RegisterAsync(url, number);
            await page.GetByRole(AriaRole.Button, new() { Name = "Siguiente" }).ClickAsync();
            await page.PeriodAsync(from, to);
        }

        await second.GetByLabel("Seleccionar todos").CheckAsync();
        await first.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Seleccionar el servicio") }).First.CheckAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "Terminar" }).ClickAsync();
        await first.StampButton().WaitForAsync();
        var finish = second.GetByRole(AriaRole.Button, new() { Name = "Terminar" });
        await finish.ClickAsync();
        await second.GetByRole(AriaRole.Alert).Filter(new() { HasText = "ST-1" }).First.WaitForAsync();
        await finish.ClickAsync();

        await second.StampButton().WaitForAsync();
    }

    [Fact]
    public async Task A_repeated_control_number_and_a_future_date_are_told_at_their_fields_and_nothing_typed_is_lost()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.RegisterAsync(browser.Product.Url, "RP-1");
        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion/registrar");
        await page.ChooseAsync("Receptor", "General de Salud");
        await page.GetByLabel("No de Control Interno").FillAsync("RP-1");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Fecha de factura", Exact = true }).FillAsync("ayer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar" }).ClickAsync();
        await page.GetByText("ya lo tiene la factura").First.WaitForAsync();
        await page.WriteDateAsync("Fecha de factura", Today.AddDays(3));

        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar" }).ClickAsync();

        await page.GetByText("ya lo tiene la factura").First.WaitForAsync();
        await page.GetByText("no puede ser futura").First.WaitForAsync();
        (await page.GetByLabel("No de Control Interno").InputValueAsync()).Should().Be("RP-1");
    }

    [Fact]
    public async Task An_empty_period_says_so()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=servicios");
        await page.ChooseAsync("Aseguradora", "General de Salud");

        await page.PeriodAsync(new DateOnly(2001, 1, 1), new DateOnly(2001, 1, 31));

        await page.GetByText("No hay servicios realizados").WaitForAsync();
    }
}
