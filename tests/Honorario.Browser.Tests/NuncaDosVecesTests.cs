using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>A CFDI is never stamped twice and never lost: what happens when the PAC or this very server fails.</summary>
[Trait(Product.Which, Product.Own)]
public sealed class NuncaDosVecesTests(Browser browser) : IAsyncLifetime
{
    private Product _product = null!;

    public async ValueTask InitializeAsync() => _product = await Product.LaunchAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task A_server_killed_between_the_click_and_the_stamp_ends_with_one_stamp()
    {
        var page = await ReadyAsync("KL-1");
        await _product.FaultAsync("slow", seconds: 4, count: 1);
        await page.StampButton().ClickAsync();
        await page.GetByText("ya está sellado y guardado").WaitForAsync();
        var invoice = page.Url.Split('?')[0];
        await _product.KillAsync();

        await _product.StartAsync();
        page = await browser.SignInAsync(Demo.Physician, _product);
        for (var look = 0; look < 30 && !await page.Stamped().IsVisibleAsync(); look++)
        {
            await page.GotoAsync(invoice);
            await page.GetByRole(AriaRole.Heading, new() { Name = "KL-1" }).WaitForAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        await page.Stamped().WaitForAsync();
        (await _product.StampsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_connection_dropped_after_the_stamp_ends_with_that_one_stamp()
    {
        var page = await ReadyAsync("DR-1");
        await _product.FaultAsync("drop-after-stamp", count: 1);

        await page.StampButton().ClickAsync();

        await page.Stamped().WaitForAsync(new() { Timeout = 60_000 });
        (await _product.StampsAsync()).Should().Be(1);
    }

    [Fact]
    public async Task A_pac_that_is_down_is_waited_for_and_told()
    {
        var page = await ReadyAsync("DN-1");
        await _product.FaultAsync("down");

        await page.StampButton().ClickAsync();
        await page.GetByText("En espera del PAC").WaitForAsync();
        (await _product.StampsAsync()).Should().Be(0);
        await _product.FaultAsync("none");

        await page.Stamped().WaitForAsync(new() { Timeout = 90_000 });
        (await _product.StampsAsync()).Should().Be(1);
    }

    /// <summary>The circuit is cut in the middle: the page comes back by itself, with what was typed, and says so.</summary>
    [Fact]
    public async Task What_was_being_typed_when_the_server_died_is_there_when_it_is_back()
    {
        var page = await browser.SignInAsync(Demo.Physician, _product);
        var tabs = new List<(IPage Page, ILocator Field, string Typed)>();
        foreach (var (path, label) in new[]
        {
            ("/finanzas/servicios/nuevo", "Siniestro"), ("/configuracion/datos-fiscales/nuevo", "Calle"), ("/configuracion/correo", "Servidor"),
        })
        {
            var tab = await page.Context.NewPageAsync();
            await tab.GotoAsync($"{_product.Url}{path}");
            var field = tab.Locator("main").GetByRole(AriaRole.Textbox, new() { Name = label }).First;
            await field.FillAsync($"Texto de {label}");
            await field.BlurAsync();
            await tab.WaitForFunctionAsync("() => document.querySelector('[data-escrito]') === null");
            tabs.Add((tab, field, $"Texto de {label}"));
        }

        await _product.KillAsync();
        await _product.StartAsync();

        foreach (var (tab, field, typed) in tabs)
        {
            await tab.Locator(".nota-borrador").First.WaitForAsync(new() { Timeout = 90_000 });
            await Assertions.Expect(field).ToHaveValueAsync(typed);
        }
    }

    private async Task<IPage> ReadyAsync(string controlNumber)
    {
        var page = await browser.SignInAsync(Demo.Physician, _product);
        await page.RegisterAsync(_product.Url, controlNumber);
        await page.SelectAllAsync(Today.AddDays(-7), Today);
        await page.StampButton().WaitForAsync();
        return page;
    }
}
