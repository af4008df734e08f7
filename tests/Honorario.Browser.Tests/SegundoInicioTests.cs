using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>What <c>./run</c> promises.</summary>
public class SegundoInicioTests(Browser browser)
{
    [Fact]
    public async Task An_empty_start_asks_for_the_first_account_and_a_second_start_keeps_it()
    {
        await using var product = await Product.LaunchAsync("--empty");
        var page = await browser.OpenAsync(product.Url);
        await page.GetByLabel("Nombre del consultorio").FillAsync("Consultorio Nuevo");
        await page.GetByLabel("Tu nombre").FillAsync("Dra. Nueva");
        await page.GetByLabel("Correo electrónico").FillAsync("nueva@honorario.example");
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync("una-frase-larga-9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Crear cuenta" }).ClickAsync();
        await page.GetByText("Datos fiscales").First.WaitForAsync();

        await product.KillAsync();
        await product.StartAsync();

        page = await browser.SignInAsync(new Demo("nueva@honorario.example", "una-frase-larga-9"), product);
        (await page.GetByText("Dra. Nueva").First.IsVisibleAsync()).Should().BeTrue();
    }
}
