using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>The people of a practice: who comes in, who chooses a password anew, who stays out.</summary>
public class UsuariosTests(Browser browser)
{
    [Fact]
    public async Task A_person_is_added_enters_by_a_link_that_works_once_changes_the_password_and_is_closed_out()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios");
        await owner.GetByLabel("Nombre").FillAsync("Rosa Recepción");
        await owner.GetByLabel("Correo electrónico").FillAsync("kemper@honorario.example");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        await owner.GetByText("Ya hay una cuenta con el correo").WaitForAsync();
        await owner.GetByLabel("Correo electrónico").FillAsync("rosa@honorario.example");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        await owner.GetByRole(AriaRole.Heading, new() { Name = "Enlace para Rosa Recepción" }).WaitForAsync();
        var link = await owner.GetByLabel("Enlace", new() { Exact = true }).InputValueAsync();

        var rosa = await browser.OpenAsync(link);
        await rosa.GetByLabel("Contraseña nueva").FillAsync("corta");
        await rosa.GetByLabel("Contraseña nueva").EvaluateAsync("field => field.removeAttribute('minlength')");
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await rosa.GetByText("al menos 10 caracteres").First.WaitForAsync();
        await rosa.GetByLabel("Contraseña nueva").FillAsync("frase-de-rosa-1");
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await rosa.GetByRole(AriaRole.Heading, new() { Name = "Hola, Rosa Recepción" }).WaitForAsync();
        var again = await browser.OpenAsync(link);
        await again.GetByRole(AriaRole.Heading, new() { Name = "Este enlace ya no sirve" }).WaitForAsync();

        await rosa.GotoAsync($"{browser.Product.Url}/cuenta/cambiar-contrasena");
        await ChangeAsync(rosa, "equivocada-1234", "frase-de-rosa-2");
        await rosa.GetByText("La contraseña actual no es correcta").WaitForAsync();
        await ChangeAsync(rosa, "frase-de-rosa-1", "frase-de-rosa-2");
        await rosa.GetByText("Tu contraseña cambió").WaitForAsync();
        await browser.SignInAsync(new Demo("rosa@honorario.example", "frase-de-rosa-2"));

        await owner.GetByRole(AriaRole.Button, new() { Name = "Cerrar acceso a Administración Kemper" }).ClickAsync();
        await owner.GetByText("No puedes cerrar tu propio acceso").WaitForAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Cerrar acceso a Rosa Recepción" }).ClickAsync();
        await owner.GetByText("Acceso cerrado").First.WaitForAsync();
        var closed = await browser.OpenAsync($"{browser.Product.Url}/cuenta/entrar");
        await closed.GetByLabel("Correo electrónico").FillAsync("rosa@honorario.example");
        await closed.GetByLabel("Contraseña", new() { Exact = true }).FillAsync("frase-de-rosa-2");
        await closed.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
        await closed.GetByText("Tu acceso está cerrado").WaitForAsync();

        await owner.GotoAsync($"{browser.Product.Url}/configuracion/bitacora?texto=rosa%40honorario.example");
        (await owner.GetByRole(AriaRole.Row).Filter(new() { HasText = "Acceso cerrado" }).TextContentAsync()).Should().Contain("Administración Kemper");
        var csv = await owner.APIRequest.GetAsync($"{browser.Product.Url}/api/bitacora.csv?texto=rosa%40honorario.example");
        (await csv.TextAsync()).Should().Contain("Persona agregada").And.NotContain(link[^20..], "a link is kept nowhere");
    }

    [Fact]
    public async Task Who_forgot_the_password_is_answered_alike_with_an_account_and_without()
    {
        foreach (var email in new[] { Demo.Physician.Email, "nadie@honorario.example" })
        {
            var page = await browser.OpenAsync($"{browser.Product.Url}/cuenta/entrar");
            await page.GetByRole(AriaRole.Link, new() { Name = "Olvidé mi contraseña" }).ClickAsync();
            await page.GetByLabel("Correo electrónico").FillAsync(email);
            await page.GetByRole(AriaRole.Button, new() { Name = "Enviar enlace" }).ClickAsync();
            await page.GetByText($"Si {email} tiene una cuenta").WaitForAsync();
        }
    }

    private static async Task ChangeAsync(IPage page, string current, string chosen)
    {
        await page.GetByLabel("Contraseña actual").FillAsync(current);
        await page.GetByLabel("Contraseña nueva").FillAsync(chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cambiar contraseña" }).ClickAsync();
    }
}
