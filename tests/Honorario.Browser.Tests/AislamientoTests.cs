using System.Net;
using Honorario.Architecture.Tests;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>
/// What belongs to a practice is not there for anybody else: every page, file and endpoint that takes an id. People of the
/// insurer are sent to their own portal.
/// </summary>
public class AislamientoTests(Browser browser)
{
    private const int OfEachTable = 2;

    [Fact]
    public async Task A_person_of_another_practice_gets_404_for_every_id_of_this_one_wherever_an_id_is_taken()
    {
        var owner = await browser.SignInAsync(Demo.Physician);
        await owner.RegisterAsync(browser.Product.Url, "AJ-1");
        var stranger = await browser.SignInAsync(Demo.Clinic);
        var reviewer = await browser.SignInAsync(Demo.Reviewer);
        var ids = Ids();
        var seen = new HashSet<string>();

        foreach (var route in await RoutesAsync())
        {
            foreach (var id in ids)
            {
                var address = browser.Product.Url + System.Text.RegularExpressions.Regex.Replace(route, "{[^}]*}", id);
                (await StatusAsync(stranger, address)).Should().BeOneOf([HttpStatusCode.NotFound, HttpStatusCode.Unauthorized], address);
                if (!route.Contains("aseguradora", StringComparison.Ordinal))
                    (await StatusAsync(reviewer, address)).Should().BeOneOf([HttpStatusCode.NotFound, HttpStatusCode.Redirect, HttpStatusCode.Unauthorized],
                        address);
                if (!seen.Contains(route) && await StatusAsync(owner, address) == HttpStatusCode.OK)
                    seen.Add(route);
            }
        }

        seen.Should()
            .Contain([
                "/finanzas/facturacion/facturas/{Id:guid}",
                "/configuracion/datos-fiscales/{Id:guid}",
                "/finanzas/cobros/pagar/{Id:guid}",
                "/api/emisores/{id:guid}/manifiesto.pdf",
            ]);
    }

    private static async Task<HttpStatusCode> StatusAsync(IPage page, string address)
    {
        var answer = await page.APIRequest.GetAsync(address, new() { MaxRedirects = 0 });
        return (HttpStatusCode)answer.Status;
    }

    /// <summary>Every address of the product that takes an id and is read.</summary>
    private static async Task<List<string>> RoutesAsync() =>
    [
        .. (await SecurityTable.RoutesAsync()).Where(route => route.Method == "GET" && route.Address.Contains(":guid", StringComparison.Ordinal))
            .Select(route => route.Address),
        "/api/facturas/elegidas/zip?id={id}",
    ];

    /// <summary>Some ids out of every table, all of the physician's practice.</summary>
    private List<string> Ids()
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(browser.Product.Data, "honorario.db")};Mode=ReadOnly");
        db.Open();
        string[] Ask(string sql)
        {
            using var command = db.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read())
                rows.Add(reader.GetString(0));
            return [.. rows];
        }

        var practice = Ask($"SELECT practice_id FROM \"AspNetUsers\" WHERE email = '{Demo.Physician.Email}'").Single();
        var tables = Ask(
            "SELECT t.name FROM sqlite_master t WHERE t.type = 'table' AND (SELECT count(*) FROM pragma_table_info(t.name) WHERE name IN "
                + "('id', 'practice_id')) = 2"
        );
        tables.Should().NotBeEmpty();
        return [.. tables.SelectMany(table => Ask($"SELECT id FROM \"{table}\" WHERE practice_id = '{practice}' LIMIT {OfEachTable}"))];
    }
}
