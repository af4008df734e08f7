using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>"Vista" of a list, and pages that stay true while they lie open.</summary>
public class VistaTests(Browser browser)
{
    [Fact]
    public async Task A_list_keeps_the_columns_and_the_searches_that_a_person_chose()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/pacientes?texto=quetzali");
        var last = page.GetByRole(AriaRole.Columnheader, new() { Name = "Último" });
        await last.WaitForAsync();
        await page.Locator("details.vista > summary").ClickAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Último" }).UncheckAsync();
        await Assertions.Expect(last).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Nombre de la búsqueda" }).FillAsync("Las de Quetzali");
        await page.Keyboard.PressAsync("Enter");

        await page.GotoAsync($"{browser.Product.Url}/pacientes");
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Paciente" }).WaitForAsync();
        await Assertions.Expect(last).ToBeHiddenAsync();
        await page.Locator("details.vista > summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Las de Quetzali" }).ClickAsync();
        await page.ArrivesAsync("**texto=quetzali**");
    }

    [Fact]
    public async Task A_patients_page_in_another_tab_hears_of_a_correction()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/pacientes?texto=quetzali");
        await page.GetByRole(AriaRole.Link, new() { Name = "Quetzali Prueba Núñez" }).ClickAsync();
        await page.ArrivesAsync("**/pacientes/*-*");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync($"{page.Url}?tab=datos");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Historia" }).ClickAsync();
        await other.GetByLabel("Teléfono", new() { Exact = true }).FillAsync("55 1234 5678");
        await other.GetByRole(AriaRole.Button, new() { Name = "Guardar paciente" }).ClickAsync();
        await page.GetByText("Paciente corregido").WaitForAsync();
    }
}
