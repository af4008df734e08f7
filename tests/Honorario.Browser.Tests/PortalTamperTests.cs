using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Honorario.Browser.Tests;

/// <summary>The patient's portal over plain HTTP: what it weighs, what it reads, and what it answers to who forges what it is sent.</summary>
public class PortalTamperTests(Browser browser)
{
    private static readonly Dictionary<string, string> Honest = new()
    {
        ["rfc"] = Cobro.PersonRfc, ["nombre"] = "Xochilt Casas Chavez", ["cp"] = "36257", ["regimen"] = "612", ["uso"] = "D01", ["correo"] = "",
    };

    private string Url => browser.Product.Url;

    [Fact]
    public async Task Whatever_is_forged_is_refused_and_nothing_is_stored_and_what_the_form_does_not_ask_changes_nothing()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        await page.CloseAsync();
        using var http = Anonymous();
        var stamps = await browser.Product.StampsAsync();
        var token = ticket.Token;
        string[] notKeys = [Other(token), token[..^1], token + "A", token.ToLowerInvariant() + "_", new string('A', 22), "..%2f" + token];
        foreach (var key in notKeys)
        {
            (await StatusAsync(http, $"/p/{key}")).Should().Be(HttpStatusCode.NotFound, key);
            (await PostAsync(http, token, $"/p/{key}/facturar", Honest)).Status.Should().Be(HttpStatusCode.NotFound, key);
        }

        (await PostAsync(http, null, "/p", new() { ["folio"] = ticket.Folio, ["total"] = "0.01" })).Status.Should().Be(HttpStatusCode.NotFound);
        (await PostAsync(http, null, "/p", new() { ["folio"] = Other(ticket.Folio), ["total"] = ticket.Total })).Status.Should().Be(HttpStatusCode.NotFound);
        var byFolio = await FolioKeyAsync(http, ticket);
        (await StatusAsync(http, $"/p/{Other(byFolio)}")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(http, $"/p/{token}/xml")).Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync(http, $"/finanzas/cobros/ticket/{Guid.NewGuid()}/facturar")).Should().Be(HttpStatusCode.Redirect);

        (string Field, string Value)[] forged =
        [
            ("rfc", "CACX7605101P"),
            ("rfc", "EKU9003173C9"),
            ("rfc", "XAXX010101000"),
            ("rfc", new string('X', 5000)),
            ("nombre", ""),
            ("nombre", "A|B"),
            ("nombre", new string('A', 301)),
            ("cp", "1"),
            ("cp", "ABCDE"),
            ("regimen", "601"),
            ("regimen", "999"),
            ("regimen", ""),
            ("uso", "G03\" onload=\""),
            ("uso", "CP01"),
            ("correo", "a@b\r\nBcc: c@d.mx"),
            ("corrige", Guid.NewGuid().ToString()),
            ("corrige", "x' OR 1=1"),
        ];
        foreach (var (field, value) in forged)
        foreach (var step in new[] { "revisar", "facturar" })
            (await PostAsync(http, token, $"/p/{token}/{step}", new(Honest) { [field] = value }))
                .Status.Should()
                .Be(HttpStatusCode.BadRequest, $"{step} {field}={value}");
        (await PostAsync(http, byFolio, $"/p/{byFolio}/facturar", new(Honest) { ["corrige"] = Guid.NewGuid().ToString() }))
            .Status.Should()
            .Be(HttpStatusCode.BadRequest);
        using (var noToken = await http.PostAsync($"{Url}/p/{token}/facturar", new FormUrlEncodedContent(Honest)))
            noToken.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await http.GetStringAsync($"{Url}/p/{token}")).Should().Contain("Revisar").And.NotContain("Tu factura");
        (await browser.Product.StampsAsync()).Should().Be(stamps);

        var invoiced = await PostAsync(
            http,
            token,
            $"/p/{token}/facturar",
            new(Honest)
            {
                ["total"] = "0.01",
                ["folio"] = "1",
                ["formaPago"] = "99",
                ["ticketId"] = $"{Guid.NewGuid()}",
            });
        var again = await PostAsync(http, token, $"/p/{token}/facturar", new(Honest) { ["rfc"] = "FUNK671228PH6" });
        invoiced.Status.Should().Be(HttpStatusCode.SeeOther);
        again.Status.Should().Be(HttpStatusCode.BadRequest);
        var xml = await StampedAsync(http, token);
        xml.Should().Contain($"Total=\"{ticket.Total}\"").And.Contain("FormaPago=\"04\"").And.Contain(Cobro.PersonRfc);
        (await browser.Product.StampsAsync()).Should().Be(stamps + 1);
    }

    [Fact]
    public async Task The_page_weighs_less_than_100_kB_with_nothing_else_to_fetch_and_a_Constancia_fills_it_in()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        var constancia = await ConstanciaAsync(page);
        await page.CloseAsync();
        var patient = await browser.OpenAsync("about:blank", 360, scripts: false);
        var requests = 0;
        patient.Request += (_, _) => requests++;
        var answer = (await patient.GotoAsync(ticket.Link))!;
        (await answer.BodyAsync()).Length.Should().BeLessThan(100_000);
        requests.Should().Be(1);
        answer.Headers["cache-control"].Should().Contain("no-store");

        await patient.GetByLabel("Correo electrónico").FillAsync("yo@example.mx");
        await patient
            .GetByLabel("Constancia")
            .SetInputFilesAsync(
                new Microsoft.Playwright.FilePayload
                {
                    Name = "constancia.pdf",
                    MimeType = "application/pdf",
                    Buffer = constancia,
                });
        await patient.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Llenar con mi Constancia" }).ClickAsync();
        await patient.GetByText("Llenamos los datos").WaitForAsync();
        (await patient.GetByLabel("RFC").InputValueAsync()).Should().Be(Cobro.PersonRfc);
        (await patient.GetByLabel("Nombre").InputValueAsync()).Should().Be("XOCHILT CASAS CHAVEZ");
        (await patient.GetByLabel("Código postal").InputValueAsync()).Should().Be("06700");
        (await patient.GetByLabel("Régimen fiscal").InputValueAsync()).Should().Be("612");
        (await patient.GetByLabel("Correo electrónico").InputValueAsync()).Should().Be("yo@example.mx");
        await patient
            .GetByLabel("Constancia")
            .SetInputFilesAsync(
                new Microsoft.Playwright.FilePayload
                {
                    Name = "recibo.pdf",
                    MimeType = "application/pdf",
                    Buffer = "hola"u8.ToArray(),
                });
        await patient.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Llenar con mi Constancia" }).ClickAsync();
        await patient.GetByText("no es un PDF").First.WaitForAsync();
        (await patient.GetByLabel("RFC").InputValueAsync()).Should().Be(Cobro.PersonRfc);
        await patient.GetByLabel("RFC").PressAsync("Enter");
        await patient.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Revisa tu factura" }).WaitForAsync();
    }

    [Fact]
    public async Task On_a_phone_what_is_wrong_is_in_sight_and_has_the_focus_without_scripts()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        await page.CloseAsync();
        var patient = await browser.OpenAsync(ticket.Link, 360, scripts: false);
        await patient.GetByLabel("RFC").FillAsync("CACX76O5101P8");
        await patient.GetByLabel("Nombre").FillAsync("Xochilt Casas Chavez");
        await patient.GetByLabel("Código postal").FillAsync("6700");
        await patient.GetByLabel("Régimen fiscal").SelectOptionAsync("612");
        await patient.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Revisar" }).ClickAsync();

        var summary = patient.Locator(".resumen-errores:focus");
        await summary.WaitForAsync();
        var place = (await summary.BoundingBoxAsync())!;
        place.Y.Should().BeInRange(0, 900 - place.Height);
        (await summary.InnerTextAsync()).Should().Contain("¿Quisiste decir CACX7605101P8?").And.Contain("¿Quisiste decir 06700?");
        (await patient.GetByLabel("RFC").GetAttributeAsync("aria-invalid")).Should().Be("true");
        (await patient.GetByLabel("RFC").InputValueAsync()).Should().Be("CACX76O5101P8", "nothing typed is lost");

        await patient.GetByLabel("RFC").FillAsync(" cacx-760510-1p8 ");
        await patient.GetByLabel("Código postal").FillAsync("C.P. 36257");
        await patient.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Revisar" }).ClickAsync();
        await patient.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Revisa tu factura" }).WaitForAsync();
    }

    private static HttpClient Anonymous() => new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });

    private async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync($"{Url}{path}");
        return answer.StatusCode;
    }

    /// <summary>Sends a form with the antiforgery token of a page that is honestly had: of a ticket, or of the start.</summary>
    private async Task<(HttpStatusCode Status, Uri? Location)> PostAsync(HttpClient http, string? key, string path, Dictionary<string, string> form)
    {
        var from = await http.GetStringAsync($"{Url}/p{(key is null ? "" : $"/{key}")}");
        var token = Regex.Match(from, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        if (token.Length == 0)
            token = Regex
                .Match(await http.GetStringAsync($"{Url}/p"), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")
                .Groups[1]
                .Value;
        using var answer = await http.PostAsync(
            $"{Url}{path}",
            new FormUrlEncodedContent(new Dictionary<string, string>(form) { ["__RequestVerificationToken"] = token }));
        return (answer.StatusCode, answer.Headers.Location);
    }

    private async Task<string> FolioKeyAsync(HttpClient http, ChargedTicket ticket)
    {
        var found = await PostAsync(http, null, "/p", new() { ["folio"] = ticket.Folio, ["total"] = ticket.Total });
        found.Status.Should().Be(HttpStatusCode.SeeOther);
        return found.Location!.OriginalString["/p/".Length..];
    }

    private async Task<string> StampedAsync(HttpClient http, string token)
    {
        for (var number = 0; number < 120; number++)
        {
            using var answer = await http.GetAsync($"{Url}/p/{token}/xml");
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadAsStringAsync();
            await Task.Delay(250);
        }

        throw new TimeoutException("The invoice was not stamped.");
    }

    /// <summary>The text with its middle character exchanged for another of the same kind.</summary>
    private static string Other(string text)
    {
        var at = text.Length / 2;
        return new StringBuilder(text) { [at] = text[at] == 'Z' ? 'Y' : 'Z' }.ToString();
    }

    /// <summary>A Constancia with SAT's labels, printed by the browser.</summary>
    private static async Task<byte[]> ConstanciaAsync(Microsoft.Playwright.IPage page)
    {
        string[] lines =
        [
            "CONSTANCIA DE SITUACIÓN FISCAL",
            $"RFC: {Cobro.PersonRfc}",
            "Nombre (s): XOCHILT",
            "Primer Apellido: CASAS",
            "Segundo Apellido: CHAVEZ",
            "Código Postal: 06700 Tipo de Vialidad: CALLE",
            "Regímenes:",
            "Régimen de las Personas Físicas con Actividades Empresariales y Profesionales 01/01/2015",
        ];
        await page.SetContentAsync(string.Concat(lines.Select(line => $"<p style=\"font: 9pt sans-serif\">{line}</p>")));
        return await page.PdfAsync();
    }
}
