using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Facturación de Copago, by the guide's labels: the desk, the ticket, and the patient who invoices it alone on a phone.</summary>
public class ParteDTests(Browser browser)
{
    private const int Phone = 360;

    /// <summary>The desk at its own width and on a phone; the patient always on a phone, whose browser runs no scripts.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(Phone)]
    public async Task Part_D_charges_prints_and_lets_the_patient_invoice_and_correct(int width)
    {
        var page = await browser.SignInAsync(Demo.Physician, width: width);
        var ticket = await page.ChargeAsync(browser.Product.Url);
        (await Pdftotext.ReadAsync(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar PDF"))))
            .Should()
            .Contain(ticket.Folio)
            .And.Contain("Tarjeta de crédito");
        var printed = await Pdftotext.ReadAsync(await page.PdfAsync());
        printed.Should().Contain(ticket.Folio).And.Contain("Factura tu copago hasta").And.NotContain("Cerrar").And.NotContain("Descargar");
        (await OverflowAsync(page)).Should().BeFalse();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cerrar" }).ClickAsync();
        await page.GetByLabel("Correo electrónico del paciente").FillAsync("paciente@example.mx");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sí", Exact = true }).ClickAsync();
        await page.GetByText("queda en espera").Or(page.GetByRole(AriaRole.Tab, new() { Name = "Búsqueda de Servicios a cobrar" })).First.WaitForAsync();
        await page.GotoAsync($"{browser.Product.Url}/finanzas/cobros");
        await page.GetByRole(AriaRole.Link, new() { Name = "Copago" }).ClickAsync();
        await page.ArrivesAsync("**orden=copago**");
        await page.GetByRole(AriaRole.Link, new() { Name = "Copago" }).ClickAsync();
        await page.ArrivesAsync("**orden=-copago**");
        await page.Locator("th[aria-sort=descending]").WaitForAsync();
        (await OverflowAsync(page)).Should().BeFalse();

        var patient = await browser.OpenAsync(ticket.Link, Phone, scripts: false);
        (await OverflowAsync(patient)).Should().BeFalse();
        await patient.FillReceptorAsync();
        (await OverflowAsync(patient)).Should().BeFalse();
        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar" }).ClickAsync();
        await patient.GetByRole(AriaRole.Button, new() { Name = "Facturar", Exact = true }).ClickAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Tu factura está lista" }).WaitForAsync();
        (await OverflowAsync(patient)).Should().BeFalse();
        var first = await CfdiAsync(patient);
        (first.MetodoPago, first.FormaPago, first.Receptor.UsoCfdi, first.Receptor.Rfc).Should().Be(("PUE", "04", "D01", Cobro.PersonRfc));
        first.Total.Should().Be(decimal.Parse(ticket.Total, CultureInfo.InvariantCulture));
        (await Pdftotext.ReadAsync(await File.ReadAllBytesAsync(await patient.DownloadAsync("Descargar PDF")))).Should().Contain(first.Timbre!.Uuid);

        await patient.GetByRole(AriaRole.Link, new() { Name = "Corregir factura" }).ClickAsync();
        await patient.GetByLabel("Código postal").FillAsync("06700");
        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar" }).ClickAsync();
        await patient.GetByRole(AriaRole.Button, new() { Name = "Facturar", Exact = true }).ClickAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Tu factura está lista" }).WaitForAsync();
        var second = await CfdiAsync(patient);
        second.Receptor.DomicilioFiscalReceptor.Should().Be("06700");
        second.CfdiRelacionados.Single().Uuids.Should().Equal(first.Timbre.Uuid);
        (await patient.GetByRole(AriaRole.Link, new() { Name = "Corregir factura" }).CountAsync()).Should().Be(0);
        await patient.UntilAsync(() => patient.GetByText("quedó cancelada").IsVisibleAsync());
        (await OverflowAsync(patient)).Should().BeFalse();

        var stranger = await browser.OpenAsync($"{browser.Product.Url}/p", Phone, scripts: false);
        await stranger.GetByLabel("Folio").FillAsync(ticket.Folio);
        await stranger.GetByLabel("Total").FillAsync(ticket.Total);
        await stranger.GetByRole(AriaRole.Button, new() { Name = "Buscar" }).ClickAsync();
        await stranger.GetByText("ya está facturado").WaitForAsync();
        (await stranger.ContentAsync()).Should().NotContain(Cobro.PersonRfc).And.NotContain("CASAS");
    }

    [Fact]
    public async Task A_copay_is_charged_by_the_keyboard_alone_in_few_keys()
    {
        // At two keys a second, which is slow, thirty keys are fifteen seconds.
        const int mostKeys = 30;
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/finanzas/cobros");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pagar Servicio" }).First.WaitForAsync();
        var name = (await page.Locator("td[data-label=Paciente]").First.InnerTextAsync()).Split(' ')[0].ToLowerInvariant();
        var keys = 0;
        async Task PressAsync(string key)
        {
            keys++;
            await page.Keyboard.PressAsync(key);
        }

        // Without its accents, as people type.
        await page.UntilAsync(() => IsFocusedAsync(page, "Paciente"));
        foreach (var letter in name[..Math.Min(4, name.Length)])
            await PressAsync(letter.ToString().Normalize(NormalizationForm.FormD)[..1]);
        await PressAsync("Enter");
        await page.UntilAsync(() => IsFocusedAsync(page, "Pagar Servicio"));
        await PressAsync("Enter");
        await page.UntilAsync(() => IsFocusedAsync(page, "Monto de pago"));
        await PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Imprimir Ticket" }).WaitForAsync();
        while (!await IsFocusedAsync(page, "Cerrar"))
            await PressAsync("Tab");
        await PressAsync("Enter");
        await page.GetByLabel("Correo electrónico del paciente").WaitForAsync();
        while (!await IsFocusedAsync(page, "No"))
            await PressAsync("Tab");
        await PressAsync("Enter");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Búsqueda de Servicios a cobrar" }).WaitForAsync();

        keys.Should().BeLessThanOrEqualTo(mostKeys);
    }

    [Fact]
    public async Task The_cut_of_the_cash_desk_is_shown_and_its_pdf_says_what_was_expected_counted_and_missing()
    {
        var page = await browser.SignInAsync(Demo.Assistant);
        var ticket = await page.ChargeAsync(browser.Product.Url, "Efectivo");
        await page.GotoAsync($"{browser.Product.Url}/finanzas/cobros?tab=caja");
        await page.GetByLabel("Efectivo contado").FillAsync("1.00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Corte de caja" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByText("Faltan ").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cerrar el corte" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Corte de caja", Exact = true }).WaitForAsync();

        var text = await Pdftotext.ReadAsync(await File.ReadAllBytesAsync(await page.DownloadAsync("Descargar PDF")));
        text.Should().Contain("Efectivo").And.Contain("$1.00").And.Contain("Cajero: Lucía");
        var expected = decimal.Parse(ticket.Total, CultureInfo.InvariantCulture);
        Regex.IsMatch(text, @"Cobros: \d+").Should().BeTrue();
        (await Pdftotext.ReadAsync(await page.PdfAsync())).Should().Contain("Diferencia total").And.NotContain("Descargar");
        expected.Should().BePositive();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cerrar" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Cortes anteriores" }).WaitForAsync();
    }

    private static Task<bool> IsFocusedAsync(IPage page, string label) => page.EvaluateAsync<bool>(
        """
        label => {
          const on = document.activeElement;
          return [on.getAttribute("aria-label"), on.textContent.trim(), on.labels?.[0]?.textContent.trim()].includes(label);
        }
        """, label);

    private static async Task<Honorario.Cfdi.Documents.Comprobante> CfdiAsync(IPage patient)
    {
        var root = SafeXml.Load(await File.ReadAllBytesAsync(await patient.DownloadAsync("Descargar XML"))).Root!;
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        return CfdiReader.Read(root).Document!;
    }

    /// <summary>Whether the page is wider than the window, or a value is squeezed into a column of single letters.</summary>
    private static Task<bool> OverflowAsync(IPage page) =>
        page.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth || "
                + "[...document.querySelectorAll('dd')].some(value => value.getClientRects().length > 0 && value.clientWidth < 90)"
        );
}
