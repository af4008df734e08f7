using System.Net;
using System.Text.RegularExpressions;
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
        (Demo.Clinic, PracticeRole.Administracion), (Demo.Assistant, PracticeRole.Facturacion), (Demo.Cashier, PracticeRole.Caja), (Demo.Doctor, PracticeRole.Medico), (Demo.Accountant, PracticeRole.Contador),
    ];

    private string Url => browser.Product.Url;

    [Fact]
    public async Task Every_address_answers_everybody_as_the_table_of_rights_says()
    {
        var wrong = new List<string>();
        var routes = (await SecurityTable.RoutesAsync()).Where(route => route.Method == "GET" && !route.Public).ToList();
        routes.Should().HaveCountGreaterThan(60);
        foreach (var (user, kind) in People)
        {
            using var person = await Visitor.SignInAsync(Url, user);
            var role = Role.Shipped[kind];
            foreach (var route in routes.Where(route => !SecurityTable.IsOwn(route)))
            {
                var status = await person.StatusAsync(Address(route.Address));
                var refused = route.Key ? IsUnknown(status) : route.Portal ? status == HttpStatusCode.NotFound : status == HttpStatusCode.Forbidden;
                if (refused == SecurityTable.May(role, route))
                    wrong.Add($"{role.Name} {route.Address}: {status}");
            }
        }

        foreach (var user in new[] { Demo.Insurer, Demo.Reviewer })
        {
            using var person = await Visitor.SignInAsync(Url, user);
            foreach (var route in routes.Where(route => !SecurityTable.IsOwn(route) && !route.Portal))
            {
                using var answer = await person.Http.GetAsync(Address(route.Address));
                var away = (route.Key ? IsUnknown(answer.StatusCode) : answer.StatusCode == HttpStatusCode.NotFound) || (answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.OriginalString.EndsWith("/aseguradora", StringComparison.Ordinal));
                if (!away)
                    wrong.Add($"portal {route.Address}: {answer.StatusCode}");
            }
        }

        using var nobody = new Visitor(Url);
        foreach (var route in routes)
        {
            using var answer = await nobody.Http.GetAsync(Address(route.Address));
            var sent = route.Key || route.Address.TrimStart('/').StartsWith("api", StringComparison.Ordinal)
                ? IsUnknown(answer.StatusCode)
                : answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.OriginalString.Contains("/cuenta/entrar", StringComparison.Ordinal);
            if (!sent)
                wrong.Add($"nobody {route.Address}: {answer.StatusCode}");
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task No_address_that_an_accountant_may_open_changes_a_row_and_no_page_shows_a_button_that_would()
    {
        string[] words = ["Registrar", "Timbrar", "Guardar", "Agregar", "Cobrar", "Pagar", "Cancelar", "Deshacer", "Editar", "Generar", "Cargar", "Facturar", "Enviar", "Sustituir", "Eliminar", "Comentar", "Consultar SAT", "Invitar"];
        var page = await browser.SignInAsync(Demo.Accountant);
        var files = (await SecurityTable.RoutesAsync())
            .Where(route => route.Method == "GET" && route.Address.TrimStart('/').StartsWith("api", StringComparison.Ordinal) && !route.Public
                && !SecurityTable.IsOwn(route) && SecurityTable.May(Role.Shipped[PracticeRole.Contador], route));
        var before = Rows();
        foreach (var path in files.Select(route => Address(route.Address)))
            (await page.APIRequest.GetAsync($"{Url}{path}", new() { MaxRedirects = 0 })).Status.Should().NotBe(403, path);
        await page.WalkAsync(Url, async path =>
        {
            foreach (var button in await page.Locator("main").GetByRole(AriaRole.Button).AllInnerTextsAsync())
                words.Should().NotContain(word => button.StartsWith(word, StringComparison.Ordinal), $"{path}: {button}");
        });

        var after = Rows();
        after.Except(before).Concat(before.Except(after)).Should().BeEmpty();
    }

    public static TheoryData<string, int> Walkers => new()
    {
        { nameof(Demo.Clinic), 20 }, { nameof(Demo.Assistant), 15 }, { nameof(Demo.Cashier), 3 }, { nameof(Demo.Doctor), 6 }, { nameof(Demo.Insurer), 5 },
    };

    [Theory]
    [MemberData(nameof(Walkers))]
    public async Task No_link_leads_a_person_to_a_page_that_refuses_or_is_not_there(string who, int atLeast)
    {
        var page = await browser.SignInAsync(Demo.Named(who));
        (await page.WalkAsync(Url, _ => Task.CompletedTask)).Should().BeGreaterThan(atLeast);
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
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(at)}")));
            return rows;
        }

        return [.. Ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").Except(passing).SelectMany(table => Ask($"SELECT * FROM \"{table}\" ORDER BY 1, 2").Prepend(table))];
    }
}
