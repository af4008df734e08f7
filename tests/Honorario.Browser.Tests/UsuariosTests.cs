using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Honorario.Billing.Cuentas;
using Honorario.Web;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>The people of a practice: who comes in, who chooses a password anew, who stays out.</summary>
public class UsuariosTests(Browser browser)
{
    private const string Chosen = "una-frase-del-portal-3";

    [Fact]
    public async Task A_person_is_added_enters_by_a_link_that_works_once_changes_the_password_and_is_closed_out()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios");
        await owner.GetByLabel("Nombre").FillAsync("Rosa Recepción");
        await owner.GetByLabel("Correo electrónico").FillAsync("kemper@honorario.example");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        await owner.GetByText("Ya hay una cuenta con el correo").First.WaitForAsync();
        await owner.GetByLabel("Correo electrónico").FillAsync("rosa@honorario.example");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        await owner.GetByRole(AriaRole.Heading, new() { Name = "Enlace para Rosa Recepción" }).WaitForAsync();
        var link = await owner.GetByLabel("Enlace", new() { Exact = true }).InputValueAsync();

        var rosa = await browser.OpenAsync(link);
        await rosa.GetByLabel("Contraseña nueva").FillAsync("corta");
        await rosa.GetByLabel("Contraseña nueva").EvaluateAsync("field => field.removeAttribute('minlength')");
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await rosa.GetByText("al menos 10 caracteres").First.WaitForAsync();
        await rosa.GetByLabel("Contraseña nueva").FillAsync("frase-de-rosa-1");
        await rosa.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await rosa.GetByRole(AriaRole.Heading, new() { Name = "Hola, Rosa Recepción" }).WaitForAsync();
        var again = await browser.OpenAsync(link);
        await again.GetByRole(AriaRole.Heading, new() { Name = "Este enlace ya no sirve" }).WaitForAsync();

        await rosa.GotoAsync($"{browser.Product.Url}/cuenta/cambiar-contrasena");
        await ChangeAsync(rosa, "equivocada-1234", "frase-de-rosa-2");
        await rosa.GetByText("La contraseña actual no es correcta").WaitForAsync();
        await ChangeAsync(rosa, "frase-de-rosa-1", "frase-de-rosa-2");
        await rosa.GetByText("Tu contraseña cambió").WaitForAsync();
        await browser.SignInAsync(new Demo("rosa@honorario.example", "frase-de-rosa-2"));

        await owner.GetByRole(AriaRole.Button, new() { Name = "Cerrar acceso a Administración Kemper" }).ClickAsync();
        await owner.GetByText("No puedes cerrar tu propio acceso").First.WaitForAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Cerrar acceso a Rosa Recepción" }).ClickAsync();
        await owner.GetByText("Acceso cerrado").First.WaitForAsync();
        var closed = await browser.OpenAsync($"{browser.Product.Url}/cuenta/entrar");
        await closed.GetByLabel("Correo electrónico").FillAsync("rosa@honorario.example");
        await closed.GetByLabel("Contraseña", new() { Exact = true }).FillAsync("frase-de-rosa-2");
        await closed.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
        await closed.GetByText("no son correctos, o el acceso está cerrado").WaitForAsync();

        await owner.GotoAsync($"{browser.Product.Url}/configuracion/bitacora?texto=rosa%40honorario.example");
        (await owner.GetByRole(AriaRole.Row).Filter(new() { HasText = "Acceso cerrado" }).TextContentAsync()).Should().Contain("Administración Kemper");
        var csv = await owner.APIRequest.GetAsync($"{browser.Product.Url}/api/bitacora.csv?texto=rosa%40honorario.example");
        (await csv.TextAsync()).Should().Contain("Persona agregada").And.NotContain(link[^20..], "a link is kept nowhere");
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/bitacora?texto=Rosa%20Recepci%C3%B3n");
        foreach (var (what, detail) in new[] { ("Entrada rechazada", "El acceso está cerrado o en pausa"), ("Entrada", "::1") })
        {
            var row = owner.GetByRole(AriaRole.Row).Filter(new() { Has = owner.GetByRole(AriaRole.Cell, new() { Name = what, Exact = true }) }).First;
            (await row.TextContentAsync()).Should().Contain("Rosa Recepción").And.Contain(detail);
        }

        await owner.GotoAsync($"{browser.Product.Url}/configuracion/bitacora?texto=bitacora.csv");
        (await owner.GetByRole(AriaRole.Row).Filter(new() { HasText = "Exportación" }).First.TextContentAsync()).Should().Contain("Administración Kemper");
    }

    [Fact]
    public async Task Who_charges_sees_nothing_else_until_given_more_rights_and_nobody_changes_the_own()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios");
        await owner.GetByLabel("Nombre").FillAsync("Pedro Mostrador");
        await owner.GetByLabel("Correo electrónico").FillAsync("pedro@honorario.example");
        await owner.ChooseAsync("Permisos", "Caja");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        await owner.GetByRole(AriaRole.Heading, new() { Name = "Enlace para Pedro Mostrador" }).WaitForAsync();

        var pedro = await browser.OpenAsync(await owner.GetByLabel("Enlace", new() { Exact = true }).InputValueAsync());
        await pedro.GetByLabel("Contraseña nueva").FillAsync("frase-de-pedro-1");
        await pedro.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await pedro.GetByRole(AriaRole.Heading, new() { Name = "Hola, Pedro Mostrador" }).WaitForAsync();
        await pedro.GetByRole(AriaRole.Heading, new() { Name = "Tu caja" }).WaitForAsync();
        await pedro.GetByRole(AriaRole.Link, new() { Name = "Finanzas" }).ClickAsync();
        await pedro.GetByText("Cobrado a pacientes").WaitForAsync();
        await pedro.GetByRole(AriaRole.Link, new() { Name = "Cobros" }).First.WaitForAsync();
        (await pedro.GetByRole(AriaRole.Link, new() { Name = "Facturación" }).CountAsync()).Should().Be(0);
        foreach (
            var path in new[]
            {
                "/finanzas/resumen",
                "/finanzas/facturacion",
                "/finanzas/pagos",
                "/finanzas/cartera",
                "/configuracion",
                "/configuracion/usuarios",
                "/api/facturas.csv",
                "/api/bitacora.csv",
                "/api/vinculaciones.csv",
                "/api/cobros.csv",
            })
            (await pedro.APIRequest.GetAsync($"{browser.Product.Url}{path}")).Status.Should().Be(403, path);
        (await pedro.APIRequest.GetAsync($"{browser.Product.Url}/finanzas/cobros")).Status.Should().Be(200);
        await pedro.GotoAsync($"{browser.Product.Url}/finanzas/facturacion");
        await pedro.GetByRole(AriaRole.Heading, new() { Name = "No tienes permiso" }).WaitForAsync();

        async Task GiveAsync(string name, string role, string said)
        {
            await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios");
            await owner.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();
            await owner.GetByRole(AriaRole.Heading, new() { Name = name }).WaitForAsync();
            await owner.ChooseAsync("Permisos", role);
            await owner.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).ClickAsync();
            await owner.GetByText(said).First.WaitForAsync();
        }

        await GiveAsync("Administración Kemper", "Caja", "No puedes cambiar tus propios permisos");
        await GiveAsync("Pedro Mostrador", "Facturación", "Pedro Mostrador tiene ahora permisos de Facturación");
        pedro = await browser.SignInAsync(new Demo("pedro@honorario.example", "frase-de-pedro-1"));
        (await pedro.APIRequest.GetAsync($"{browser.Product.Url}/api/facturas.csv")).Status.Should().Be(200);
        (await pedro.APIRequest.GetAsync($"{browser.Product.Url}/configuracion/usuarios")).Status.Should().Be(403);
        await pedro.GotoAsync($"{browser.Product.Url}/configuracion");
        await pedro.GetByRole(AriaRole.Link, new() { Name = "Vinculación de servicios" }).WaitForAsync();
        (await pedro.GetByRole(AriaRole.Link, new() { Name = "Usuarios" }).CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_person_has_a_new_name_at_once_and_a_set_of_rights_that_nobody_has_goes()
    {
        var owner = await browser.SignInAsync(Demo.Physician);
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios/permisos");
        await owner.GetByLabel("Nombre del conjunto").FillAsync("Sólo bitácora");
        await owner.GetByLabel("Ver la bitácora").CheckAsync();
        await Assertions.Expect(owner.GetByLabel("Ver aseguradoras, vinculaciones y ajustes")).ToBeCheckedAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Guardar conjunto" }).ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Quitar Sólo bitácora" }).WaitForAsync();

        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios");
        await owner.GetByLabel("Nombre").FillAsync("Nadia Prueba");
        await owner.GetByLabel("Correo electrónico").FillAsync("nadia@honorario.example");
        await owner.ChooseAsync("Permisos", "Sólo bitácora");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Agregar" }).ClickAsync();
        var link = await owner.GetByLabel("Enlace", new() { Exact = true }).InputValueAsync();
        var nadia = await browser.OpenAsync(link);
        await nadia.GetByLabel("Contraseña nueva").FillAsync("frase-de-nadia-1");
        await nadia.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await nadia.GetByRole(AriaRole.Heading, new() { Name = "Hola, Nadia Prueba" }).WaitForAsync();

        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios/permisos");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Quitar Sólo bitácora" }).ClickAsync();
        await owner.GetByText("Nadia Prueba tiene los permisos Sólo bitácora").First.WaitForAsync();

        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios");
        await owner.GetByRole(AriaRole.Link, new() { Name = "Nadia Prueba" }).ClickAsync();
        await owner.GetByRole(AriaRole.Heading, new() { Name = "Nadia Prueba" }).WaitForAsync();
        await owner.GetByLabel("Nombre").FillAsync("Nadia Otra");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).ClickAsync();
        await owner.GetByRole(AriaRole.Heading, new() { Name = "Nadia Otra" }).WaitForAsync();
        await nadia.ReloadAsync();
        await nadia.GetByRole(AriaRole.Heading, new() { Name = "Hola, Nadia Otra" }).WaitForAsync();

        await owner.ChooseAsync("Permisos", "Contador");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Guardar" }).ClickAsync();
        await owner.GetByText("Nadia Otra tiene ahora permisos de Contador").First.WaitForAsync();
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/usuarios/permisos");
        await owner.GetByRole(AriaRole.Button, new() { Name = "Quitar Sólo bitácora" }).ClickAsync();
        await owner.GetByText("Se quitó el conjunto Sólo bitácora").WaitForAsync();
        await owner.GotoAsync($"{browser.Product.Url}/configuracion/bitacora");
        await owner.GetByText("Sólo bitácora → Contador").First.WaitForAsync();
    }

    [Fact]
    public async Task With_a_second_step_the_password_alone_does_not_enter_and_a_recovery_code_enters_once()
    {
        var page = await browser.SignInAsync(Demo.Cashier);
        await page.GotoAsync($"{browser.Product.Url}/cuenta/segundo-paso");
        var key = (await page.Locator("code").First.TextContentAsync())!;
        await page.GetByLabel("Código de seis dígitos").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Activar" }).ClickAsync();
        await page.GetByText("El código no es el que muestra").WaitForAsync();
        await page.GetByLabel("Código de seis dígitos").FillAsync(Totp(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Activar" }).ClickAsync();
        var recovery = (await page.Locator(".codigos code").First.TextContentAsync())!;
        var typed = (await page.Locator(".codigos code").Last.TextContentAsync())!.Replace("-", "").ToLowerInvariant();
        var now = Totp(key);
        Kept().Should().NotBeEmpty().And.NotContain(value => value.Contains(key) || value.Contains(recovery));

        foreach (var (code, enters) in new[] { ("123456", false), (recovery, true), (recovery, false), (typed, true), (now, true), (now, false) })
        {
            var again = await PasswordAsync(Demo.Cashier);
            await again.GetByLabel("Código").FillAsync(code);
            await again.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
            await (enters ? again.Locator("main#contenido") : again.GetByText("El código no es correcto o ya se usó")).WaitForAsync();
        }

        await page.GotoAsync($"{browser.Product.Url}/cuenta/segundo-paso");
        await page.GetByLabel("Contraseña").FillAsync(Demo.Cashier.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Quitar" }).ClickAsync();
        await page.GetByLabel("Código de seis dígitos").WaitForAsync();
        await browser.SignInAsync(Demo.Cashier);
    }

    [Fact]
    public async Task Who_forgot_the_password_is_answered_alike_with_an_account_and_without()
    {
        foreach (var email in new[] { Demo.Physician.Email, "nadie@honorario.example" })
        {
            var page = await browser.OpenAsync($"{browser.Product.Url}/cuenta/entrar");
            await page.GetByRole(AriaRole.Link, new() { Name = "Olvidé mi contraseña" }).ClickAsync();
            await page.GetByLabel("Correo electrónico").FillAsync(email);
            await page.GetByRole(AriaRole.Button, new() { Name = "Enviar enlace" }).ClickAsync();
            await page.GetByText($"Si {email} tiene una cuenta").WaitForAsync();
        }
    }

    [Fact]
    public async Task Whoever_runs_the_installation_opens_the_portal_to_a_company_by_a_command_and_a_one_time_link()
    {
        string[] person =
        [
            "--company",
            "Norte",
            "--rfc",
            "GSA010101AB4",
            "--role",
            "administradora",
            "--name",
            "Nora Revisora",
            "--email",
            "nora@norte.example",
        ];
        var (code, _, told) = await CommandAsync("--company", "Norte", "--rfc", "GSA", "--role", "banco", "--email", "nora@");
        code.Should().Be(1);
        told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]).Should().Equal("--rfc", "--role", "--name", "--email");
        (code, _, told) = await CommandAsync([.. person, "--Data", Path.Combine(browser.Product.Data, "otra")]);
        (code, Directory.Exists(Path.Combine(browser.Product.Data, "otra"))).Should().Be((1, false));
        told.Should().Contain("No hay una base de datos en");
        (code, var said, told) = await CommandAsync(person);
        (code, told).Should().Be((0, ""));
        var link = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last();

        var nora = await browser.OpenAsync(link);
        await nora.GetByLabel("Contraseña nueva").FillAsync("una-muy-larga");
        await nora.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await nora.GetByRole(AriaRole.Heading, new() { Name = "Facturas recibidas" }).WaitForAsync();
        await (await browser.OpenAsync(link)).GetByRole(AriaRole.Heading, new() { Name = "Este enlace ya no sirve" }).WaitForAsync();

        using var visitor = await Visitor.SignInAsync(browser.Product.Url, new Demo("nora@norte.example", "una-muy-larga"));
        (await visitor.StatusAsync("/aseguradora")).Should().Be(System.Net.HttpStatusCode.OK);
        (await PortalAsync("close", "--email", "nora@norte.example")).Should().Match<(int Code, string Said, string Told)>(
            answer => answer.Code == 0 && answer.Said.Contains("sus sesiones terminaron"));
        (await visitor.StatusAsync("/aseguradora")).Should().Be(System.Net.HttpStatusCode.Found);
        await nora.GetByRole(AriaRole.Heading, new() { Name = "Tu sesión terminó" }).WaitForAsync(new() { Timeout = 5_000 });
        using (var refused = await visitor.EnterAsync("nora@norte.example", "una-muy-larga"))
            refused.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
        (await PortalAsync("close", "--email", Demo.Clinic.Email)).Code.Should().Be(1, "a practice's people are the practice's affair");
        (await PortalAsync("reopen", "--email", "nora@norte.example")).Code.Should().Be(0);
        (await Visitor.SignInAsync(browser.Product.Url, new Demo("nora@norte.example", "una-muy-larga"))).Dispose();
        (await CommandAsync(person)).Said.Should().NotContain(link).And.Contain("persona=" + link.Split("persona=")[1].Split('&')[0]);
    }

    [Fact]
    public async Task A_colleague_closes_a_person_of_a_company_that_sees_every_practice_and_lets_it_in_again()
    {
        var rita = await EnterPortalAsync("Rita Sur", "rita@sur.example");
        var saul = await EnterPortalAsync("Saúl Sur", "saul@sur.example");
        await rita.GetByRole(AriaRole.Link, new() { Name = "Personas" }).ClickAsync();
        await rita.GetByRole(AriaRole.Button, new() { Name = "Cerrar acceso a Saúl Sur" }).WaitForAsync();
        (await rita.GetByRole(AriaRole.Row).AllInnerTextsAsync()).Skip(1).Select(row => row.Split('\t')[0]).Should().Equal("Rita Sur", "Saúl Sur");
        (await rita.Locator("main").GetByRole(AriaRole.Button).CountAsync()).Should().Be(1, "nobody closes the own access");

        await rita.GetByRole(AriaRole.Button, new() { Name = "Cerrar acceso a Saúl Sur" }).ClickAsync();
        await saul.GetByRole(AriaRole.Heading, new() { Name = "Tu sesión terminó" }).WaitForAsync(new() { Timeout = 5_000 });
        (await saul.GetByRole(AriaRole.Button).CountAsync()).Should().Be(0);
        await rita.GetByRole(AriaRole.Row).Filter(new() { HasText = "saul@sur.example" }).GetByText("Cerrado", new() { Exact = true }).WaitForAsync();
        using (var visitor = new Visitor(browser.Product.Url))
        using (var refused = await visitor.EnterAsync("saul@sur.example", Chosen))
            System.Net.WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()).Should().Contain("o el acceso está cerrado");

        await rita.GetByRole(AriaRole.Button, new() { Name = "Abrir acceso a Saúl Sur" }).ClickAsync();
        await rita.GetByRole(AriaRole.Row).Filter(new() { HasText = "saul@sur.example" }).GetByText("Abierto", new() { Exact = true }).WaitForAsync();
        using var again = await Visitor.SignInAsync(browser.Product.Url, new Demo("saul@sur.example", Chosen));
        (await again.StatusAsync("/aseguradora")).Should().Be(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_but_a_colleague_closes_a_person_of_a_company_that_sees_every_practice()
    {
        await EnterPortalAsync("Olga Oeste", "olga@oeste.example");
        var (olga, west) = Person("olga@oeste.example");
        var (reviewer, other) = Person(Demo.Reviewer.Email);
        (await CloseAsync(actor => actor.ActForCompany(other, reviewer, "otra", pays: false), olga)).Problems.Single().Message.Should()
            .Be("La persona no es de tu empresa.");
        (await CloseAsync(actor => actor.ActForCompany(west, olga, "Olga", pays: false), olga)).Problems.Single().Message.Should().Contain("tu propio acceso");
        var administrator = new PracticePerson(Guid.NewGuid(), Guid.NewGuid(), "jefa", Role.Shipped[PracticeRole.Administracion].Rights);
        await FluentActions.Awaiting(() => CloseAsync(actor => actor.ActAs(administrator), olga)).Should().ThrowAsync<NoRightException>();
        using var still = await Visitor.SignInAsync(browser.Product.Url, new Demo("olga@oeste.example", Chosen));
        (await still.StatusAsync("/aseguradora")).Should().Be(System.Net.HttpStatusCode.OK);
    }

    /// <summary>What the portal's screen calls, on the product's data.</summary>
    private async Task<Result<bool>> CloseAsync(Action<Actor> become, Guid person)
    {
        var builder = WebApplication.CreateBuilder(["--Data", browser.Product.Data, "--PublicUrl", browser.Product.Url]);
        builder.Logging.ClearProviders();
        builder.AddHonorario();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        become(scope.ServiceProvider.GetRequiredService<Actor>());
        return await scope.ServiceProvider.GetRequiredService<CompanyPeople>().CloseAsync(person, closed: true);
    }

    /// <summary>A new person of the portal, of the company that the e-mail names, signed in.</summary>
    private async Task<IPage> EnterPortalAsync(string name, string email)
    {
        var (code, said, told) = await CommandAsync(
            "--company", email.Split('@')[1], "--rfc", "GSA010101AB4", "--role", "administradora", "--name", name, "--email", email);
        (code, told).Should().Be((0, ""));
        var page = await browser.OpenAsync(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last());
        await page.GetByLabel("Contraseña nueva").FillAsync(Chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar y entrar" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Facturas recibidas" }).WaitForAsync();
        return page;
    }

    private (Guid Person, Guid Company) Person(string email)
    {
        using var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT id, company_id FROM \"AspNetUsers\" WHERE email = '{email}'";
        using var reader = command.ExecuteReader();
        reader.Read().Should().BeTrue(email);
        return (reader.GetGuid(0), reader.GetGuid(1));
    }

    /// <summary><c>portal open</c> of the application, on the product's data.</summary>
    private Task<(int Code, string Said, string Told)> CommandAsync(params string[] options) => PortalAsync("open", options);

    private async Task<(int Code, string Said, string Told)> PortalAsync(string what, params string[] options)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "Honorario.Web.dll");
        var start = new ProcessStartInfo("dotnet", [dll, "portal", what, "--Data", browser.Product.Data, "--PublicUrl", browser.Product.Url, .. options])
        {
            WorkingDirectory = browser.Product.Data, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (said, told) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, (await said).Replace("\r", "", StringComparison.Ordinal), await told);
    }

    /// <summary>What the database keeps of second steps.</summary>
    private List<string> Kept()
    {
        using var db = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT value FROM \"AspNetUserTokens\"";
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
            values.Add(reader.GetString(0));
        return values;
    }

    /// <summary>RFC 6238 with SHA-1, 30 seconds and six digits, which is what authenticator programs compute.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The standard asks for it.")]
    internal static string Totp(string base32)
    {
        var bits = string.Concat(
            base32.Select(letter =>
                Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        var counter = BitConverter.GetBytes(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30).Reverse().ToArray();
        var hash = HMACSHA1.HashData(key, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>The password accepted, the code still asked for.</summary>
    private async Task<IPage> PasswordAsync(Demo user)
    {
        var page = await browser.OpenAsync($"{browser.Product.Url}/cuenta/entrar");
        await page.GetByLabel("Correo electrónico").FillAsync(user.Email);
        await page.GetByLabel("Contraseña", new() { Exact = true }).FillAsync(user.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Entrar" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Escribe el código" }).WaitForAsync();
        return page;
    }

    private static async Task ChangeAsync(IPage page, string current, string chosen)
    {
        await page.GetByLabel("Contraseña actual").FillAsync(current);
        await page.GetByLabel("Contraseña nueva").FillAsync(chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cambiar contraseña" }).ClickAsync();
    }
}
