using Honorario.Cfdi.Reading;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Honorario.Browser.Tests;

/// <summary>Complemento de Pago, by the guide's labels, in a real browser.</summary>
public class ParteETests(Browser browser)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(-6));

    [Fact]
    public async Task Part_E_ends_in_Complemento_Cargado_with_a_stamped_complement_of_what_was_paid()
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        await page.RegisterAsync(browser.Product.Url, "PE-1");
        await page.SelectAllAsync(Today.AddDays(-30), Today);
        await page.StampButton().ClickAsync();
        await page.Stamped().WaitForAsync();
        var invoice = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar pago" }).ClickAsync();
        await page.GetByLabel("Número de operación").FillAsync("SPEI-778");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar pago" }).ClickAsync();
        await Status(page, "Pagado").WaitForAsync();

        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=facturacion");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "PE-1" });
        (await row.TextContentAsync()).Should().Contain("Pagado");
        await row.GetByRole(AriaRole.Link, new() { Name = "Vista de la factura PE-1" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generar complemento de Pago" }).ClickAsync();
        await Status(page, "Complemento Cargado").WaitForAsync();

        var complemento = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar complemento XML"))).Document!;
        using var pdf = PdfDocument.Open(await page.DownloadAsync("Descargar complemento PDF"));
        var pago = complemento.Pagos!.Items.Single();
        var docto = pago.DoctosRelacionados.Single();
        (pago.Monto, pago.NumOperacion).Should().Be((invoice.Total, "SPEI-778"));
        (docto.IdDocumento, docto.ImpPagado, docto.ImpSaldoInsoluto).Should().Be((invoice.Timbre!.Uuid, invoice.Total, 0m));
        string.Join('\n', pdf.GetPages().Select(sheet => sheet.Text)).Should().Contain(complemento.Timbre!.Uuid);
        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=facturacion");
        (await row.TextContentAsync()).Should().Contain("Complemento Cargado");
    }

    private static ILocator Status(IPage page, string status) =>
        page.GetByRole(AriaRole.Main).Locator("header").GetByText(status, new() { Exact = true });
}
