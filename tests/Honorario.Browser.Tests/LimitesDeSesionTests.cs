using System.Diagnostics;
using System.Net;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>How long a session lives is a setting, which holds for pages and for screens that stand open.</summary>
[Trait(Product.Which, Product.AlsoOwn)]
public sealed class LimitesDeSesionTests(Browser browser)
{
    private static readonly TimeSpan Absolute = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task A_session_ends_when_the_settings_say_though_its_person_works()
    {
        await using var product = await Product.LaunchAsync([("Session:Absolute", $"{Absolute}")], "--empty");
        var page = await browser.OpenAsync(product.SetUpLink);
        await page.GetByLabel("Nombre del consultorio").FillAsync("Consultorio breve");
        await page.GetByLabel("Tu nombre").FillAsync("Dra. Breve");
        await page.GetByLabel("Correo electrónico").FillAsync("breve@honorario.example");
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync("una-frase-larga-9");
        var clock = Stopwatch.StartNew();
        await page.GetByRole(AriaRole.Button, new() { Name = "Crear cuenta" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Hola, Dra. Breve" }).WaitForAsync();

        var over = page.GetByRole(AriaRole.Heading, new() { Name = "Tu sesión terminó" });
        while (!await over.IsVisibleAsync() && clock.Elapsed < 3 * Absolute)
            await page.Keyboard.PressAsync("Tab");

        clock.Elapsed.Should().BeGreaterThan(Absolute).And.BeLessThan(3 * Absolute);
        (await page.APIRequest.GetAsync($"{product.Url}/api/facturas.csv")).Status.Should().Be((int)HttpStatusCode.Unauthorized);
    }
}
