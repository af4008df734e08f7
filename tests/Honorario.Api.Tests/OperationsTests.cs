using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Honorario.Api.Tests;

/// <summary>The OpenAPI document, and every operation in it before strangers, the powerless and other practices.</summary>
public sealed partial class OperationsTests(Running product)
{
    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_is_served()
    {
        var file = Path.Combine(Running.Repository(), "docs", "openapi.json");
        var served = await product.Stranger.GetStringAsync("/api/openapi/v1.json");
        if (Environment.GetEnvironmentVariable("HONORARIO_DRAW") is { Length: > 0 })
            await File.WriteAllTextAsync(file, served.ReplaceLineEndings("\n"));

        (await File.ReadAllTextAsync(file)).Trim().Should().Be(served.ReplaceLineEndings("\n").Trim(), "tools/draw-api writes it anew");
        JsonNode.Parse(served)!["openapi"]!.GetValue<string>().Should().StartWith("3.1");
    }

    [Fact]
    public async Task The_page_of_the_documentation_is_served()
    {
        using var page = await product.Stranger.GetAsync("/api/");
        page.IsSuccessStatusCode.Should().BeTrue();
        (await page.Content.ReadAsStringAsync()).Should().Contain("api/openapi/v1.json");
    }

    [Fact]
    public async Task Every_operation_refuses_a_stranger()
    {
        foreach (var (method, path, _) in await OperationsAsync())
            (await product.Stranger.SendAsync(new HttpMethod(method), path, Sends(method) ? "{}" : null)).ShouldBeProblem(401);
    }

    [Fact]
    public async Task Every_operation_refuses_a_key_without_its_right()
    {
        foreach (var (method, path, description) in (await OperationsAsync()).Where(one => one.Description != "Any key."))
        {
            var said = await product.Powerless.SendAsync(new HttpMethod(method), path, Sends(method) ? "{}" : null);
            if (description.Contains("portal", StringComparison.Ordinal))
            {
                said.ShouldBeProblem(401);
                continue;
            }

            said.ShouldBeProblem(403);
            description.Should().Contain(RightName().Match(said.Body!["errors"]![0]!["en"]!.GetValue<string>()).Groups[1].Value);
        }
    }

    [Fact]
    public async Task What_one_practice_has_does_not_exist_for_another()
    {
        var ids = new Dictionary<string, string>();
        foreach (var list in new[] { "emisores", "insurers", "patients", "services" })
            ids[list] = (await product.Ours.MustAsync(HttpMethod.Get, $"/api/v1/{list}", 200))["data"]![0]!["id"]!.GetValue<string>();
        foreach (var (list, id) in ids)
        {
            (await product.Ours.GetJsonAsync($"/api/v1/{list}/{id}")).Answer.IsSuccessStatusCode.Should().BeTrue(list);
            (await product.Others.GetJsonAsync($"/api/v1/{list}/{id}")).ShouldBeProblem(404);
        }
    }

    internal async Task<IReadOnlyList<(string Method, string Path, string Description)>> OperationsAsync()
    {
        var document = JsonNode.Parse(await product.Stranger.GetStringAsync("/api/openapi/v1.json"))!;
        var all = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (
            operation.Key.ToUpperInvariant(), At(path.Key), operation.Value!["description"]!.GetValue<string>()))).ToList();
        all.Count.Should().BeGreaterThan(40);
        return all;
    }

    private static string At(string path) => Parameter().Replace(
        path.Replace("{format}", "csv", StringComparison.Ordinal).Replace("{catalog}", "c_UsoCFDI", StringComparison.Ordinal), $"{Guid.Empty}");

    private static bool Sends(string method) => method is "POST" or "PUT" or "PATCH";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"right (\w+)")]
    private static partial Regex RightName();
}
