using System.Net;
using Microsoft.Data.Sqlite;

namespace Honorario.Browser.Tests;

/// <summary>The first account of an empty installation: with the printed link only, and once however many try.</summary>
[Trait(Product.Which, Product.AlsoOwn)]
public sealed class PrimeraCuentaTests : IAsyncLifetime
{
    private Product _product = null!;

    public async ValueTask InitializeAsync() => _product = await Product.LaunchAsync("--empty");

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Of_twelve_posts_at_once_one_makes_a_practice_and_without_the_link_none_does()
    {
        var path = new Uri(_product.SetUpLink).PathAndQuery;
        var key = path.Split("clave=")[1];
        foreach (var log in Directory.EnumerateFiles(_product.Data, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("registro", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            (await reader.ReadToEndAsync()).Should().NotContain(key, log);
        }

        using var stranger = new Visitor(_product.Url);
        (await stranger.StatusAsync("/primera-cuenta")).Should().Be(HttpStatusCode.Found);
        (await stranger.StatusAsync(path[..^3] + "AAA")).Should().Be(HttpStatusCode.Found);
        (await stranger.Http.GetStringAsync("/cuenta/entrar?enlace=primera")).Should().Contain("no es el que imprimi");

        var visitors = Enumerable.Range(0, 12).Select(_ => new Visitor(_product.Url)).ToList();
        var pages = await Task.WhenAll(visitors.Select(one => one.Http.GetStringAsync(path)));
        using (var forged = await visitors[0].SendAsync("/primera-cuenta", "primera-cuenta", Form(99), pages[0]))
            Count("practices").Should().Be(0);
        var answers = await Task.WhenAll(visitors.Select((one, number) => one.SendAsync(path, "primera-cuenta", Form(number), pages[number])));

        (Count("practices"), Count("AspNetUsers")).Should().Be((1, 1));
        (await stranger.Http.GetStringAsync("/cuenta/entrar?enlace=primera")).Should().Contain("ya no sirve");
        using (var late = await stranger.Http.GetAsync(path))
            late.Headers.Location!.OriginalString.Should().EndWith("/cuenta/entrar?enlace=primera");
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.OriginalString.EndsWith('/')).Should().Be(1);
        File.Exists(Path.Combine(_product.Data, "primera-cuenta.txt")).Should().BeFalse();
        visitors.ForEach(one => one.Dispose());
    }

    private static Dictionary<string, string> Form(int number) => new()
    {
        ["Form.Practice"] = $"Consultorio {number}", ["Form.Name"] = $"Dra. {number}", ["Form.Email"] = $"dra{number}@honorario.example", ["Form.Password"] =
            "una-frase-larga-9",
    };

    private long Count(string table)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(_product.Data, "honorario.db")};Mode=ReadOnly");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM \"{table}\"";
        return (long)command.ExecuteScalar()!;
    }
}
