using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>
/// axe finds nothing by WCAG 2.2 AA or its best practices. Here on the screens where most is done, wide in the light and narrow in the dark;
/// <c>tools/axe</c> walks every screen of every role at four widths in both themes.
/// </summary>
public class AccesibilidadTests(Browser browser, Lived lived) : IClassFixture<Lived>
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    private static readonly (int Width, bool Dark)[] Some = [(1440, false), (360, true)];
    private static readonly (int Width, bool Dark)[] All =
        [.. from dark in new[] { false, true } from width in new[] { 1440, 768, 360, 320 } select (width, dark)];


    /// <summary>"all" walks every screen in every look, "screens" every screen in the two looks of ./test.</summary>
    private static readonly string? s_walk = Environment.GetEnvironmentVariable("HONORARIO_AXE");

    private static (int Width, bool Dark)[] Looks => s_walk == "all" ? All : Some;

    public static TheoryData<string, string> Screens => new()
    {
        { nameof(Demo.Physician), "/ /finanzas/facturacion?tab=servicios /finanzas/servicios/nuevo /pacientes" },
        { nameof(Demo.Clinic), "/configuracion/usuarios /configuracion/datos-fiscales" },
        { nameof(Demo.Cashier), "/finanzas/cobros?tab=caja" },
        { nameof(Demo.Insurer), "/aseguradora/revision" },
        { nameof(Demo.Doctor), "/" },
        { nameof(Demo.Accountant), "/finanzas" },
        { nameof(Demo.Reviewer), "/aseguradora" },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Axe_finds_nothing_on_the_screens_of(string who, string screens)
    {
        var found = new List<string>();
        if (s_walk is not null)
        {
            var product = await lived.ProductAsync();
            var page = await browser.SignInAsync(Demo.Named(who).AsShown, product);
            await page.WalkAsync(product.Url, async path => found.AddRange(await FindAsync(page, product.Url + path, Looks)));
        }
        else
        {
            var page = await browser.SignInAsync(Demo.Named(who));
            // One look each, in turns.
            foreach (var (at, path) in screens.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
                found.AddRange(await FindAsync(page, browser.Product.Url + path, [Some[at % Some.Length]]));
        }

        found.Should().BeEmpty();
    }

    [Theory]
    [InlineData("/cuenta/entrar")]
    [InlineData("/cuenta/olvide")]
    [InlineData("/p")]
    public async Task Axe_finds_nothing_on_the_pages_of_everybody(string path)
    {
        var page = await browser.OpenAsync(browser.Product.Url + path);
        (await FindAsync(page, page.Url, Looks)).Should().BeEmpty();
    }

    /// <summary>What is found there: address, width, theme, rule and the first elements.</summary>
    private static async Task<List<string>> FindAsync(IPage page, string address, (int Width, bool Dark)[] looks)
    {
        var found = new List<string>();
        foreach (var theme in looks.GroupBy(look => look.Dark))
        {
            await page.Context.AddCookiesAsync([new() { Name = "tema", Value = theme.Key ? "dark" : "light", Url = new Uri(address)
                .GetLeftPart(UriPartial.Authority) }]);
            await page.OpenQuietAsync(address);
            foreach (var (width, dark) in theme)
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.QuietAsync();
                var result = await page.RunAxe(Rules);
                found.AddRange(result.Violations.Select(rule =>
                    $"{new Uri(address).PathAndQuery} {width}{(dark ? " dark" : "")} {rule.Id}: {string.Join(" · ", rule.Nodes.Take(3).Select(node => node.Target))}"));
            }
        }

        return found;
    }
}
