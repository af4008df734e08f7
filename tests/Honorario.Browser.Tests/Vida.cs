using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>What a practice has after its first day: one of each thing that has a page of its own.</summary>
internal static class Vida
{
    /// <summary>A draft; an invoice that was paid, with its complement; a ticket.</summary>
    /// <param name="browser">Where it is done.</param>
    /// <param name="user">Who bills and charges for the practice.</param>
    public static async Task LiveAsync(this Browser browser, Demo user)
    {
        var page = await browser.SignInAsync(user);
        var url = browser.Product.Url;
        await page.RegisterAsync(url, "VIDA-1");
        await page.RegisterAsync(url, "VIDA-2");
        await page.SelectOneAsync(Days.Today.AddDays(-30), Days.Today);
        await page.StampAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar pago" }).ClickAsync();
        await page.GetByLabel("Número de operación").FillAsync("SPEI-VIDA");
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Generar complemento de Pago" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Timbrar complemento" }).ClickAsync();
        await page.GetByText("Complemento Cargado").First.WaitForAsync();
        await page.ChargeAsync(url);
        await page.Context.CloseAsync();
    }
}
