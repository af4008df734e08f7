using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Honorario.Archivos.Tests;

namespace Honorario.Browser.Tests;

/// <summary>Hostile files against the running product: the patient is told in time, others are served meanwhile, and the server stays as small as it was.</summary>
public class BombasTests(Browser browser)
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(6);

    /// <summary>Far more than a page takes, on a machine that runs everything at once.</summary>
    private static readonly TimeSpan Served = TimeSpan.FromSeconds(2);

    private string Url => browser.Product.Url;

    [Fact]
    public async Task A_bomb_is_answered_with_a_sentence_while_others_are_served_and_nothing_grows()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        await page.CloseAsync();
        using var http = new HttpClient();
        await SendAsync(http, ticket.Token, "hola"u8.ToArray());
        var before = browser.Product.Memory();

        foreach (var bomb in (byte[][])[Bombas.PdfDoubleFlate(), Bombas.PdfOperators(), Bombas.PdfNestedObjects()])
        {
            var started = Stopwatch.GetTimestamp();
            var sent = SendAsync(http, ticket.Token, bomb);
            while (!sent.IsCompleted)
            {
                var asked = Stopwatch.GetTimestamp();
                (await http.GetAsync($"{Url}/p")).StatusCode.Should().Be(HttpStatusCode.OK);
                Stopwatch.GetElapsedTime(asked).Should().BeLessThan(Served);
                await Task.WhenAny(sent, Task.Delay(50));
            }

            var (status, text) = await sent;
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(InTime);
            (status, text).Should().Be((HttpStatusCode.BadRequest, text));
            text.Should().Contain("role=\"alert\"").And.Contain("Constancia");
        }

        (browser.Product.Memory() - before).Should().BeLessThan(64 * 1024 * 1024);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_told_so_and_the_connection_is_not_cut()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        await page.CloseAsync();
        using var http = new HttpClient();

        var (large, largeText) = await SendAsync(http, ticket.Token, new byte[20 * 1024 * 1024]);
        var (huge, hugeText) = await SendAsync(http, ticket.Token, new byte[80 * 1024 * 1024]);

        (large, huge).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge));
        WebUtility.HtmlDecode(largeText).Should().Contain("pesa más de 3 MB");
        hugeText.Should().Contain("pesa más de");
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient http, string token, byte[] file)
    {
        var form = await http.GetStringAsync($"{Url}/p/{token}");
        var antiforgery = Regex.Match(form, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(antiforgery), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "constancia", "constancia.pdf" },
        };
        using var answer = await http.PostAsync($"{Url}/p/{token}/constancia", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
