using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>
/// The daily tasks from the first page on, by the keyboard alone: how many keys each takes at most. <c>bench/teclas</c> prints keys and seconds.
/// </summary>
public class TecladoTests(Browser browser, ITestOutputHelper output)
{
    [Fact]
    public async Task A_copay_is_charged_in_at_most_12_keys()
    {
        var keys = await StartAsync(Demo.Cashier);
        await keys.Page.GotoAsync($"{browser.Product.Url}/finanzas/cobros");
        await keys.Page.GetByRole(AriaRole.Button, new() { Name = "Pagar Servicio" }).First.WaitForAsync();
        var name = (await keys.Page.Locator("td[data-label=Paciente]").First.InnerTextAsync())[..3].ToLowerInvariant();
        await keys.Page.OpenQuietAsync(browser.Product.Url);
        keys.Begin("Cobrar un copago", 12);
        await keys.FindAsync("cob");
        await keys.UntilFocusedAsync("Paciente");
        await keys.TypeAsync(name);
        await keys.PressAsync("Enter");
        await keys.UntilFocusedAsync("Pagar Servicio");
        await keys.PressAsync("Enter");
        await keys.UntilFocusedAsync("Monto de pago");
        await keys.PressAsync("Enter");
        await keys.Page.GetByRole(AriaRole.Heading, new() { Name = "Imprimir Ticket" }).WaitForAsync();
        keys.End();
    }

    [Fact]
    public async Task A_service_is_registered_in_at_most_15_keys()
    {
        var keys = await StartAsync(Demo.Assistant);
        keys.Begin("Registrar un servicio", 15);
        await keys.PressAsync("/");
        await keys.TypeAsync("mar");
        await keys.Page.Locator("[role=listbox][data-para=mar]").WaitForAsync();
        var options = await keys.Page.Locator("#paleta [role=option]").AllInnerTextsAsync();
        var at = options.ToList().FindIndex(option => option.StartsWith("Registrar servicio para", StringComparison.Ordinal));
        for (var step = 0; step < at; step++)
            await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await keys.UntilFocusedAsync("CPT4");
        await keys.TypeAsync("99213");
        await keys.Page.QuietAsync();
        await keys.PressAsync("Enter");
        await keys.Page.QuietAsync();
        await keys.PressAsync("Control+Enter");
        await keys.Page.GetByText("guardado.").WaitForAsync();
        keys.End();
    }

    [Fact]
    public async Task Enter_in_an_open_list_chooses_and_does_not_send_what_is_half_written()
    {
        var page = (await StartAsync(Demo.Assistant)).Page;
        await page.OpenQuietAsync($"{browser.Product.Url}/finanzas/servicios/nuevo");
        await page.GetByLabel("Paciente", new() { Exact = true }).ClickAsync();
        await page.Keyboard.TypeAsync("mar");
        await page.Locator(".mud-popover-open .mud-list-item").First.WaitForAsync();

        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByLabel("Paciente", new() { Exact = true })).ToHaveValueAsync(new Regex("^Mar.+ "));
        await page.QuietAsync();
        (await page.GetByText("Escribe el código CPT4.").CountAsync()).Should().Be(0);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Escribe el código CPT4.").First.WaitForAsync();
    }

    [Fact]
    public async Task All_invoices_of_the_inbox_are_accepted_in_at_most_6_keys()
    {
        var physician = await browser.SignInAsync(Demo.Physician);
        await physician.RegisterAsync(browser.Product.Url, "TE-1");
        await physician.SelectOneAsync(Today.AddDays(-60), Today.AddDays(-32));
        await physician.StampAsync();
        var keys = await StartAsync(Demo.Insurer);
        await keys.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Seleccionar la factura" }).First.WaitForAsync();
        keys.Begin("Aceptar las facturas de la bandeja", 6);
        await keys.PressAsync("Shift+X");
        await keys.Page.GetByRole(AriaRole.Region, new() { Name = "Facturas seleccionadas" }).WaitForAsync();
        await keys.PressAsync("a");
        await keys.Page.GetByText("aceptadas.").Or(keys.Page.GetByText("aceptada.")).WaitForAsync();
        keys.End();
    }

    [Fact]
    public async Task A_patient_is_opened_in_at_most_8_keys()
    {
        var keys = await StartAsync(Demo.Assistant);
        keys.Begin("Abrir un paciente", 8);
        await keys.FindAsync("marian");
        await keys.Page.ArrivesAsync("**/pacientes/*");
        keys.End();
    }

    [Fact]
    public async Task The_invoice_of_a_month_is_stamped_in_at_most_10_keys()
    {
        var keys = await StartAsync(Demo.Physician);
        keys.Begin("Facturar un mes", 10);
        await keys.FindAsync("fac");
        await Assertions.Expect(keys.Page.GetByLabel("No de Control Interno")).ToHaveValueAsync(new Regex("."));
        await keys.PressAsync("Control+Enter");
        await keys.Page.GetByLabel("Método de pago").WaitForAsync();
        await keys.PressAsync("Control+Enter");
        var all = keys.Page.GetByLabel("Seleccionar todos");
        await all.WaitForAsync();
        await keys.PressAsync("t");
        await Assertions.Expect(all).ToBeCheckedAsync();
        await keys.PressAsync("Control+Enter");
        await keys.Page.StampButton().WaitForAsync();
        await keys.PressAsync("Control+Enter");
        await keys.Page.Stamped().WaitForAsync();
        keys.End();
    }

    [Fact]
    public async Task An_invoice_is_found_sent_paid_and_its_complement_stamped()
    {
        var physician = await browser.SignInAsync(Demo.Physician);
        await physician.RegisterAsync(browser.Product.Url, "TE-9");
        await physician.SelectOneAsync(Today.AddDays(-60), Today.AddDays(-32));
        await physician.StampAsync();
        var total = (await physician.Locator(".saldo dd").First.InnerTextAsync()).TrimStart('$').Replace(",", "");
        var keys = await StartAsync(Demo.Physician);

        keys.Begin("Abrir una factura por su número", 8);
        await keys.FindAsync("te-9");
        await keys.Page.GetByRole(AriaRole.Heading, new() { Name = "Factura TE-9" }).WaitForAsync();
        keys.End();

        keys.Begin("Enviarla por correo", 25);
        await keys.PressAsync("Control+Enter");
        await keys.UntilFocusedAsync("Para");
        await keys.TypeAsync("pagos@x.mx");
        await keys.PressAsync("Control+Enter");
        await keys.Page.GetByText("Correo en espera").Or(keys.Page.GetByText("Correo enviado")).First.WaitForAsync();
        keys.End();

        keys.Begin("Registrar un pago", 25);
        await keys.FindAsync("dep");
        await keys.UntilFocusedAsync("Monto de pago");
        await keys.TypeAsync(total);
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Tab");
        await keys.UntilFocusedAsync("Número de operación");
        await keys.TypeAsync("41009");
        await keys.PressAsync("Control+Enter");
        await keys.Page.GetByText("Sin complemento").First.WaitForAsync();
        keys.End();

        keys.Begin("Generar los complementos del mes", 8);
        await keys.FindAsync("rep");
        await keys.Page.GetByText("1 pago sin complemento").WaitForAsync();
        await keys.PressAsync("Control+Enter");
        await keys.Page.GetByText("1 de 1 timbrados").WaitForAsync();
        keys.End();
    }

    [Fact]
    public async Task A_cut_is_closed_in_at_most_16_keys()
    {
        var cashier = await browser.SignInAsync(Demo.Cashier);
        var ticket = await cashier.ChargeAsync(browser.Product.Url, "Efectivo");
        var keys = await StartAsync(Demo.Cashier);
        keys.Begin("Cerrar el corte", 16);
        await keys.FindAsync("corte");
        await keys.UntilFocusedAsync("Efectivo contado");
        await keys.TypeAsync(ticket.Total.Replace(",", ""));
        await keys.PressAsync("Control+Enter");
        await keys.UntilFocusedAsync("Cancelar");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await keys.Page.GetByRole(AriaRole.Heading, new() { Name = "Corte de caja", Exact = true }).WaitForAsync();
        keys.End();
    }

    private async Task<Keys> StartAsync(Demo user)
    {
        var page = await browser.SignInAsync(user);
        await page.Locator("main h1").First.WaitForAsync();
        await page.QuietAsync();
        return new Keys(page, output);
    }

    /// <summary>A keyboard that counts.</summary>
    private sealed class Keys(IPage page, ITestOutputHelper output)
    {
        private readonly Stopwatch _watch = new();
        private string _task = "";
        private int _most;
        private int _count;

        public IPage Page => page;

        public void Begin(string task, int most)
        {
            (_task, _most, _count) = (task, most, 0);
            _watch.Restart();
        }

        public void End()
        {
            output.WriteLine($"{_task}: {_count} teclas, {_watch.Elapsed.TotalSeconds:0.0} s");
            _count.Should().BeLessThanOrEqualTo(_most, _task);
        }

        public Task PressAsync(string key)
        {
            _count++;
            return page.Keyboard.PressAsync(key);
        }

        public async Task TypeAsync(string text)
        {
            foreach (var letter in text)
                await PressAsync(letter.ToString());
        }

        /// <summary>Opens the first of what the search over everything finds.</summary>
        public async Task FindAsync(string text)
        {
            await PressAsync("/");
            await TypeAsync(text);
            await PressAsync("Enter");
        }

        public Task UntilFocusedAsync(string name) => page.UntilAsync(() => page.EvaluateAsync<bool>(
            """
            name => {
              const on = document.activeElement;
              return [on?.getAttribute("aria-label"), on?.title, on?.innerText, ...[...on?.labels ?? []].map(label => label.innerText)].some(said => said?.trim().startsWith(name));
            }
            """,
            name));
    }
}
