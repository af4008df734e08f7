using System.Net;
using System.Text.RegularExpressions;
using AwesomeAssertions.Execution;
using Honorario.Architecture.Tests;
using Honorario.Billing.Cuentas;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Every address as every role, as nobody, as both kinds of portal people and as a stranger, against the table that the code makes.</summary>
public class MatrizTests(Browser browser)
{
    private static readonly (Demo User, PracticeRole Role)[] People =
    [
        (Demo.Clinic, PracticeRole.Administracion), (Demo.Assistant, PracticeRole.Facturacion), (Demo.Cashier, PracticeRole.Caja),
            (Demo.Doctor, PracticeRole.Medico), (Demo.Accountant, PracticeRole.Contador),
    ];

    private string Url => browser.Product.Url;

    [Fact]
    public async Task Every_address_answers_everybody_as_the_table_of_rights_says()
    {
        var wrong = new List<string>();
        var routes = (await SecurityTable.RoutesAsync()).Where(route => !route.Public && !IsSigningOut(route)).ToList();
        routes.Should().HaveCountGreaterThan(200);
        foreach (var (user, kind) in People)
        {
            using var person = await Visitor.SignInAsync(Url, user);
            var role = Role.Shipped[kind];
            foreach (var route in routes.Where(route => !SecurityTable.IsOwn(route)))
            {
                var status = (await AskAsync(person, route)).Status;
                var refused = route.Key ? IsUnknown(status) : route.Portal ? status == HttpStatusCode.NotFound : status == HttpStatusCode.Forbidden;
                if (refused == SecurityTable.May(role, route))
                    wrong.Add($"{role.Name} {route.Address}: {status}");
            }
        }

        foreach (var user in new[] { Demo.Insurer, Demo.Reviewer })
        {
            using var person = await Visitor.SignInAsync(Url, user);
            foreach (var route in routes.Where(route => !SecurityTable.IsOwn(route)))
            {
                var (status, location) = await AskAsync(person, route);
                var away = (route.Key ? IsUnknown(status) : status == HttpStatusCode.NotFound)
                    || (status == HttpStatusCode.Found && location.EndsWith("/aseguradora", StringComparison.Ordinal));
                var led = status == HttpStatusCode.OK || (status == HttpStatusCode.NotFound
                    && (IsFile(route) || route.Address.Contains('{', StringComparison.Ordinal)));
                if (route.Portal ? !led : !away)
                    wrong.Add($"portal {user.Email} {route.Method} {route.Address}: {status}");
            }
        }

        using var nobody = new Visitor(Url);
        foreach (var route in routes)
        {
            var (status, location) = await AskAsync(nobody, route);
            var sent = route.Key || IsFile(route)
                ? IsUnknown(status)
                : status == HttpStatusCode.Found && location.Contains("/cuenta/entrar", StringComparison.Ordinal);
            if (!sent)
                wrong.Add($"nobody {route.Method} {route.Address}: {status}");
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task No_address_that_an_accountant_may_open_changes_a_row_and_no_page_shows_a_button_that_would()
    {
        string[] words =
        [
            "Registrar", "Timbrar", "Guardar", "Agregar", "Cobrar", "Pagar", "Cancelar", "Deshacer", "Editar", "Generar", "Cargar", "Facturar", "Enviar",
                "Reenviar",
            "Sustituir", "Eliminar", "Borrar", "Quitar", "Comentar", "Consultar SAT", "Invitar", "Corregir", "Crear", "Unir", "Aplicar", "Pedir", "Corte",
                "Abrir",
            "Reabrir", "Devolver", "Vincular", "Importar", "Subir", "Aceptar", "Rechazar", "Marcar", "Nuevo", "Nueva", "+",
        ];
        var page = await browser.SignInAsync(Demo.Accountant);
        var files = (await SecurityTable.RoutesAsync())
            .Where(route => route.Method == "GET" && IsFile(route) && !route.Public
                && !SecurityTable.IsOwn(route) && SecurityTable.May(Role.Shipped[PracticeRole.Contador], route));
        var before = Rows();
        foreach (var path in files.Select(route => Address(route.Address)))
            (await page.APIRequest.GetAsync($"{Url}{path}", new() { MaxRedirects = 0 })).Status.Should().NotBe(403, path);
        foreach (var route in (await SecurityTable.RoutesAsync()).Where(route => route is { Method: not "GET", Public: false } && !IsSigningOut(route)))
            await page.APIRequest.FetchAsync($"{Url}{Address(route.Address)}", new() { Method = route.Method, MaxRedirects = 0 });
        await page.WalkAsync(Url, async path =>
        {
            var buttons = page.Locator("main").GetByRole(AriaRole.Button).Or(page.Locator("main a.boton:visible, main a.mud-button-root:visible"));
            foreach (var button in await buttons.AllInnerTextsAsync())
                words.Should().NotContain(word => button.StartsWith(word, StringComparison.Ordinal), $"{path}: {button}");
            (await page.Locator("main input[type=file]").CountAsync()).Should().Be(0, path);
        });

        var after = Rows();
        after.Except(before).Concat(before.Except(after)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_form_that_a_person_may_only_see_shows_what_is_kept_as_readable_as_ever_and_changes_nothing()
    {
        var owner = await browser.SignInAsync(Demo.Clinic);
        await owner.GotoAsync($"{Url}/pacientes");
        await owner.Locator("td.que a").First.ClickAsync();
        await owner.Locator("main a[href*='tab=datos']").First.ClickAsync();
        var typed = Fiscal(owner);
        await typed.GetByLabel("RFC").FillAsync("CACX7605101P8");
        await typed.GetByLabel("Nombre fiscal").FillAsync("XOCHILT CASAS CHAVEZ");
        await typed.GetByLabel("Código postal").FillAsync("36257");
        await owner.ChooseAsync("Régimen fiscal", "612");
        await typed.GetByRole(AriaRole.Button, new() { Name = "Guardar datos fiscales" }).ClickAsync();
        await owner.GetByText("Paciente guardado.").WaitForAsync();
        await owner.ReloadAsync();
        (await typed.GetByLabel("RFC").InputValueAsync()).Should().Be("CACX7605101P8");

        var reader = await browser.SignInAsync(Demo.Accountant);
        await reader.OpenQuietAsync(owner.Url);
        var seen = Fiscal(reader);
        foreach (var (label, value) in new[] { ("RFC", "CACX7605101P8"), ("Nombre fiscal", "XOCHILT CASAS CHAVEZ"), ("Código postal", "36257") })
        {
            var field = seen.GetByLabel(label);
            (await field.InputValueAsync()).Should().Be(value);
            (await field.IsDisabledAsync()).Should().BeTrue(label);
            (await LooksAsync(field)).Should().Be(await LooksAsync(typed.GetByLabel(label)), "what may not be changed is read like what may");
        }

        var regimen = seen.Locator(".mud-select").First;
        (await regimen.InnerTextAsync()).Should().Contain("612");
        await regimen.ClickAsync(new() { Force = true });
        foreach (var form in new[] { seen, reader.GetByRole(AriaRole.Form, new() { Name = "Datos del paciente" }) })
            (await form.GetByRole(AriaRole.Button).CountAsync()).Should().Be(0);
        (await reader.Locator(".mud-popover-open .mud-list-item").CountAsync()).Should().Be(0, "a closed choice does not open");
    }

    private static ILocator Fiscal(IPage page) => page.GetByRole(AriaRole.Form, new() { Name = "Datos fiscales del paciente" });

    private static Task<string> LooksAsync(ILocator field) =>
        field.EvaluateAsync<string>("field => { const s = getComputedStyle(field); return [s.color, s.webkitTextFillColor, s.opacity].join(' '); }");

    [Fact]
    public async Task No_link_leads_a_person_to_a_page_that_refuses_or_is_not_there()
    {
        foreach (var owner in new[] { Demo.Clinic, Demo.Physician })
            await browser.LiveAsync(owner);
        foreach (var (user, atLeast) in new[]
        {
            (Demo.Clinic, 20), (Demo.Assistant, 15), (Demo.Cashier, 3), (Demo.Doctor, 6), (Demo.Insurer, 5), (Demo.Reviewer, 4),
        })
        {
            using var all = new AssertionScope(user.Email);
            var page = await browser.SignInAsync(user);
            (await page.WalkAsync(Url, _ => Task.CompletedTask)).Should().BeGreaterThan(atLeast);
            await page.Context.CloseAsync();
        }
    }

    private static bool IsFile(SecurityTable.Route route) => route.Address.TrimStart('/').StartsWith("api", StringComparison.Ordinal);

    private static bool IsSigningOut(SecurityTable.Route route) => route.Address == "/cuenta/salir";

    private static async Task<(HttpStatusCode Status, string Location)> AskAsync(Visitor person, SecurityTable.Route route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), Address(route.Address));
        using var answer = await person.Http.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString ?? "");
    }

    /// <summary>A practice makes sets of its own; here one of each right, with what it brings, and one of all that sees the own rows alone.</summary>
    [Fact]
    public async Task No_link_leads_a_person_with_a_set_of_the_practice_s_own_to_a_page_that_refuses()
    {
        const string set = "01990000-0000-7000-8000-000000000001";
        await browser.LiveAsync(Demo.Clinic);
        var sets = RightFacts.OfPractices.Select(right => (Rights: $"{right}", OnlyOwn: 0)).Append((string.Join(' ', RightFacts.OfPractices), 1));
        try
        {
            foreach (var (rights, onlyOwn) in sets)
            {
                using var all = new AssertionScope(rights);
                Write(
                    $"""
                    INSERT INTO role_sets (id, practice_id, name, only_own, rights, version)
                    SELECT '{set}', practice_id, 'De prueba', {onlyOwn}, '{rights}', 0 FROM "AspNetUsers" WHERE email = '{Demo.Accountant.Email}'
                    ON CONFLICT (id) DO UPDATE SET rights = excluded.rights, only_own = excluded.only_own;
                    UPDATE "AspNetUsers" SET role_set_id = '{set}' WHERE email = '{Demo.Accountant.Email}'
                    """);
                var page = await browser.SignInAsync(Demo.Accountant);
                (await page.WalkAsync(Url, _ => Task.CompletedTask)).Should().BeGreaterThan(2);
                await page.Context.CloseAsync();
            }
        }
        finally
        {
            Write($"UPDATE \"AspNetUsers\" SET role_set_id = NULL WHERE email = '{Demo.Accountant.Email}'; DELETE FROM role_sets WHERE id = '{set}'");
        }
    }

    private void Write(string sql)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Default Timeout=30");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().Should().BePositive();
    }

    /// <summary>Nobody whom the API knows, or one who asked often enough.</summary>
    private static bool IsUnknown(HttpStatusCode status) => status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests;

    /// <summary>An address with something of its kind that is nobody's.</summary>
    private static string Address(string route)
    {
        var path = Regex.Replace(route, @"\{[^}:]*:regex\(\^\(([a-z]+)[^}]*\}", "$1");
        path = Regex.Replace(path, @"\{[^}:]+:int\}", "404");
        return "/" + Regex.Replace(path, @"\{[^}]+\}", $"{Guid.Empty}").TrimStart('/');
    }

    /// <summary>Every table's rows as one text each, without what signing in and exporting leave.</summary>
    private List<string> Rows()
    {
        string[] passing = ["sessions", "audit", "outbox", "outbox_processes", "daily_tasks", "sat_checks"];
        using var db = new SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Mode=ReadOnly");
        db.Open();
        List<string> Ask(string sql)
        {
            using var command = db.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                    .Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(at)}")));
            return rows;
        }

        return [.. Ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%_piece%' ORDER BY name").Except(passing)
            .SelectMany(table => Ask($"SELECT * FROM \"{table}\" ORDER BY 1, 2").Prepend(table))];
    }
}
