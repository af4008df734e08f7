using System.Globalization;
using System.Text;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace Honorario.Browser.Tests;

/// <summary>From <c>./run --empty</c> to the first invoice, by the checklist of the home page.</summary>
[Trait(Product.Which, Product.AlsoOwn)]
public sealed class PrimerUsoTests(Browser browser) : IAsyncLifetime
{
    private const string Password = "12345678a";
    private static readonly Demo Nueva = new("nueva@honorario.example", "una-frase-larga-9");
    private Product _product = null!;

    public async ValueTask InitializeAsync() => _product = await Product.LaunchAsync("--empty");

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task A_new_user_gets_from_nothing_to_a_stamped_invoice_with_the_logo()
    {
        var page = await ReadyAsync();
        await page.GotoAsync($"{_product.Url}/finanzas/servicios/importar");
        await page.DropAsync("Servicios (CSV o XLSX)", "servicios.csv", Services("99203", "99213", "99203"));
        await page.SaveAsync("Guardar servicios", "3 servicios guardados");
        await page.GotoAsync(_product.Url);
        await page.GetByText("3 servicios por facturar").First.WaitForAsync();
        (await page.GetByText("Para empezar a facturar").CountAsync()).Should().Be(0);

        await page.RegisterAsync(_product.Url, "PU-1");
        await page.SelectAllAsync(Today.AddDays(-5), Today);
        await page.StampAsync();
        var cfdi = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        (cfdi.Receptor.Nombre, cfdi.Conceptos.Count).Should().Be(("GENERAL DE SALUD", 3));
        using var pdf = PdfDocument.Open(await page.DownloadAsync("Descargar PDF"));
        pdf.GetPage(1).GetImages().Should().Contain(image => image.WidthInSamples == 160 && image.HeightInSamples == 60);

        await UnlinkedAsync(page);
    }

    /// <summary>A day at the desk from nothing, without any file of services: patient, service, its price corrected, charge, ticket, bill.</summary>
    [Fact]
    public async Task A_day_at_the_desk_needs_no_file()
    {
        var page = await ReadyAsync();
        await page.StepAsync("Servicios realizados");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Registrar servicio" }).WaitForAsync();
        await page.GetByLabel("Paciente").FillAsync("Íñigo D'Alessio Núñez");
        await page.GetByLabel("Póliza").FillAsync("GS-77");
        await page.GetByLabel("CPT4").FillAsync("99213-25");
        await page.WriteMoneyAsync("Monto", 800);
        await page.WriteMoneyAsync("Copago", 150);
        await page.GetByLabel("Autorización").FillAsync("AUT-9");
        await page.SaveAsync("Guardar y siguiente", "Servicio S-00001 guardado");

        await page.GetByRole(AriaRole.Link, new() { Name = "Corregir" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Servicio S-00001" }).WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Monto", new() { Exact = true })).ToHaveValueAsync("800.00");
        await page.WriteMoneyAsync("Monto", 850);
        await page.SaveAsync("Guardar", "Servicio S-00001 guardado");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "AUT-9" }).Filter(new() { HasText = "$850.00" }).WaitForAsync();

        await page.Locator("body").PressAsync("n");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Registrar servicio" }).WaitForAsync();
        await page.GetByLabel("Paciente").PressSequentiallyAsync("nunez dalessio");
        await page.Locator(".mud-popover-open .mud-list-item", new() { HasText = "GS-77" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Póliza")).ToHaveValueAsync("GS-77");
        await page.GetByLabel("CPT4").FillAsync("99213");
        await page.GetByLabel("CPT4").PressAsync("Tab");
        await Assertions.Expect(page.GetByLabel("Monto", new() { Exact = true })).ToHaveValueAsync("850.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar y siguiente" }).ClickAsync();
        await page.GetByText("folio S-00001. ¿Es otro servicio?").WaitForAsync();
        await page.SaveAsync("Sí, guardar así", "Servicio S-00002 guardado");

        await page.GotoAsync($"{_product.Url}/finanzas/facturacion?tab=servicios");
        await page.GetByLabel("Seleccionar el servicio S-00002").CheckAsync();
        await page.SaveAsync("Eliminar", "1 servicio eliminado");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deshacer" }).ClickAsync();
        await page.GetByLabel("Seleccionar el servicio S-00002").CheckAsync();
        await page.SaveAsync("Eliminar", "1 servicio eliminado");

        var ticket = await page.ChargeAsync(_product.Url);
        ticket.Total.Should().Be("150.00");
        await page.RegisterAsync(_product.Url, "DM-1");
        await page.SelectAllAsync(Today, Today);
        await page.StampAsync();
        var cfdi = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        cfdi.Conceptos.Single().Importe.Should().Be(850);

        await page.GetByRole(AriaRole.Link, new() { Name = "Pacientes" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Íñigo D'Alessio Núñez" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "DM-1" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "S-00001" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "cancélala primero" }).WaitForAsync();
    }

    /// <summary>
    /// A psychologist of Guanajuato (612, IVA 16 %, cedular tax withheld) from the link of a code to the complement, all taxes told by each step.
    /// </summary>
    [Fact]
    public async Task A_psychologist_charges_IVA_and_has_ISR_IVA_and_the_states_tax_withheld_from_link_to_complement()
    {
        var page = await ReadyAsync();
        await page.GotoAsync($"{_product.Url}/configuracion/datos-fiscales");
        await page.GetByRole(AriaRole.Link, new() { Name = "CACX7605101P8" }).ClickAsync();
        await page.GetByLabel("IVA de los servicios", new() { Exact = true }).ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item").GetByText("16 %", new() { Exact = true }).ClickAsync();
        await page.GetByText("dos terceras partes del IVA (LIVA 1-A II a)").WaitForAsync();
        await page.GetByLabel("Nombre del impuesto").FillAsync("Impuesto cedular");
        await page.GetByLabel("Tasa en por ciento").FillAsync("2");
        await page.GetByLabel("Lo retiene quien paga, si es persona moral").CheckAsync();
        await page.GetByLabel("Código postal").FillAsync("36257");
        await page.SaveAsync("Guardar", "Datos fiscales guardados");
        await page.GotoAsync($"{_product.Url}/finanzas/servicios/importar");
        await page.DropAsync("Servicios (CSV o XLSX)", "servicios.csv", Services("90834"));
        await page.GetByText("El código 90834 no está en tus listas").WaitForAsync();
        await page.GetByLabel("Guardar también todos los dudosos").CheckAsync();
        await page.SaveAsync("Guardar servicios", "1 servicio guardado");
        await page.GotoAsync($"{_product.Url}/configuracion/vinculacion");
        await page.GetByLabel("Código o palabras").FillAsync("90834");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar código" }).ClickAsync();
        await page.GetByLabel("Seleccionar 90834").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Vincular", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Aceptar", Exact = true }).ClickAsync();
        await page.GetByLabel("Clave SAT", new() { Exact = true }).FillAsync("psicología");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("85121608") }).CheckAsync();
        await page.SaveAsync("Aceptar", "Vinculado: 90834");

        await page.RegisterAsync(_product.Url, "PSI-1");
        await page.SelectAllAsync(Today.AddDays(-5), Today);
        await page.GetByText("Impuesto local retenido").WaitForAsync();
        await page.StampAsync();
        var invoice = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar XML"))).Document!;
        (invoice.SubTotal, invoice.Impuestos!.TotalImpuestosTrasladados, invoice.Impuestos.TotalImpuestosRetenidos).Should().Be((850m, 136m, 175.67m));
        invoice.ImpuestosLocales!.Retenciones.Single().Importe.Should().Be(17m);
        invoice.Total.Should().Be(793.33m);
        Preflight.Check(invoice, DateTimeOffset.UtcNow).Should().BeEmpty();
        using (var pdf = PdfDocument.Open(await page.DownloadAsync("Descargar PDF")))
            pdf.GetPage(1).Text.Should().Contain("Impuesto cedular").And.Contain("793.33");
        await page.GetByText("Se puede cancelar hasta el").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar pago" }).ClickAsync();
        await page.GetByLabel("Número de operación").FillAsync("SPEI-PSI");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generar complemento de Pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Timbrar complemento" }).ClickAsync();
        var complemento = CfdiReader.Read(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar complemento XML"))).Document!;
        var totales = complemento.Pagos!.Totales;
        (totales.MontoTotalPagos, totales.TotalTrasladosBaseIva16, totales.TotalTrasladosImpuestoIva16, totales.TotalRetencionesIsr,
            totales.TotalRetencionesIva)
            .Should().Be((793.33m, 850m, 136m, 85m, 90.67m));
        Preflight.Check(complemento, DateTimeOffset.UtcNow).Should().BeEmpty();

        await page.GotoAsync($"{_product.Url}/finanzas/cartera?tab=isr");
        var row = await page.GetByRole(AriaRole.Table, new() { Name = "ISR retenido" }).Locator("tbody tr").InnerTextAsync();
        row.Should().Contain("$85.00").And.Contain("$90.67").And.Contain("$17.00").And.Contain("$793.33");
    }

    [Fact]
    public async Task A_second_start_keeps_the_first_account()
    {
        await FirstAccountAsync();
        await _product.KillAsync();
        await _product.StartAsync();

        var page = await browser.SignInAsync(Nueva, _product);
        (await page.GetByText("Dra. Nueva").First.IsVisibleAsync()).Should().BeTrue();
    }

    /// <summary>A code without a link is named in the wizard, linked, and the wizard goes on where it was.</summary>
    private async Task UnlinkedAsync(IPage page)
    {
        await page.GotoAsync($"{_product.Url}/configuracion/servicios");
        await page.DropAsync("Servicios (CSV o XLSX)", "mas.csv", Services("99204"));
        await page.SaveAsync("Guardar servicios", "1 servicio guardado");
        await page.RegisterAsync(_product.Url, "PU-2");
        await page.SelectAllAsync(Today.AddDays(-5), Today);
        await page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "99204" }).GetByRole(AriaRole.Link, new() { Name = "Ir a corregirlo" }).ClickAsync();
        await page.GetByLabel("Seleccionar 99204").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Vincular", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Aceptar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("85121600") }).CheckAsync();
        await page.SaveAsync("Aceptar", "Vinculado: 99204");
        await page.GetByRole(AriaRole.Link, new() { Name = "Volver a la factura" }).ClickAsync();
        await page.GetByText("1 servicio seleccionado").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Terminar" }).ClickAsync();
        await page.StampButton().WaitForAsync();
    }

    /// <summary>All that the home page asks for but services.</summary>
    private async Task<IPage> ReadyAsync()
    {
        var page = await FirstAccountAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Datos fiscales" }).First.ClickAsync();
        await page.DropAsync("Constancia de Situación Fiscal (PDF)", "constancia.pdf", await ConstanciaAsync());
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "CACX7605101P8" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Usar estos datos" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Nombre, denominación o razón social")).ToHaveValueAsync("XOCHILT CASAS CHAVEZ");
        await Assertions.Expect(page.GetByLabel("Código postal")).ToHaveValueAsync("06700");
        await page.SaveAsync("Guardar", "Datos fiscales guardados");

        var files = SelfIssued.Create(
            Rfc.Parse("CACX7605101P8"),
            "XOCHILT CASAS CHAVEZ",
            "30001000000500009123",
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddYears(4),
            Password);
        await page.DropAsync("Certificado (.cer)", "csd.cer", files.Cer);
        await page.DropAsync("Llave privada (.key)", "csd.key", files.Key);
        await page.GetByLabel("Contraseña del SAT").FillAsync(Password);
        await page.SaveAsync("Guardar llave", "Llave guardada");
        await page.GetByLabel("Leí el Manifiesto y lo acepto").CheckAsync();
        await page.SaveAsync("Aceptar Manifiesto", "Manifiesto aceptado");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Datos Fiscales" }).ClickAsync();
        await page.DropAsync("Imagen del logo (PNG, JPEG, WebP o GIF)", "logo.gif", "GIF89a"u8.ToArray());
        await page.GetByText("La imagen está dañada").WaitForAsync();
        await page.DropAsync(
            "Imagen del logo (PNG, JPEG, WebP o GIF)",
            "logo.png",
            await page.ScreenshotAsync(
                new()
                {
                    Clip = new()
                    {
                        X = 0,
                        Y = 0,
                        Width = 160,
                        Height = 60,
                    },
                }));
        await page.GetByAltText("Logo de XOCHILT").WaitForAsync();

        await page.StepAsync("Vinculación de servicios");
        await page.SaveAsync("Vincular Médico especialista: 99203 y 99213", "Vinculado");
        await page.StepAsync("Aseguradoras");
        await page.GetByLabel("Nombre corto").FillAsync("General de Salud");
        await page.GetByLabel("RFC").FillAsync("GSA010101AB4");
        await page.GetByLabel("Razón social").FillAsync("General de Salud SA de CV");
        await page.GetByLabel("Código postal").FillAsync("06600");
        await page.SaveAsync("Guardar", "Aseguradora guardada");
        return page;
    }

    private async Task<IPage> FirstAccountAsync()
    {
        var page = await browser.OpenAsync(_product.SetUpLink);
        await page.GetByLabel("Nombre del consultorio").FillAsync("Consultorio Nuevo");
        await page.GetByLabel("Tu nombre").FillAsync("Dra. Nueva");
        await page.GetByLabel("Correo electrónico").FillAsync(Nueva.Email);
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync(Nueva.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Crear cuenta" }).ClickAsync();
        await page.GetByText("Para empezar a facturar").WaitForAsync();
        return page;
    }

    private static byte[] Services(params string[] codes) =>
        Encoding.UTF8.GetBytes(
            "Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\n"
                + string.Concat(
                    codes.Select(
                        (code, number) =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"F-{code}-{number},{Today.AddDays(-1 - number):yyyy-MM-dd},Paciente de Prueba,P-1,General de Salud,{code},850.00,150.00\n"
                            ))));

    /// <summary>A Constancia in SAT's layout, printed by a browser as SAT's portal does.</summary>
    private async Task<byte[]> ConstanciaAsync()
    {
        var page = await browser.OpenAsync("about:blank");
        await page.SetContentAsync("""
            <h1>CONSTANCIA DE SITUACIÓN FISCAL</h1>
            <p>Datos de Identificación del Contribuyente:</p>
            <table><tr><td>RFC:</td><td>CACX7605101P8</td></tr><tr><td>CURP:</td><td>CACX760510MGTSHC04</td></tr><tr><td>Nombre (s):</td><td>XOCHILT</td></tr>
            <tr><td>Primer Apellido:</td><td>CASAS</td></tr><tr><td>Segundo Apellido:</td><td>CHAVEZ</td></tr></table>
            <p>Datos del domicilio registrado</p>
            <table><tr><td>Código Postal: 06700</td><td>Tipo de Vialidad: CALLE</td></tr>
            <tr><td>Nombre de Vialidad: DE PRUEBA</td><td>Número Exterior: 12</td></tr></table>
            <p>Regímenes:</p>
            <table><tr><td>Régimen</td><td>Fecha Inicio</td><td>Fecha Fin</td></tr>
            <tr><td>Régimen de las Personas Físicas con Actividades Empresariales y Profesionales</td><td>01/01/2015</td><td></td></tr></table>
            """);
        return await page.PdfAsync();
    }
}
