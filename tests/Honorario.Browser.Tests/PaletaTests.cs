using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>"Buscar" by Ctrl+K or /, the keys of lists, and what each role finds there.</summary>
public class PaletaTests(Browser browser)
{
    [Fact]
    public async Task Ctrl_K_finds_a_patient_by_a_part_of_the_name_and_Enter_opens_it_also_when_typed_fast()
    {
        var page = await browser.SignInAsync(Demo.Assistant);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("ejemplar mari");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Mariana Ejemplar Quiroz" }).WaitForAsync();
        page.Url.Should().Contain("/pacientes/");
    }

    [Fact]
    public async Task A_slash_opens_it_an_action_for_the_patient_is_two_keys_away_and_Escape_closes_it()
    {
        var page = await browser.SignInAsync(Demo.Assistant);
        await page.Keyboard.PressAsync("/");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Ir a" });
        await dialog.WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("mariana");
        await dialog.GetByRole(AriaRole.Option, new() { Name = "Registrar servicio para Mariana Ejemplar Quiroz" }).WaitForAsync();
        await dialog.Locator("[role=listbox][data-para=mariana]").WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("**/finanzas/cobros?paciente=Mariana*");
    }

    [Fact]
    public async Task A_slash_typed_into_a_field_is_a_slash()
    {
        var page = await browser.SignInAsync(Demo.Assistant);
        await page.GotoAsync($"{browser.Product.Url}/pacientes");
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Buscar", Exact = true });
        await field.FocusAsync();
        await page.Keyboard.TypeAsync("a/j?");
        (await field.InputValueAsync()).Should().Be("a/j?");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_keys_walk_a_list_mark_its_rows_and_are_told_by_a_question_mark()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=servicios&desde=2026-01-01");
        await page.Locator("main tbody tr").Nth(2).WaitForAsync();
        await page.EvaluateAsync("document.activeElement.blur()");
        foreach (var key in new[] { "j", "j", "x", "k", "x" })
            await page.Keyboard.PressAsync(key);
        await page.GetByRole(AriaRole.Region, new() { Name = "Servicios seleccionados" }).GetByText("2 servicios seleccionados").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("**/finanzas/servicios/*");
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Dialog, new() { Name = "Teclas" }).GetByText("Fila siguiente").WaitForAsync();
    }

    [Theory]
    [InlineData("", "Registrar servicio")]
    [InlineData("finanzas/cobros", "Registrar servicio")]
    [InlineData("pacientes", "Nuevo paciente")]
    public async Task N_begins_what_is_new_from_anywhere(string from, string heading)
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.OpenQuietAsync($"{browser.Product.Url}/{from}");
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("n");
        await page.GetByRole(AriaRole.Heading, new() { Name = heading }).WaitForAsync();
    }

    [Theory]
    [InlineData("facturacion")]
    [InlineData("caja")]
    public async Task What_a_role_finds_it_may_open(string role)
    {
        var page = await browser.SignInAsync(role == "caja" ? Demo.Cashier : Demo.Assistant);
        var found = new HashSet<string>();
        foreach (var typed in new[] { "", "ja", "co", "fa", "re", "us", "da", "di", "se" })
        {
            await page.Keyboard.PressAsync("Control+k");
            if (typed.Length > 0)
                await page.Keyboard.TypeAsync(typed);
            await page.WaitForFunctionAsync("typed => document.querySelector('#paleta [role=listbox]').dataset.para === typed", typed);
            foreach (var link in await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#paleta [role=option]')].map(one => one.getAttribute('href'))"))
                found.Add(link);
            await page.Keyboard.PressAsync("Escape");
        }

        found.Should().HaveCountGreaterThan(role == "caja" ? 4 : 20);
        found.Should().NotContain("/configuracion/usuarios", "it is the administrator's");
        foreach (var link in found)
        {
            await page.GotoAsync(browser.Product.Url + link);
            await page.Locator("main h1, .ticket-pagina").First.WaitForAsync();
            (await page.GetByRole(AriaRole.Heading).AllInnerTextsAsync()).Should().NotContain(["No tienes permiso", "No existe"], link);
        }
    }
}
