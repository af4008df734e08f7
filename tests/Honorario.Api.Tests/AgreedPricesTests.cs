namespace Honorario.Api.Tests;

/// <summary>Precios pactados by the API, and what they do to services that come by it.</summary>
public sealed class AgreedPricesTests(Running product)
{
    [Fact]
    public async Task A_price_is_written_down_applied_corrected_and_taken_away()
    {
        var insurer = await product.FirstAsync("insurers");
        var code = $"{Random.Shared.Next(10_000, 99_999)}";
        var made = await product.Ours.MustAsync(
            HttpMethod.Post, "/api/v1/agreed-prices", 201, new { insurerId = insurer, code, from = "2026-01-01", price = "750", copay = "100" });
        var path = $"/api/v1/agreed-prices/{made["id"]}";
        var applies = $"/api/v1/agreed-prices/applicable?insurerId={insurer}&code={code}&date={Running.Today}";

        (await product.Ours.MustAsync(HttpMethod.Get, applies, 200))["price"]!.GetValue<string>().Should().Be("750.00");
        (await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/agreed-prices", new { insurerId = insurer, code, from = "2026-01-01", price = "760" }))
            .ShouldBeProblem(422);
        var read = await product.Ours.GetJsonAsync(path);
        var body = new { insurerId = insurer, code, from = "2026-01-01", price = "780" };
        (await product.Ours.SendAsync(HttpMethod.Put, path, body)).ShouldBeProblem(428);
        await product.Ours.MustAsync(HttpMethod.Put, path, 200, body, read.Answer.Headers.ETag!.Tag);
        (await product.Ours.SendAsync(HttpMethod.Put, path, body, match: read.Answer.Headers.ETag!.Tag)).ShouldBeProblem(412);

        var visit = new
        {
            insurerId = insurer, date = Running.Today, newPatient = new { name = $"Pactado {Guid.NewGuid():N}" }, lines = new[] { new { code, price = "800" } },
        };
        var asked = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/services", visit);
        asked.ShouldBeProblem(409);
        asked.Body!["errors"]!.AsArray().Select(fault => fault!["es"]!.GetValue<string>()).Should().Contain(text => text.Contains("$780.00"));

        var tag = (await product.Ours.GetJsonAsync(path)).Answer.Headers.ETag!.Tag;
        await product.Ours.MustAsync(HttpMethod.Delete, path, 204, match: tag);
        (await product.Ours.GetJsonAsync(applies)).ShouldBeProblem(404);
    }
}
