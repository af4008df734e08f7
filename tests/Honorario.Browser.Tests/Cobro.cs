using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>A ticket as it is printed.</summary>
internal sealed record ChargedTicket(string Folio, string Total, string Link)
{
    public string Token => Link[(Link.LastIndexOf('/') + 1)..];
}

/// <summary>Part D of the guide, step by step, by the labels that it prints.</summary>
internal static class Cobro
{
    public const string PersonRfc = "CACX7605101P8";

    /// <summary>"Búsqueda de Servicios a cobrar" → "Pagar Servicio" → "Pagar"; ends on "Imprimir Ticket".</summary>
    public static async Task<ChargedTicket> ChargeAsync(this IPage page, string url, string form = "Tarjeta de crédito")
    {
        await page.GotoAsync($"{url}/finanzas/cobros");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Búsqueda de Servicios a cobrar" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pagar Servicio" }).First.ClickAsync();
        var due = await page.GetByLabel("Monto de pago").InputValueAsync();
        await page.ChooseAsync("Forma de pago", form);
        (await page.GetByLabel("Cantidad").InputValueAsync()).Should().Be(due);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pagar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Imprimir Ticket" }).WaitForAsync();
        var link = (await page.Locator(".ticket .enlace a").GetAttributeAsync("href"))!;
        var folio = Regex.Match(await page.Locator(".ticket").InnerTextAsync(), "Ticket ([0-9]+-[0-9A-Z]{5})").Groups[1].Value;
        return new ChargedTicket(folio, due, link);
    }

    /// <summary>The patient's own data.</summary>
    public static async Task FillReceptorAsync(this IPage patient)
    {
        await patient.GetByLabel("RFC").FillAsync(PersonRfc);
        await patient.GetByLabel("Nombre").FillAsync("Xochilt Casas Chavez");
        await patient.GetByLabel("Código postal").FillAsync("36257");
        await patient.GetByLabel("Régimen fiscal").SelectOptionAsync("612");
    }

    /// <summary>Waits for what the page does by itself; one that runs no scripts is opened again.</summary>
    public static async Task UntilAsync(this IPage page, Func<Task<bool>> done)
    {
        const int mostTries = 120;
        for (var number = 0; number < mostTries; number++)
        {
            if (await done())
                return;
            await page.WaitForTimeoutAsync(250);
            if (page.Url.Contains("/p/", StringComparison.Ordinal))
                await page.ReloadAsync();
        }

        throw new TimeoutException("The page did not come to what was waited for.");
    }
}
