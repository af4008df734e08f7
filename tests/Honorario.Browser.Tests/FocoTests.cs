using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>The focus never falls to the page: what takes away what held it gives it to what stands next.</summary>
public class FocoTests(Browser browser)
{
    private const string Where = "() => (document.activeElement.innerText ?? '').trim()";

    [Fact]
    public async Task A_price_that_is_taken_away_leaves_the_focus_on_the_next_one_and_can_be_put_back()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.OpenQuietAsync($"{browser.Product.Url}/configuracion/precios");
        foreach (var code in new[] { "99498", "99499" })
            await AgreeAsync(page, code);

        await page.Locator("tr", new() { HasText = "99498" }).GetByRole(AriaRole.Button, new() { Name = "Quitar" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.GetByText("Quitaste el precio de 99498").WaitForAsync();
        await UntilFocusAsync(page, "99499");
        await page.GetByRole(AriaRole.Button, new() { Name = "Deshacer" }).ClickAsync();
        await page.Locator("tr", new() { HasText = "99498" }).WaitForAsync();
    }

    [Fact]
    public async Task The_last_account_that_is_taken_away_leaves_the_focus_on_the_heading_above_it()
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        await page.OpenQuietAsync($"{browser.Product.Url}/configuracion/datos-fiscales");
        await page.Locator("main td a").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Datos bancarios" }).WaitForAsync();
        await page.GetByLabel("CLABE").FillAsync("032180000118359719");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agregar cuenta" }).ClickAsync();
        await page.Locator("td", new() { HasText = "032180000118359719" }).WaitForAsync();
        var remove = page.Locator("td").GetByRole(AriaRole.Button, new() { NameRegex = new("^Quitar ") });
        for (var left = await remove.CountAsync(); left > 0; left--)
        {
            await remove.First.FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(remove).ToHaveCountAsync(left - 1);
        }

        await UntilFocusAsync(page, "Datos bancarios");
    }

    [Fact]
    public async Task The_first_field_has_the_focus_and_takes_it_from_nobody_who_was_quicker()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.AnswersLateAsync(TimeSpan.FromMilliseconds(500));
        var (patient, claim) = (page.GetByLabel("Paciente", new() { Exact = true }), page.GetByLabel("Siniestro"));

        await page.GotoAsync($"{browser.Product.Url}/finanzas/servicios/nuevo");
        await claim.FocusAsync();
        await page.Keyboard.TypeAsync("SIN-1", new() { Delay = 200 });
        await Assertions.Expect(claim).ToHaveValueAsync("SIN-1");
        await Assertions.Expect(patient).ToHaveValueAsync("");

        await page.ReloadAsync();
        await Assertions.Expect(patient).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("An", new() { Delay = 200 });
        await Assertions.Expect(patient).ToHaveValueAsync("An");
    }

    [Fact]
    public async Task A_new_link_of_a_password_takes_the_focus()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.OpenQuietAsync($"{browser.Product.Url}/configuracion/usuarios");

        await page.GetByLabel("Nombre", new() { Exact = true }).FillAsync("Flor Cano");
        await page.GetByLabel("Correo electrónico").FillAsync("flor@honorario.example");
        await page.Keyboard.PressAsync("Enter");
        await UntilFocusAsync(page, "Enlace para Flor Cano");
        await page.Locator("tr", new() { HasText = "flor@" }).GetByRole(AriaRole.Button, new() { Name = "Crear enlace" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await UntilFocusAsync(page, "Enlace para Flor Cano");
    }

    [Fact]
    public async Task Esc_leaves_what_a_button_opened_and_the_button_has_the_focus_again_but_not_what_is_written()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.RegisterAsync(browser.Product.Url, "FO-1");
        await page.SelectOneAsync(Days.Today.AddDays(-60), Days.Today.AddDays(-32));
        await page.StampAsync();
        var mail = page.GetByRole(AriaRole.Button, new() { Name = "Enviar a correo electrónico" });
        await mail.FocusAsync();

        await page.Keyboard.PressAsync("Enter");
        var written = page.GetByLabel("Mensaje");
        await written.WaitForAsync();
        await page.QuietAsync();
        await page.Keyboard.PressAsync("Escape");
        await written.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await UntilFocusAsync(page, "Enviar a correo electrónico");
        await page.Keyboard.PressAsync("Enter");
        await written.FillAsync("Va la factura");
        await page.Keyboard.PressAsync("Escape");
        await page.QuietAsync();
        (await written.InputValueAsync()).Should().Be("Va la factura");
    }

    [Theory]
    [InlineData("/finanzas/servicios/nuevo", "Guardar", "Escribe el código CPT4.")]
    [InlineData("/configuracion/precios", "Guardar precio", "Elige la aseguradora.")]
    [InlineData("/configuracion/aseguradoras", "Guardar", "RFC")]
    public async Task What_is_wrong_has_the_focus_at_the_first_click(string path, string button, string said)
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.OpenQuietAsync(browser.Product.Url + path);

        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).Last.ClickAsync();

        await UntilFocusAsync(page, "Revisa");
        await UntilFocusAsync(page, said);
    }

    [Fact]
    public async Task What_is_mended_leaves_the_summary()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.OpenQuietAsync($"{browser.Product.Url}/finanzas/servicios/nuevo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        var line = page.Locator(".resumen-errores li", new() { HasText = "Escribe el código CPT4." });
        await line.WaitForAsync();

        await page.GetByLabel("CPT4").FillAsync("99213");
        await page.Keyboard.PressAsync("Tab");

        await line.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await page.Locator(".resumen-errores li").CountAsync()).Should().BeGreaterThan(0, "the others are still wrong");
    }

    private static async Task AgreeAsync(IPage page, string code)
    {
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Precio" });
        await form.GetByLabel("Aseguradora").ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item").First.ClickAsync();
        await form.GetByLabel("CPT4").FillAsync(code);
        await page.WriteMoneyAsync("Monto", 700m);
        await form.GetByRole(AriaRole.Button, new() { Name = "Guardar precio" }).ClickAsync();
        await page.Locator("tr", new() { HasText = code }).WaitForAsync();
    }

    private static Task UntilFocusAsync(IPage page, string text) =>
        page.UntilAsync(async () => (await page.EvaluateAsync<string>(Where)).Contains(text, StringComparison.Ordinal));
}
