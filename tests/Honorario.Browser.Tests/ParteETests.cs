using System.Globalization;
using Honorario.Cfdi.Reading;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Honorario.Browser.Tests;

/// <summary>Complemento de Pago, by the guide's labels, in a real browser.</summary>
public class ParteETests(Browser browser)
{
    [Fact]
    public async Task Part_E_ends_in_Complemento_Cargado_with_a_stamped_complement_of_what_was_paid()
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        await page.RegisterAsync(browser.Product.Url, "PE-1");
        await page.SelectAllAsync(Today.AddDays(-30), Today);
        await page.StampAsync();
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
        var preview = page.GetByRole(AriaRole.Region, new() { Name = "Vista previa del complemento de pago" });
        await preview.GetByText("SPEI-778").WaitForAsync();
        (await preview.TextContentAsync()).Should().Contain(invoice.Timbre!.Uuid);
        await page.GetByRole(AriaRole.Button, new() { Name = "Timbrar complemento" }).ClickAsync();
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

    [Fact]
    public async Task One_transfer_is_spread_over_several_invoices_on_one_screen_and_gets_one_complement()
    {
        var url = browser.Product.Url;
        var page = await browser.SignInAsync(Demo.Physician);
        foreach (var (number, back) in new[] { ("PV-1", 88), ("PV-2", 84) })
        {
            await page.RegisterAsync(url, number);
            await page.SelectAllAsync(Today.AddDays(-back), Today.AddDays(-back + 3));
            await page.StampAsync();
        }

        await page.GotoAsync($"{url}/finanzas/pagos");
        await page.GetByRole(AriaRole.Link, new() { Name = "Registrar pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Registrar pago de la aseguradora" }).WaitForAsync();
        await page.ChooseAsync("Aseguradora", "General de Salud");
        var (first, second) = (Row(page, "PV-1"), Row(page, "PV-2"));
        await second.WaitForAsync();
        var owed = 0m;
        foreach (var cell in await page.Locator("td[data-label='Por pagar']").AllAsync())
            owed += Pesos(await cell.TextContentAsync());
        await page.WriteMoneyAsync("Monto de pago", owed + 10);
        await page.GetByText("La aseguradora pagó $10.00 más").WaitForAsync();

        var both = await OwedAsync(first) + await OwedAsync(second);
        var applied = page.GetByText($"Aplicado {(both - 100).ToString("$#,##0.00", CultureInfo.InvariantCulture)}");
        await page.WriteMoneyAsync("Monto de pago", both - 100);
        await applied.WaitForAsync();
        foreach (var share in await page.Locator("td[data-label='Se aplica'] input").AllAsync())
        {
            await share.FillAsync("");
            await share.PressAsync("Tab");
            await Assertions.Expect(share).ToHaveValueAsync("");
        }

        await page.WriteMoneyAsync("Se aplica a PV-1", await OwedAsync(first));
        await page.WriteMoneyAsync("Se aplica a PV-2", await OwedAsync(second) - 100);
        await second.GetByText("Pago parcial: faltan $100.00").WaitForAsync();
        await applied.WaitForAsync();
        await page.GetByLabel("Número de operación").FillAsync("SPEI-900");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar pago" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Facturas que paga" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generar complemento de Pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Timbrar complemento" }).ClickAsync();
        var complemento = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar complemento XML"))).Document!;
        var pago = complemento.Pagos!.Items.Single();
        (pago.Monto, pago.NumOperacion).Should().Be((both - 100, "SPEI-900"));
        pago.DoctosRelacionados.Select(docto => docto.ImpSaldoInsoluto).Should().Equal(0m, 100m);
        (await first.TextContentAsync()).Should().Contain("Complemento Cargado");
        (await second.TextContentAsync()).Should().Contain("Pago parcial");

        await page.GotoAsync($"{url}/finanzas/pagos");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Todos los pagos" }).ClickAsync();
        await page.GetByLabel("Buscar pago").FillAsync("spei-900");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar", Exact = true }).ClickAsync();
        await page.ArrivesAsync("**texto=spei-900**");
        await page.GetByText("1 pago · total").WaitForAsync();
        var found = await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "SPEI-900" }).InnerTextAsync();
        found.Should().Contain("PV-1, PV-2").And.Contain("Timbrado");
        (await File.ReadAllLinesAsync(await page.DownloadAsync("Exportar a CSV"))).Should().HaveCount(2).And.Contain(line => line.Contains("PV-1, PV-2"));
    }

    [Fact]
    public async Task A_late_payment_is_told_at_home_takes_a_complement_made_elsewhere_and_is_undone_with_it()
    {
        var url = browser.Product.Url;
        var page = await browser.SignInAsync(Demo.Physician);
        await page.RegisterAsync(url, "CX-1");
        await page.SelectAllAsync(Today.AddDays(-71), Today.AddDays(-68));
        await page.StampAsync();
        var address = page.Url;
        var invoice = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        var paidOn = Today.AddDays(-70);
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar pago" }).ClickAsync();
        await page.WriteDateAsync("Fecha de pago", paidOn);
        await page.GetByLabel("Número de operación").FillAsync("SPEI-CX");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sí, se pagó antes: guardar pago" }).ClickAsync();
        await Status(page, "Pagado").WaitForAsync();

        await page.GotoAsync(url);
        await page.GetByText("1 complemento de pago está vencido").WaitForAsync();

        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar complemento externo" }).ClickAsync();
        var less = Elsewhere.Complement(invoice, paidOn.ToDateTime(new TimeOnly(12, 0)), invoice.Total - 1, "SPEI-CX");
        await LoadAsync(page, await less.StampAsync(browser.Product));
        await page.GetByRole(AriaRole.Alert).GetByText("saldo insoluto").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Cargar", Exact = true }).IsEnabledAsync()).Should().BeFalse();
        var right = await Elsewhere.Complement(invoice, paidOn.ToDateTime(new TimeOnly(12, 0)), invoice.Total, "SPEI-CX").StampAsync(browser.Product);
        await LoadAsync(page, right);
        await page.GetByText("Vigente", new() { Exact = true }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cargar", Exact = true }).ClickAsync();
        await Status(page, "Complemento Cargado").WaitForAsync();
        (await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar complemento XML"))).Should().Equal(right);

        await page.GetByRole(AriaRole.Link, new() { Name = "Ver pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Deshacer pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancelar complemento y deshacer" }).ClickAsync();
        await Status(page, "Deshecho").WaitForAsync();
        await page.GotoAsync(address);
        await Status(page, "Facturada").WaitForAsync();
        await page.GotoAsync(url);
        await page.GetByRole(AriaRole.Region, new() { Name = "Por facturar" }).WaitForAsync();
        (await page.GetByText("complemento de pago está vencido").CountAsync()).Should().Be(0);
    }

    private static Task LoadAsync(IPage page, byte[] xml) =>
        page.Locator(".externo input[type=file]").DropAsync(new FilePayload { Name = "complemento.xml", MimeType = "text/xml", Buffer = xml });

    [Fact]
    public async Task A_bank_statement_proposes_what_each_deposit_pays_and_loaded_again_pays_nothing_twice()
    {
        var url = browser.Product.Url;
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{url}/configuracion/datos-fiscales");
        await page.GetByRole(AriaRole.Link, new() { Name = "CACX7605101P8" }).ClickAsync();
        await page.GetByLabel("CLABE", new() { Exact = true }).FillAsync("012180001234567899");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agregar cuenta" }).ClickAsync();
        await page.GetByText("012180001234567899").First.WaitForAsync();
        await page.RegisterAsync(url, "BANCO-1");
        await page.SelectAllAsync(Today.AddDays(-80), Today.AddDays(-77));
        await page.StampAsync();
        var invoice = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        // A day that is no month tells the order of them all.
        var told = new DateOnly(Today.Year, Today.Month, 25).AddMonths(-1);
        var statement = FormattableString.Invariant($"""
            Cuenta,0123456789

            Cuando,Que,Cargo,Llegada
            {Today:dd-MM-yyyy},SPEI RECIBIDO FACT BANCO 1,,{invoice.Total:0.00}
            {Today:dd-MM-yyyy},VENTA DE MOSTRADOR,,7.77
            {told:dd-MM-yyyy},COMISION,15.00,
            31-02-2026,IMPOSIBLE,,1.00
            """);

        await page.GotoAsync($"{url}/finanzas/pagos");
        await page.GetByRole(AriaRole.Link, new() { Name = "Estado de cuenta del banco" }).ClickAsync();
        await DropAsync(page, statement);
        await page.ChooseAsync("Fecha", "Cuando");
        await page.ChooseAsync("Abono o importe", "Llegada");
        await page.ChooseAsync("Concepto", "Que");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leer movimientos" }).ClickAsync();
        await page.GetByText("2 movimientos nuevos").WaitForAsync();
        await page.GetByText("Fila 7: el día «31-02-2026» no se entiende.").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Aceptar el que cuadra" }).ClickAsync();
        await page.GetByText("1 pago registrado").WaitForAsync();
        await DropAsync(page, statement);
        await page.GetByText("2 ya estaban cargados").WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "que cuadra" }).CountAsync()).Should().Be(0);

        await page.GotoAsync($"{url}/finanzas/facturacion?tab=facturacion&texto=BANCO-1");
        (await Row(page, "BANCO-1").TextContentAsync()).Should().Contain("Pagado");
    }

    private static Task DropAsync(IPage page, string statement) => page.GetByLabel("Estado de cuenta del banco (CSV, Excel, MT940 o camt.053)").DropAsync(
        new FilePayload { Name = "banco.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(statement) });

    private static ILocator Row(IPage page, string number) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = number });

    /// <summary>What the column "Por pagar" says, in pesos.</summary>
    private static async Task<decimal> OwedAsync(ILocator row) => Pesos(await row.Locator("[data-label='Por pagar']").TextContentAsync());

    private static decimal Pesos(string? text) => decimal.Parse(text!.Trim().TrimStart('$'), NumberStyles.Number, CultureInfo.InvariantCulture);

    private static ILocator Status(IPage page, string status) =>
        page.GetByRole(AriaRole.Main).Locator("header").GetByText(status, new() { Exact = true }).And(page.Locator(".estatus"));
}
