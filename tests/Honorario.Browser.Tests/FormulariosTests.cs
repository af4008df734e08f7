using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Every form of the product, found by following its links, so that a new one is in it: what is typed survives, what is sent is sent once.</summary>
[Trait(Product.Which, Product.Own)]
public sealed class FormulariosTests(Browser browser) : IAsyncLifetime
{
    private const string Fill = """
        () => {
          const typed = [];
          for (const form of document.querySelectorAll('main form[data-borrador]')) {
            const fields = [...form.querySelectorAll('[data-campo]')].filter(field => !field.readOnly && !field.disabled && field.offsetParent);
            for (const field of fields) {
              field.focus();
              field.value = field.closest('.campo').querySelector('.calendario') ? '05/11/2026'
                : ['decimal', 'numeric'].includes(field.inputMode) ? '7' : field.inputMode === 'email' ? 'ana@correo.mx' : 'Texto de prueba';
              field.dispatchEvent(new Event('input', { bubbles: true }));
              field.dispatchEvent(new Event('change', { bubbles: true }));
              field.blur();
            }
            if (fields.length > 0) typed.push(form.dataset.borrador);
          }
          return typed;
        }
        """;

    /// <summary>What stands in the fields, however it is written back: 7 is 7.00.</summary>
    private const string Read = """
        () => {
          const plain = text => /^[\d.,]+%?$/.test(text) ? parseFloat(text) : text.toLowerCase();
          return JSON.stringify([...document.querySelectorAll('main form[data-borrador]')].map(form => [form.dataset.borrador,
            [...form.querySelectorAll('[data-campo]')].filter(field => !field.readOnly && !field.disabled && field.offsetParent)
              .map(field => `${field.dataset.campo}: ${plain(field.value)}`)]).filter(([, fields]) => fields.length > 0));
        }
        """;

    /// <summary>Sends every form twice at once, and says of which its answer was counted otherwise than once.</summary>
    private const string SendTwice = """
        async () => {
          const sent = [];
          for (const form of document.querySelectorAll('main form[data-vez]:not([method])')) {
            if (!form.isConnected) continue;
            const before = Number(form.dataset.vez);
            form.requestSubmit();
            form.requestSubmit();
            await new Promise(done => {
              const look = () => !form.isConnected || form.dataset.enviando === undefined ? done() : requestAnimationFrame(look);
              look();
            });
            sent.push([form, before + 1]);
          }
          return sent.filter(([form, turn]) => form.isConnected && Number(form.dataset.vez) !== turn)
            .map(([form]) => form.getAttribute('aria-label') ?? form.className);
        }
        """;

    private Product _product = null!;

    public async ValueTask InitializeAsync() => _product = await Product.LaunchAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task What_is_typed_comes_back_after_the_page_was_lost_and_two_sendings_are_one()
    {
        var (lost, twice, forms) = (new List<string>(), new List<string>(), 0);
        foreach (var user in new[] { Demo.Physician, Demo.Insurer })
        {
            var page = await browser.SignInAsync(user, _product);
            await page.WalkAsync(_product.Url, async path =>
            {
                await OpenedAsync(page);
                var typed = await page.EvaluateAsync<string[]>(Fill);
                await ComesAsync(page, "() => document.querySelector('[data-escrito]') === null", 0);
                forms += typed.Length;
                if (typed.Length > 0)
                {
                    var before = await page.EvaluateAsync<string>(Read);
                    await page.ReloadAsync();
                    await OpenedAsync(page);
                    if (!await ComesAsync(page, "count => document.querySelectorAll('.nota-borrador').length === count", typed.Length))
                        lost.Add($"{path}: not told");
                    else if (await page.EvaluateAsync<string>(Read) is var after && after != before)
                        lost.Add($"{path}: {before} became {after}");
                }

                twice.AddRange((await SendTwiceAsync(page)).Select(form => $"{path}: {form}"));
            });
        }

        forms.Should().BeGreaterThan(15, "the product has more forms than that");
        lost.Should().BeEmpty();
        twice.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_refused_is_there_after_the_page_was_lost_and_the_summary_forgets_what_was_mended()
    {
        var page = await browser.SignInAsync(Demo.Physician, _product);
        await page.GotoAsync($"{_product.Url}/finanzas/servicios/nuevo");
        var (claim, units) = (Box(page, "Siniestro"), Box(page, "Unidades"));
        await claim.FillAsync("SIN-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await page.GetByText("Elige al paciente").First.WaitForAsync();

        await page.ReloadAsync();
        await page.Locator(".nota-borrador").WaitForAsync();
        await Assertions.Expect(claim).ToHaveValueAsync("SIN-1");

        await units.FillAsync("1.5");
        await units.BlurAsync();
        await Assertions.Expect(units).ToHaveValueAsync("1.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await page.GetByText("número entero").First.WaitForAsync();
        await Assertions.Expect(Box(page, "Fecha")).Not.ToHaveValueAsync("");

        await Box(page, "Fecha").FillAsync("hoy");
        await Box(page, "Fecha").BlurAsync();
        await Assertions.Expect(Box(page, "Fecha")).ToHaveValueAsync(new Regex(@"^\d\d/\d\d/\d{4}$"));
    }

    private static ILocator Box(IPage page, string label) => page.GetByRole(AriaRole.Textbox, new() { Name = label }).First;

    /// <summary>The page stands and its parts that open by a button are open.</summary>
    private static async Task OpenedAsync(IPage page)
    {
        await page.Locator("main h1").First.WaitForAsync();
        await page.EvaluateAsync("document.querySelectorAll('main button[data-abre]').forEach(button => button.click())");
        await page.WaitForFunctionAsync("() => document.querySelector('main [data-enviando]') === null");
    }

    private static async Task<string[]> SendTwiceAsync(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<string[]>(SendTwice);
        }
        catch (PlaywrightException left) when (left.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            return []; // What was sent led to a page that is loaded anew.
        }
    }

    private static async Task<bool> ComesAsync(IPage page, string what, object argument)
    {
        try
        {
            await page.WaitForFunctionAsync(what, argument, new() { Timeout = 5_000 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
