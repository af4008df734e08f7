using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(Honorario.Browser.Tests.Browser))]
[assembly: Parallelization(Mode = ParallelMode.None)]

namespace Honorario.Browser.Tests;

/// <summary>A real Chromium, and the product with demo data that most tests share.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _chromium = null!;
    private readonly Windows _windows = new();

    public Product Product { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        Product = await Product.LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _windows.CloseAsync();
        await Product.DisposeAsync();
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>A window of its own, signed in to a product; the demo's people to practices that are the test's own.</summary>
    internal async Task<IPage> SignInAsync(Demo user, Product? product = null, int width = 1280)
    {
        var url = (product ?? Product).Url;
        if (user.IsShipped)
            await Practices.OwnAsync(url);
        var page = await OpenAsync($"{url}/cuenta/entrar", width);
        await page.GetByLabel("Correo electrónico").FillAsync(user.Email);
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync(user.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
        await page.Locator("main#contenido").WaitForAsync();
        return page;
    }

    /// <summary>A window of its own on an address.</summary>
    public async Task<IPage> OpenAsync(string address, int width = 1280, bool scripts = true)
    {
        var context = await _chromium.NewContextAsync(
            new()
            {
                Locale = "es-MX",
                ViewportSize = new() { Width = width, Height = 900 },
                AcceptDownloads = true,
                JavaScriptEnabled = scripts,
            });
        await _windows.AddAsync(context);
        context.SetDefaultTimeout(45_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }
}
