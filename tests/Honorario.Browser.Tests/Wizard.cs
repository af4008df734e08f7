using System.Globalization;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Part C of the guide, step by step, by the labels that it prints.</summary>
internal static class Wizard
{
    /// <summary>"+ Registrar Factura" → "Registrar".</summary>
    public static async Task RegisterAsync(this IPage page, string url, string controlNumber)
    {
        await page.GotoAsync($"{url}/finanzas/facturacion?tab=facturacion");
        await page.GetByRole(AriaRole.Link, new() { Name = "+ Registrar Factura" }).ClickAsync();
        await page.ChooseAsync("Receptor", "General de Salud");
        await page.GetByLabel("No de Control Interno").FillAsync(controlNumber);
        await page.GetByRole(AriaRole.Button, new() { Name = "Registrar" }).ClickAsync();
        await page.GetByLabel("Método de pago").WaitForAsync();
    }

    /// <summary>The payment's defaults, a period, all of its services, "Terminar".</summary>
    public static async Task SelectAllAsync(this IPage page, DateOnly from, DateOnly to)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Siguiente" }).ClickAsync();
        await page.PeriodAsync(from, to);
        await page.GetByLabel("Seleccionar todos").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Terminar" }).ClickAsync();
    }

    /// <summary>The payment's defaults, a period, its first free service, "Terminar": the summary.</summary>
    public static async Task SelectOneAsync(this IPage page, DateOnly from, DateOnly to)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Siguiente" }).ClickAsync();
        await page.PeriodAsync(from, to);
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("Seleccionar el servicio") }).First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Terminar" }).ClickAsync();
        await page.StampButton().WaitForAsync();
    }

    /// <summary>Asks for the services of a period and waits until they, or the word that there are none, have taken the place of what was shown.</summary>
    public static async Task PeriodAsync(this IPage page, DateOnly from, DateOnly to)
    {
        await page.WriteDateAsync("Desde", from);
        await page.WriteDateAsync("Hasta", to);
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar", Exact = true }).ClickAsync();
        await page.PeriodShownAsync(from, to);
    }

    public static Task PeriodShownAsync(this IPage page, DateOnly from, DateOnly to) =>
        page.GetByText($"del {Written(from)} al {Written(to)}").First.WaitForAsync();

    public static async Task WriteDateAsync(this IPage page, string label, DateOnly date)
    {
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true });
        await field.FillAsync(Written(date));
        await field.PressAsync("Tab");
    }

    private static string Written(DateOnly date) => date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Types an amount in pesos and leaves the field.</summary>
    public static async Task WriteMoneyAsync(this IPage page, string label, decimal pesos)
    {
        var field = page.GetByLabel(label, new() { Exact = true });
        await field.FillAsync(pesos.ToString("0.00", CultureInfo.InvariantCulture));
        await field.PressAsync("Tab");
    }

    /// <summary>Chooses from a list; one that already shows the choice stays.</summary>
    public static async Task ChooseAsync(this IPage page, string label, string option)
    {
        var field = page.GetByLabel(label, new() { Exact = true });
        if (await field.InputValueAsync() is { } shown && shown.Contains(option, StringComparison.Ordinal))
            return;
        await field.ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option })
            .Or(page.Locator(".mud-popover-open .mud-list-item", new() { HasText = option }))
            .First.ClickAsync();
    }

    /// <summary>A file onto the place for it.</summary>
    public static Task DropAsync(this IPage page, string label, string name, byte[] content) =>
        page.GetByLabel(label).DropAsync(new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });

    /// <summary>Files onto a place, once it listens: Blazor marks its file inputs when they do.</summary>
    public static async Task DropAsync(this ILocator place, params FilePayload[] files)
    {
        await place.EvaluateAsync(
            "async field => { for (let turn = 0; turn < 400 && field._blazorInputFileNextFileId === undefined; turn++) await new "
                + "Promise(next => setTimeout(next, 50)); }"
        );
        await place.SetInputFilesAsync(files);
    }

    /// <summary>A button, and what the product says when it is done.</summary>
    public static async Task SaveAsync(this IPage page, string button, string said)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        await page.GetByText(said).First.WaitForAsync();
    }

    /// <summary>The next step of the home page's checklist.</summary>
    public static async Task StepAsync(this IPage page, string step)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Inicio" }).First.ClickAsync();
        await page.Locator(".pendientes").GetByRole(AriaRole.Link, new() { Name = step }).ClickAsync();
    }

    public static ILocator StampButton(this IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Factura Honorario" });

    /// <summary>Stamps the draft that is open and waits until it is.</summary>
    public static async Task StampAsync(this IPage page)
    {
        await page.StampButton().ClickAsync();
        await page.Stamped().WaitForAsync();
    }

    public static ILocator Stamped(this IPage page) => page.GetByRole(AriaRole.Heading, new() { Name = "Factura timbrada" });

    public static async Task<string> DownloadAsync(this IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        return await download.PathAsync();
    }
}
