using System.Diagnostics;
using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Honorario.Web.Cuentas;
using Honorario.Web.Security;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>A session ends when it is ended: for a copied cookie, in an open screen, in the other browser.</summary>
public partial class SesionesTests(Browser browser)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private string Url => browser.Product.Url;

    [Fact]
    public async Task A_cookie_that_was_copied_is_worth_nothing_once_its_person_signed_out()
    {
        using var person = await Visitor.SignInAsync(Url, Demo.Clinic);
        using var thief = new Visitor(Url);
        foreach (System.Net.Cookie cookie in person.Cookies.GetAllCookies())
            thief.Cookies.Add(new System.Net.Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        (await thief.StatusAsync("/api/facturas.csv")).Should().Be(HttpStatusCode.OK);

        var page = await person.Http.GetStringAsync("/cuenta/sesiones");
        using (var left = await person.SendAsync("/cuenta/salir", "", new() { ["salir"] = "1" }, page))
            left.StatusCode.Should().Be(HttpStatusCode.Found);

        (await thief.StatusAsync("/api/facturas.csv")).Should().Be(HttpStatusCode.Unauthorized);
        (await thief.StatusAsync("/finanzas")).Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task The_open_tab_of_a_closed_person_says_so_within_five_seconds_and_charges_nothing()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        var (mail, tab) = await NewPersonAsync(owner, "Carmen Cerrada", "carmen@honorario.example");
        await tab.GotoAsync($"{Url}/finanzas/facturacion");
        await tab.GetByRole(AriaRole.Heading, new() { Name = "Facturación" }).WaitForAsync();

        await owner.GotoAsync($"{Url}/configuracion/usuarios");
        await owner.GetByRole(AriaRole.Button, new() { Name = $"Cerrar acceso a {mail.Name}" }).ClickAsync();
        var closing = Stopwatch.StartNew();
        await owner.GetByText("Acceso cerrado").First.WaitForAsync();
        await tab.GetByRole(AriaRole.Heading, new() { Name = "Tu sesión terminó" }).WaitForAsync();

        closing.Elapsed.Should().BeLessThan(Soon);
        (await tab.GetByRole(AriaRole.Button).CountAsync()).Should().Be(0);
        await tab.GetByRole(AriaRole.Link, new() { Name = "Entrar" }).ClickAsync();
        await tab.GetByLabel("Correo electrónico").WaitForAsync();
    }

    [Fact]
    public async Task A_closed_person_neither_charges_nor_bills_nor_searches_in_the_tabs_left_open()
    {
        var owner = await browser.SignInAsync(Demo.Physician);
        var (mail, charge) = await NewPersonAsync(owner, "Tomás Tabulado", "tomas@honorario.example");
        await charge.GotoAsync($"{Url}/finanzas/cobros");
        await charge.GetByRole(AriaRole.Button, new() { Name = "Pagar Servicio" }).First.ClickAsync();
        await charge.GetByRole(AriaRole.Button, new() { Name = "Pagar", Exact = true }).WaitForAsync();
        var bill = await charge.Context.NewPageAsync();
        await bill.GotoAsync($"{Url}/finanzas/facturacion/registrar");
        await bill.GetByLabel("No de Control Interno").FillAsync("CI-CERRADO");
        var search = await charge.Context.NewPageAsync();
        await search.GotoAsync($"{Url}/pacientes");
        await search.GetByLabel("Buscar", new() { Exact = true }).First.FillAsync("a");
        var before = (Count("tickets"), Count("invoices"));

        await owner.GotoAsync($"{Url}/configuracion/usuarios");
        await owner.GetByRole(AriaRole.Button, new() { Name = $"Cerrar acceso a {mail.Name}" }).ClickAsync();
        var closing = Stopwatch.StartNew();
        foreach (var tab in new[] { charge, bill, search })
        {
            await tab.GetByRole(AriaRole.Heading, new() { Name = "Tu sesión terminó" }).WaitForAsync();
            (await tab.GetByRole(AriaRole.Button).CountAsync()).Should().Be(0);
        }

        closing.Elapsed.Should().BeLessThan(Soon);
        foreach (var path in new[] { "/finanzas/cobros", "/finanzas/facturacion", "/api/facturas.csv" })
            (await charge.APIRequest.GetAsync($"{Url}{path}", new() { MaxRedirects = 0 })).Status.Should().BeOneOf([302, 401], path);
        (Count("tickets"), Count("invoices")).Should().Be(before);
    }

    [Fact]
    public async Task Looking_at_the_second_step_ends_nothing_and_switching_it_on_ends_the_other_browser()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        var (mail, one) = await NewPersonAsync(owner, "Sergio Segundo", "sergio@honorario.example");
        using var other = await Visitor.SignInAsync(Url, mail.User);
        await one.GotoAsync($"{Url}/cuenta/segundo-paso");
        await one.ReloadAsync();
        var key = (await one.Locator("code").First.TextContentAsync())!;
        (await other.StatusAsync("/api/facturas.csv")).Should().Be(HttpStatusCode.OK, "looking changes nothing");

        await one.GetByLabel("Código de seis dígitos").FillAsync(UsuariosTests.Totp(key));
        await one.GetByRole(AriaRole.Button, new() { Name = "Activar" }).ClickAsync();
        await one.GetByText("Si pierdes el teléfono").WaitForAsync();

        (await other.StatusAsync("/api/facturas.csv")).Should().Be(HttpStatusCode.Unauthorized);
        await one.GotoAsync($"{Url}/finanzas/facturacion");
        await one.GetByRole(AriaRole.Heading, new() { Name = "Facturación" }).WaitForAsync();
    }

    [Fact]
    public async Task A_person_sees_where_the_account_is_open_and_closes_one_or_all_others()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        var (mail, page) = await NewPersonAsync(owner, "Olga Olvidadiza", "olga@honorario.example");
        using var first = await Visitor.SignInAsync(Url, mail.User);
        using var second = await Visitor.SignInAsync(Url, mail.User);
        using var third = await Visitor.SignInAsync(Url, mail.User);
        await page.GotoAsync($"{Url}/cuenta/sesiones");
        (await page.GetByRole(AriaRole.Listitem).CountAsync()).Should().Be(4);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cerrar Un programa desconocido" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cerrar todas las demás" }).ClickAsync();
        await page.GetByText("No hay otras").WaitForAsync();

        foreach (var one in new[] { first, second, third })
            (await one.StatusAsync("/api/facturas.csv")).Should().Be(HttpStatusCode.Unauthorized);
        (await page.APIRequest.GetAsync($"{Url}/api/facturas.csv")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Programs_get_a_status_and_never_the_page_to_sign_in()
    {
        using var nobody = new Visitor(Url);
        foreach (var path in new[] { "/api/facturas.csv", "/api/bitacora.csv", $"/api/facturas/{Guid.NewGuid()}/xml", "/api/nada/de/nada", "/api/nada",
            "/api/aseguradora/facturas.zip" })
        {
            using var answer = await nobody.Http.GetAsync(path);
            answer.StatusCode.Should().BeOneOf([HttpStatusCode.Unauthorized, HttpStatusCode.NotFound], path);
            (await answer.Content.ReadAsStringAsync()).Should().NotContain("<form", path).And.NotContain("<html", path).And.NotContain("clave de la API", path);
        }
    }

    [Fact]
    public async Task Known_unknown_and_closed_accounts_are_refused_by_the_same_words_after_the_same_time()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        var (mail, _) = await NewPersonAsync(owner, "Claudio Clausurado", "claudio@honorario.example");
        await owner.GotoAsync($"{Url}/configuracion/usuarios");
        await owner.GetByRole(AriaRole.Button, new() { Name = $"Cerrar acceso a {mail.Name}" }).ClickAsync();
        await owner.GetByText("Acceso cerrado").First.WaitForAsync();
        Lock(Demo.Assistant.Email);
        (string Who, string Email, string Password)[] all =
        [
            ("known", Demo.Physician.Email, "otra-frase-1"), ("unknown", "nadie@honorario.example", "otra-frase-1"),
            ("closed", mail.User.Email, mail.User.Password), ("locked", Demo.Assistant.Email, Demo.Assistant.Password),
        ];
        var (times, texts) = (all.ToDictionary(one => one.Who, _ => new List<double>()), new HashSet<string>());
        using var visitor = new Visitor(Url);
        for (var round = 0; round < 9; round++)
        {
            foreach (var (who, email, password) in all)
            {
                var page = await visitor.Http.GetStringAsync("/cuenta/entrar");
                var clock = Stopwatch.StartNew();
                using var answer = await visitor.SendAsync("/cuenta/entrar", "entrar", new() { ["Form.Email"] = email, ["Form.Password"] = password }, page);
                times[who].Add(clock.Elapsed.TotalMilliseconds);
                answer.StatusCode.Should().Be(HttpStatusCode.OK);
                texts.Add(Refusal().Match(await answer.Content.ReadAsStringAsync()).Groups["words"].Value);
            }
        }

        Unlock(Demo.Assistant.Email);
        texts.Should().ContainSingle().Which.Should().NotBeEmpty();
        var medians = times.Values.Select(list => list.Order().ElementAt(list.Count / 2)).ToList();
        (medians.Max() / medians.Min()).Should().BeLessThan(1.2);
    }

    [Fact]
    public void Attempts_are_counted_by_account_and_address_together()
    {
        using var limit = new LoginLimit(new ConfigurationBuilder().AddInMemoryCollection([new("Login:PerAccount", "3")]).Build());
        Enumerable.Range(0, 4).Select(_ => limit.MayTry("ana@honorario.example", "203.0.113.66")).Should().Equal(true, true, true, false);
        limit.MayTry(" ANA@honorario.example", "203.0.113.66").Should().BeFalse();
        limit.MayTry("ana@honorario.example", "203.0.113.7").Should().BeTrue("a stranger shuts nobody out");
        limit.MayTry("eva@honorario.example", "203.0.113.66").Should().BeTrue();
    }

    [Fact]
    public void One_screen_more_than_a_person_may_have_open_ends_one_that_is_away_or_the_oldest()
    {
        var open = new OpenCircuits();
        CircuitSession Screen(Guid user)
        {
            var screen = new CircuitSession();
            screen.Begin(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(SessionStore.SessionClaim, $"{Guid.NewGuid()}"), new Claim(ClaimTypes.NameIdentifier, $"{user}")])));
            open.Add(screen);
            return screen;
        }

        var person = Guid.NewGuid();
        var stranger = Screen(Guid.NewGuid());
        var all = Enumerable.Range(0, OpenCircuits.Most).Select(_ => Screen(person)).ToList();
        all.Should().HaveCount(20).And.OnlyContain(screen => screen.Ended == null);
        all[3].Away = true;
        all.Add(Screen(person));
        all.FindAll(screen => screen.Ended == WhyEnded.TooMany).Should().Equal(all[3]);
        all.Add(Screen(person));
        all.FindAll(screen => screen.Ended == WhyEnded.TooMany).Should().Equal(all[0], all[3]);
        stranger.Ended.Should().BeNull();
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Nobody_else_on_the_machine_reads_what_is_kept()
    {
        File.GetUnixFileMode(browser.Product.Data).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var open = Directory.EnumerateFiles(browser.Product.Data, "*", SearchOption.AllDirectories)
            .Where(file => (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0);
        open.Should().BeEmpty();
    }

    [GeneratedRegex("role=\"alert\"[^>]*>(?<words>[^<]+)")]
    private static partial Regex Refusal();

    private void Lock(string email) =>
        Write($"UPDATE \"AspNetUsers\" SET lockout_end = '2999-01-01 00:00:00+00:00', lockout_enabled = 1 WHERE email = '{email}'");

    private void Unlock(string email) => Write($"UPDATE \"AspNetUsers\" SET lockout_end = NULL WHERE email = '{email}'");

    private long Count(string table)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private void Write(string sql)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Default Timeout=30");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().Should().Be(1);
    }

    /// <summary>A new person of the clinic, with a window signed in.</summary>
    private async Task<((string Name, Demo User) Person, IPage Window)> NewPersonAsync(IPage owner, string name, string email)
    {
        const string password = "una-frase-muy-larga-7";
        await owner.GotoAsync($"{Url}/configuracion/usuarios");
        await owner.GetByLabel("Nombre").FillAsync(name);
        await owner.GetByLabel("Correo electrónico").FillAsync(email);
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        await owner.GetByRole(AriaRole.Heading, new() { Name = $"Enlace para {name}" }).WaitForAsync();
        var window = await browser.OpenAsync(await owner.GetByLabel("Enlace", new() { Exact = true }).InputValueAsync());
        await window.GetByLabel("Contraseña nueva").FillAsync(password);
        await window.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await window.GetByRole(AriaRole.Heading, new() { Name = $"Hola, {name}" }).WaitForAsync();
        return ((name, new Demo(email, password)), window);
    }
}
