using System.Net;
using System.Text.RegularExpressions;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Honorario.Browser.Tests;

/// <summary>Facturación de Copago, by the guide's labels: the desk, the ticket, and the patient who invoices it alone.</summary>
public class ParteDTests(Browser browser)
{
    private const string PersonRfc = "CACX7605101P8";

    [Theory]
    [InlineData(1280)]
    public async Task Part_D_charges_prints_and_lets_the_patient_invoice(int width)
    {
        var url = browser.Product.Url;
        var page = await browser.SignInAsync(Demo.Physician, width: width);
        await page.GotoAsync($"{url}/finanzas/cobros");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Búsqueda de Servicios a cobrar" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pagar Servicio" }).First.ClickAsync();
        var due = await page.GetByLabel("Monto de pago").InputValueAsync();
        await page.ChooseAsync("Forma de pago", "Tarjeta de crédito");
        (await page.GetByLabel("Cantidad").InputValueAsync()).Should().Be(due);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pagar", Exact = true }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Imprimir Ticket" }).WaitForAsync();
        var link = (await page.Locator(".ticket .enlace a").GetAttributeAsync("href"))!;
        var folio = Regex.Match(await page.Locator(".ticket").InnerTextAsync(), "Ticket ([0-9]+-[0-9A-Z]{5})").Groups[1].Value;
        using (var pdf = PdfDocument.Open(await page.DownloadAsync("Descargar PDF")))
            string.Join('\n', pdf.GetPages().Select(sheet => sheet.Text)).Should().Contain(folio);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.GetByRole(AriaRole.Link, new() { Name = "Cerrar" }).IsVisibleAsync()).Should().BeFalse();
        (await page.Locator(".ticket").IsVisibleAsync()).Should().BeTrue();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.GetByRole(AriaRole.Link, new() { Name = "Cerrar" }).ClickAsync();
        await page.GetByLabel("Correo electrónico del paciente").FillAsync("paciente@example.mx");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sí", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Búsqueda de Servicios a cobrar" }).WaitForAsync();

        var patient = await browser.OpenAsync(link, width);
        await FillAsync(patient);
        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar" }).ClickAsync();
        await patient.GetByRole(AriaRole.Button, new() { Name = "Facturar", Exact = true }).ClickAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Tu factura está lista" }).WaitForAsync();
        (await OverflowAsync(patient)).Should().BeFalse();
        var root = SafeXml.Load(await File.ReadAllBytesAsync(await patient.DownloadAsync("Descargar XML"))).Root!;
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        var cfdi = CfdiReader.Read(root).Document!;
        (cfdi.MetodoPago, cfdi.FormaPago, cfdi.Receptor.UsoCfdi, cfdi.Receptor.Rfc).Should().Be(("PUE", "04", "D01", PersonRfc));
        cfdi.Total.Should().Be(decimal.Parse(due, System.Globalization.CultureInfo.InvariantCulture));
        using (var pdf = PdfDocument.Open(await patient.DownloadAsync("Descargar PDF")))
            string.Join('\n', pdf.GetPages().Select(sheet => sheet.Text)).Should().Contain(cfdi.Timbre!.Uuid);

        var stranger = await browser.OpenAsync($"{url}/p", width);
        await stranger.GetByLabel("Folio").FillAsync(folio);
        await stranger.GetByLabel("Total").FillAsync(due);
        await stranger.GetByRole(AriaRole.Button, new() { Name = "Buscar" }).ClickAsync();
        await stranger.GetByText("ya está facturado").WaitForAsync();
        (await stranger.ContentAsync()).Should().NotContain(PersonRfc).And.NotContain("CASAS");
    }

    private static async Task FillAsync(IPage patient)
    {
        await patient.GetByLabel("RFC").FillAsync(PersonRfc);
        await patient.GetByLabel("Nombre").FillAsync("Xochilt Casas Chavez");
        await patient.GetByLabel("Código postal").FillAsync("36257");
        await patient.GetByLabel("Régimen fiscal").SelectOptionAsync("612");
    }

    private static Task<bool> OverflowAsync(IPage page) => page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
