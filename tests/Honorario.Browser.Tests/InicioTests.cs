using System.Net;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>What a person meets first: the worklist, Finanzas, the demo's mailbox; and what a browser fetches for it.</summary>
public class InicioTests(Browser browser)
{
    [Fact]
    public async Task The_worklist_says_all_that_can_be_billed_and_one_click_begins_the_invoice_of_a_month()
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        var toBill = page.GetByRole(AriaRole.Region, new() { Name = "Por facturar" });
        var months = toBill.GetByRole(AriaRole.Link, new() { NameRegex = new("^Facturar: General de Salud · ") });
        await months.First.WaitForAsync();
        (await months.CountAsync()).Should().BeGreaterThan(2, "the demo has services of three months");

        await months.First.ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Registrar factura" }).WaitForAsync();
        (await page.GetByLabel("Receptor").InputValueAsync()).Should().Contain("General de Salud");
    }

    [Fact]
    public async Task A_click_on_Finanzas_opens_Finanzas_and_its_entries_stay()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "Principal" });

        await menu.GetByRole(AriaRole.Link, new() { Name = "Finanzas" }).ClickAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "Finanzas" }).WaitForAsync();
        await page.GetByText("Facturado a aseguradoras").WaitForAsync();
        await menu.GetByRole(AriaRole.Link, new() { Name = "Finanzas" }).ClickAsync();
        await menu.GetByRole(AriaRole.Link, new() { Name = "Facturación" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Servicios realizados" }).WaitForAsync();
    }

    [Fact]
    [Trait(Product.Which, Product.Own)]
    public async Task In_the_demo_an_invoice_is_mailed_from_the_first_minute_and_arrives_at_the_mailbox_of_its_practice_only()
    {
        await using var product = await Product.LaunchAsync();
        var url = product.Url;
        var page = await browser.SignInAsync(Demo.Physician, product);
        await page.RegisterAsync(url, "COR-1");
        await page.SelectOneAsync(Today.AddDays(-60), Today);
        await page.StampAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Enviar a correo electrónico" }).ClickAsync();
        await page.GetByLabel("Para").FillAsync("siniestros@generaldesalud.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enviar", Exact = true }).ClickAsync();
        await page.GetByText("enviado", new() { Exact = true }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Correo de demostración" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "COR-1" }).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByText("siniestros@generaldesalud.example").WaitForAsync();
        var message = page.Url;
        var file = await page.GetByRole(AriaRole.Link, new() { NameRegex = new("\\.pdf$") }).GetAttributeAsync("href");

        (await page.APIRequest.GetAsync($"{url}{file}")).Status.Should().Be((int)HttpStatusCode.OK);
        var stranger = await browser.SignInAsync(Demo.Clinic, product);
        (await stranger.APIRequest.GetAsync($"{url}{file}")).Status.Should().Be((int)HttpStatusCode.NotFound);
        await stranger.GotoAsync(message);
        (await stranger.GetByText("siniestros@generaldesalud.example").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_browser_fetches_little_to_sign_in_and_nothing_static_twice()
    {
        var url = browser.Product.Url;
        var page = await browser.OpenAsync("about:blank");
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        var bytes = 0d;
        session.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        await page.GotoAsync($"{url}/cuenta/entrar", new() { WaitUntil = WaitUntilState.NetworkIdle });
        bytes.Should().BePositive().And.BeLessThan(60 * 1024);

        await page.GetByLabel("Correo electrónico").FillAsync(Demo.Physician.Email);
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync(Demo.Physician.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Por facturar" }).WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var again = new List<string>();
        var fetched = new Dictionary<string, string>();
        var fromMemory = new HashSet<string>();
        session.Event("Network.requestServedFromCache").OnEvent += (_, served) => fromMemory.Add(served!.Value.GetProperty("requestId").GetString()!);
        session.Event("Network.responseReceived").OnEvent += (_, received) =>
        {
            var (id, response) = (received!.Value.GetProperty("requestId").GetString()!, received.Value.GetProperty("response"));
            if (!fromMemory.Contains(id) && (!response.TryGetProperty("fromDiskCache", out var cached) || !cached.GetBoolean()))
                fetched[id] = response.GetProperty("url").GetString()!;
        };
        session.Event("Network.loadingFinished").OnEvent += (_, finished) =>
        {
            if (fetched.TryGetValue(finished!.Value.GetProperty("requestId").GetString()!, out var address) && IsStatic(address))
                again.Add(address);
        };
        await page.GotoAsync($"{url}/finanzas");
        await page.GetByText("Facturado a aseguradoras").WaitForAsync();

        again.Should().BeEmpty();
        foreach (var icon in (string[])["/favicon.ico", "/honorario.webmanifest", "/iconos/icono-192.png", "/iconos/icono-512.png"])
        {
            var answer = await page.APIRequest.GetAsync($"{url}{icon}");
            (answer.Status, answer.Url).Should().Be((200, url + icon));
        }
    }

    private static readonly string[] StaticEndings = [".css", ".js", ".woff2", ".svg", ".png"];

    private static bool IsStatic(string address) =>
        StaticEndings.Any(ending => new Uri(address).AbsolutePath.EndsWith(ending, StringComparison.Ordinal));
}
