using System.Globalization;
using System.IO.Compression;
using System.Text;
using Honorario.Cfdi.Reading;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>
/// What follows an invoice, in a real browser: cancelling, replacing, what is owed, the accountant's package. A product of its own, so that
/// the figures are its own.
/// </summary>
[Trait(Product.Which, Product.Own)]
public class DespuesDeFacturarTests(Browser browser)
{
    [Fact]
    public async Task An_invoice_is_cancelled_and_another_replaced_in_one_step_and_what_is_owed_and_the_months_package_tell_of_both()
    {
        await using var product = await Product.LaunchAsync();
        var page = await browser.SignInAsync(Demo.Physician, product);
        await IssueAsync(page, product, "DF-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Consultar SAT" }).ClickAsync();
        await page.GetByText("Vigente", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancelar factura" }).ClickAsync();
        await page.GetByLabel("02 Comprobante emitido con errores sin relación").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Solicitar cancelación" }).ClickAsync();
        await Status(page, "Cancelada").WaitForAsync();
        var acuse = await File.ReadAllTextAsync(await page.DownloadAsync("Acuse de cancelación"), Encoding.UTF8);

        await IssueAsync(page, product, "DF-2");
        var old = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        var address = page.Url;
        await page.GetByRole(AriaRole.Button, new() { Name = "Sustituir factura" }).ClickAsync();
        await page.GetByText("Sustituye a la factura DF-2").WaitForAsync();
        await page.StampAsync();
        var by = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        await page.GotoAsync(address);
        await Status(page, "Cancelada").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "DF-2-S" }).WaitForAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Cartera" }).ClickAsync();
        var owed = page.GetByRole(AriaRole.Table, new() { Name = "Antigüedad de saldos por aseguradora" });
        (await owed.GetByRole(AriaRole.Row).Filter(new() { HasText = "General de Salud" }).TextContentAsync()).Should().Contain(Money(by.Total));
        await page.GetByRole(AriaRole.Tab, new() { Name = "Estado de cuenta de la aseguradora" }).ClickAsync();
        var statement = page.GetByRole(AriaRole.Table, new() { Name = "Estado de cuenta de la aseguradora" });
        await statement.GetByRole(AriaRole.Link, new() { Name = "DF-2-S" }).WaitForAsync();
        (await statement.GetByText("DF-1", new() { Exact = false }).CountAsync()).Should().Be(0, "it is cancelled");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Paquete para el contador" }).ClickAsync();
        await using var package = ZipFile.OpenRead(await page.DownloadAsync("Descargar paquete"));

        package.Entries.Count(entry => entry.FullName.StartsWith("acuses/", StringComparison.Ordinal)).Should().Be(2);
        package.Entries.Should().Contain(entry => entry.FullName.EndsWith($"{by.Timbre!.Uuid}.pdf")).And.Contain(entry => entry.FullName == "resumen.xlsx");
        acuse.Should().Contain("EstatusUUID");
        (by.Total, by.Conceptos.Count).Should().Be((old.Total, old.Conceptos.Count));
        (by.CfdiRelacionados.Single().TipoRelacion, by.CfdiRelacionados.Single().Uuids.Single()).Should().Be(("04", old.Timbre!.Uuid));
    }

    private static async Task IssueAsync(IPage page, Product product, string number)
    {
        await page.RegisterAsync(product.Url, number);
        await page.SelectAllAsync(Today.AddDays(-30), Today);
        await page.StampAsync();
    }

    private static string Money(decimal pesos) => $"${pesos.ToString("N2", CultureInfo.InvariantCulture)}";

    private static ILocator Status(IPage page, string status) =>
        page.GetByRole(AriaRole.Main).Locator("header").GetByText(status, new() { Exact = true }).And(page.Locator(".estatus"));
}
