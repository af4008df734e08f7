using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>
/// The pictures of the README and of the guide. <c>tools/pictures</c> takes them anew from the running product; without it, this holds that each
/// stands in its text and that its screen is still there.
/// </summary>
public class ImagenesTests(Browser browser, Lived lived) : IClassFixture<Lived>
{
    private static readonly bool s_draws = Environment.GetEnvironmentVariable("HONORARIO_DRAW") is not null;

    public static TheoryData<string, string, string> Pictures => new()
    {
        { "inicio", "/", "Por facturar" },
        { "servicios", "/finanzas/facturacion?tab=servicios", "Monto total de servicios" },
        { "facturacion", "/finanzas/facturacion?tab=facturacion", "Servicios facturados" },
        { "vinculacion", "/configuracion/vinculacion", "CPT4" },
        { "cobros", "/finanzas/cobros", "saldo" },
        { "pagos", "/finanzas/pagos", "Complementos de pago" },
        { "cartera", "/finanzas/cartera", "Cartera" },
        { "pacientes", "/pacientes", "Pacientes" },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public async Task Every_picture_stands_in_its_text_and_its_screen_is_there(string name, string address, string said)
    {
        var page = s_draws
            ? await browser.SignInAsync(Demo.Physician.AsShown, await lived.ProductAsync(), width: 1440)
            : await browser.SignInAsync(Demo.Physician, width: 1440);
        await page.GotoAsync(new Uri(new Uri(page.Url), address).ToString());
        await page.Locator("main").GetByText(said).First.WaitForAsync();
        var file = Path.Combine(Product.Root(), "docs", "imagenes", $"{name}.png");
        if (s_draws)
        {
            await page.EvaluateAsync("document.activeElement?.blur()");
            await page.QuietAsync();
            await page.ScreenshotAsync(new() { Path = file });
        }

        File.Exists(file).Should().BeTrue($"tools/pictures takes {name}.png");
        var texts = await File.ReadAllTextAsync(Path.Combine(Product.Root(), "README.md"))
            + await File.ReadAllTextAsync(Path.Combine(Product.Root(), "docs", "guia-de-usuario.md"));
        texts.Should().Contain($"imagenes/{name}.png");
    }
}
