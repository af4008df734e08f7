using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Honorario.Archivos.Tests;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>
/// Hostile files against the running product: whoever brings them is told in time, others are served meanwhile, the server stays as small as it was, and
/// nothing of them is left.
/// </summary>
public class BombasTests(Browser browser)
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    private const string Account = "012180000011111113";

    /// <summary>What the server's memory may grow by.</summary>
    private const long Growth = 64 * 1024 * 1024;

    /// <summary>By when 99 of a hundred of the others' requests are answered.</summary>
    private static readonly TimeSpan Served = TimeSpan.FromMilliseconds(Bombas.Quiet ? 200 : 2_000);

    private const string Typed = "XIQB891116QE4";
    private static readonly Regex TooLarge = new("^El archivo pesa más de \\d+ [KM]B");

    private string Url => browser.Product.Url;

    [Fact]
    public async Task A_bomb_of_a_stranger_is_answered_with_a_sentence_while_others_are_served_and_nothing_grows()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        await page.CloseAsync();
        using var http = new HttpClient();
        await SendAsync(http, ticket.Token, Bytes("hola"u8.ToArray()));
        using var watch = await Watch.StartAsync(browser.Product);

        foreach (var bomb in (byte[][])[Bombas.PdfDoubleFlate(), Bombas.PdfOperators(), Bombas.PdfNested(), Bombas.PdfNestedObjects(), Bombas.PdfScan(),
            Bombas.XlsxSharedStrings(), Bombas.ZipOfZips(), Bombas.PngPixels(60_000, 1024), Bombas.CsvWithoutLines(2 * 1024 * 1024)])
        {
            var started = Stopwatch.GetTimestamp();
            var (status, text) = await SendAsync(http, ticket.Token, Bytes(bomb));
            Soon(started, $"{bomb.Length} bytes");
            (status, text).Should().Be((HttpStatusCode.BadRequest, text));
            text.Should().Contain("role=\"alert\"").And.Contain("Constancia");
        }

        await watch.EndAsync();
    }

    [Fact]
    public async Task A_bomb_of_every_format_is_named_at_its_field_while_others_are_served_and_nothing_grows()
    {
        using var huge = new Huge();
        var logo = await OpenAsync("/configuracion/datos-fiscales");
        await logo.GetByRole(AriaRole.Link, new() { Name = "CACX7605101P8" }).ClickAsync();
        await logo.GetByRole(AriaRole.Textbox, new() { Name = "CLABE" }).FillAsync(Account);
        await logo.GetByRole(AriaRole.Button, new() { Name = "Agregar cuenta" }).ClickAsync();
        await logo.GetByRole(AriaRole.Cell, new() { Name = Account }).WaitForAsync();
        var (services, bank, many) = (await OpenAsync("/finanzas/servicios/importar"), await OpenAsync("/finanzas/pagos/banco"),
            await OpenAsync("/finanzas/facturacion/externas"));
        await bank.ChooseAsync("Cuenta", Account[^4..]);
        const string Services = "Servicios (CSV o XLSX)";
        const string Bank = "Estado de cuenta del banco (CSV, Excel, MT940 o camt.053)";
        const string Logo = "Imagen del logo (PNG, JPEG, WebP o GIF)";
        await DropAsync(services, Services, File("vacio.csv", []));
        await DropAsync(bank, Bank, File("vacio.csv", []));
        await DropAsync(logo, Logo, File("vacio.png", []));
        (IPage Page, string Label, string Name, byte[] Bomb)[] bombs =
        [
            (services, Services, "textos.xlsx", Bombas.XlsxSharedStrings()), (services, Services, "hoja.xlsx", Bombas.XlsxSheet()),
            (services, Services, "inflado.xlsx", Bombas.XlsxInflated()), (services, Services, "hondo.xls", Bombas.Html()),
            (bank, Bank, "sinlineas.csv", Bombas.CsvWithoutLines(5 * 1024 * 1024)), (bank, Bank, "textos.xlsx", Bombas.XlsxSharedStrings()),
            (many, "XML timbrados, sus PDF, o un ZIP con todos", "zips.zip", Bombas.ZipOfZips()),
            (logo, Logo, "pixeles.png", Bombas.PngPixels(60_000, 1024)), (logo, Logo, "infla.png", Bombas.PngPixels(3_900, 1_000_000_000)),
        ];
        using var watch = await Watch.StartAsync(browser.Product);

        foreach (var (page, label, name, bomb) in bombs)
            (await DropAsync(page, label, File(name, bomb))).Should().EndWith(".");
        foreach (var (page, label) in new[] { (services, Services), (bank, Bank), (logo, Logo) })
        {
            var started = Stopwatch.GetTimestamp();
            await page.GetByLabel(label).SetInputFilesAsync(huge.Path);
            await page.GetByText(TooLarge).First.WaitForAsync();
            Soon(started, "1 GB");
        }

        await watch.EndAsync();
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_told_so_and_the_connection_is_not_cut()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        var ticket = await page.ChargeAsync(Url);
        await page.CloseAsync();
        using var file = new Huge();
        using var http = new HttpClient();

        var (large, largeText) = await SendAsync(http, ticket.Token, Bytes(new byte[20 * 1024 * 1024]));
        var before = browser.Product.Memory();
        var (huge, hugeText) = await SendAsync(http, ticket.Token, new StreamContent(System.IO.File.OpenRead(file.Path)));

        (large, huge).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        foreach (var text in new[] { largeText, hugeText }.Select(WebUtility.HtmlDecode))
        {
            text.Should().Contain("pesa más de 3 MB");
            text.Should().Contain(Typed, "nothing that was typed is lost");
        }

        (browser.Product.Memory() - before).Should().BeLessThan(Growth);
    }

    private static void Soon(long started, string what)
    {
        var took = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {took.TotalSeconds:0.0} s");
        took.Should().BeLessThan(Bombas.InTime, what);
    }

    private static FilePayload File(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };

    private static ByteArrayContent Bytes(byte[] content) => new(content);

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync(Url + path);
        return page;
    }

    /// <summary>Drops a file and gives the sentence that names it, or says what is wrong with it.</summary>
    private static async Task<string> DropAsync(IPage page, string label, FilePayload file)
    {
        var started = Stopwatch.GetTimestamp();
        await page.GetByLabel(label).DropAsync(file);
        await page.GetByText(file.Name).Or(page.GetByText(TooLarge)).First.WaitForAsync();
        var sentence = page.Locator(".soltar-mensaje, .problemas li, [role=alert]").Filter(new() { HasTextRegex = new Regex(@"\.\s*$") });
        await sentence.First.WaitForAsync();
        if (file.Buffer!.Length > 0)
            Soon(started, file.Name);
        var said = (await sentence.First.InnerTextAsync()).Trim();
        // The place for a file is made anew after each.
        await page.QuietAsync();
        return said;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient http, string token, HttpContent file)
    {
        var form = await http.GetStringAsync($"{Url}/p/{token}");
        var antiforgery = Regex.Match(form, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(antiforgery), "__RequestVerificationToken" },
            { new StringContent(Typed), "rfc" },
            { file, "constancia", "constancia.pdf" },
        };
        using var answer = await http.PostAsync($"{Url}/p/{token}/constancia", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A gigabyte without a single line, of which the disk holds nothing.</summary>
    private sealed class Huge : IDisposable
    {
        public Huge()
        {
            using var file = System.IO.File.Create(Path);
            file.SetLength(Gigabyte);
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

        public void Dispose() => System.IO.File.Delete(Path);
    }

    /// <summary>What others see of a product while something goes on: how soon they are answered, and how large the server becomes.</summary>
    private sealed class Watch : IDisposable
    {
        private const string Uploads = "ASPNETCORE_*.tmp";
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
        private readonly CancellationTokenSource _end = new();
        private readonly Product _product;
        private readonly TimeSpan _quiet;
        private readonly long _memory;
        private readonly HashSet<string> _files = [.. Left()];
        private readonly Task<List<TimeSpan>> _asked;
        private long _most;

        private Watch(Product product, TimeSpan quiet)
        {
            (_product, _quiet, _memory) = (product, quiet, product.Memory());
            _asked = AskAsync(_end.Token);
        }

        public static async Task<Watch> StartAsync(Product product)
        {
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(4));
            return new Watch(product, Slow(await AskAsync(product, () => { }, end.Token)));
        }

        /// <summary>Others were answered as soon as before, memory is what it was, and no process or file is left.</summary>
        public async Task EndAsync()
        {
            await _end.CancelAsync();
            var slow = Slow(await _asked);
            // A machine that does other things is slow without any bomb.
            var allowed = Bombas.Quiet ? Served : TimeSpan.FromTicks(Math.Max(Served.Ticks, _quiet.Ticks * 3));
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"99 % of others within {slow.TotalMilliseconds:0} ms (before {_quiet.TotalMilliseconds:0}), memory {(_most - _memory) / 1024 / 1024} MB more");
            slow.Should().BeLessThan(allowed, $"before it was {_quiet}");
            (Volatile.Read(ref _most) - _memory).Should().BeLessThan(Growth);
            for (var turn = 0; turn < 50 && _product.Readers() > 3; turn++)
                await Task.Delay(100);
            _product.Readers().Should().BeLessThanOrEqualTo(3);
            Left().Except(_files).Should().BeEmpty();
        }

        public void Dispose() => _end.Dispose();

        private Task<List<TimeSpan>> AskAsync(CancellationToken end) =>
            AskAsync(_product, () => Volatile.Write(ref _most, Math.Max(Volatile.Read(ref _most), _product.Memory())), end);

        private static async Task<List<TimeSpan>> AskAsync(Product product, Action also, CancellationToken end)
        {
            using var http = new HttpClient();
            var (took, turn) = (new List<TimeSpan>(), 0);
            while (!end.IsCancellationRequested)
            {
                var asked = Stopwatch.GetTimestamp();
                (await http.GetAsync($"{product.Url}/p", CancellationToken.None)).StatusCode.Should().Be(HttpStatusCode.OK);
                took.Add(Stopwatch.GetElapsedTime(asked));
                if (turn++ % 10 == 0)
                    also();
                await Task.Delay(Pause, CancellationToken.None);
            }

            return took;
        }

        /// <summary>What 99 of a hundred did not exceed.</summary>
        private static TimeSpan Slow(List<TimeSpan> took) => took.Order().ElementAt((int)(took.Count * 0.99));

        private static IEnumerable<string> Left() => Directory.EnumerateFiles(System.IO.Path.GetTempPath(), Uploads);
    }
}
