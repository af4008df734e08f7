using System.Net;
using Honorario.Cfdi.Reading;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>A whole period billed at once, a part of it credited, and the figures of both, in a real browser.</summary>
public class PeriodoTests(Browser browser)
{
    [Fact]
    public async Task A_period_is_billed_at_once_a_rejected_service_is_credited_and_the_summary_counts_both()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=facturacion");
        await page.GetByRole(AriaRole.Link, new() { Name = "Facturar periodo" }).ClickAsync();
        // The list that is left has fields of the same names.
        await page.ArrivesAsync("**/finanzas/facturacion/periodo");
        await page.GetByText("Una factura por aseguradora").WaitForAsync();
        await page.WriteDateAsync("Desde", Today.AddDays(-75));
        await page.WriteDateAsync("Hasta", Today.AddDays(-72));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ver facturas" }).ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Lista para facturar" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Preparar borradores" }).ClickAsync();
        await page.GetByText("0 de 1 factura timbrada").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Timbrar todas" }).ClickAsync();
        var address = page.Url;
        await page.GotoAsync(browser.Product.Url);
        await page.GotoAsync(address);
        await page.GetByText("1 de 1 factura timbrada").WaitForAsync();
        await page.GetByRole(AriaRole.Cell).GetByRole(AriaRole.Link).First.ClickAsync();
        await page.Stamped().WaitForAsync();
        var invoice = new Uri(page.Url).AbsolutePath.Split('/').Last();
        var uuid = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!.Timbre!.Uuid;

        await page.GetByRole(AriaRole.Link, new() { Name = "Nota de crédito" }).ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Rechazado el servicio") }).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ver totales" }).ClickAsync();
        await page.GetByText("Escribe el motivo").First.WaitForAsync();
        await page.GetByLabel("Motivo del rechazo").FillAsync("Sin autorización previa");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ver totales" }).ClickAsync();
        await page.GetByText("Deberá", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Timbrar nota de crédito" }).ClickAsync();
        var note = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("XML de la nota"))).Document!;

        note.TipoDeComprobante.Should().Be("E");
        note.CfdiRelacionados.Single().Uuids.Single().Should().Be(uuid);
        var file = await page.GetByRole(AriaRole.Link, new() { Name = "XML de la nota" }).GetAttributeAsync("href");
        var stranger = await browser.SignInAsync(Demo.Clinic);
        foreach (var path in new[] { file!, $"/finanzas/facturacion/facturas/{invoice}/nota-de-credito", new Uri(address).AbsolutePath })
            (await stranger.APIRequest.GetAsync($"{browser.Product.Url}{path}")).Status.Should().Be((int)HttpStatusCode.NotFound, path);

        await page.GetByRole(AriaRole.Link, new() { Name = "Resumen" }).ClickAsync();
        await page.GetByRole(AriaRole.Figure, new() { Name = "Cobrado, por cobrar y por facturar de cada mes" }).WaitForAsync();
        await page.GetByText("Ver la tabla").Last.ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "General de Salud" }).WaitForAsync();
    }
}
