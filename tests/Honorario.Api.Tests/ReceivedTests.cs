using System.Text;

namespace Honorario.Api.Tests;

/// <summary>An insurer's system: what it receives, reviews and pays.</summary>
public sealed class ReceivedTests(Running product)
{
    [Fact]
    public async Task An_insurer_lists_fetches_answers_and_pays_what_is_addressed_to_it()
    {
        var invoice = await product.StampedAsync();
        var (uuid, insurer) = (invoice["uuid"]!.GetValue<string>(), await product.InsurerAsync());

        var listed = await insurer.MustAsync(HttpMethod.Get, $"/api/v1/received?text={uuid}", 200);
        listed["data"]![0]!["balance"]!.GetValue<string>().Should().Be(invoice["total"]!.GetValue<string>());
        (await insurer.GetStringAsync($"/api/v1/received/{uuid}/xml")).Should().Contain(uuid);
        var answered = await insurer.MustAsync(HttpMethod.Post, "/api/v1/received/status", 200, new
        {
            items = new object[] { new { uuid, status = "aceptada" }, new { uuid = Guid.NewGuid(), status = "aceptada" } },
        });
        answered["data"]!.AsArray().Select(one => one!["statusCode"]!.GetValue<int>()).Should().Equal(200, 404);
        var sheet = $"UUID,Monto,Fecha,Número de operación\n{uuid},{invoice["total"]},{Running.Today},OP-{uuid[..8]}\n";
        var file = new { file = new { name = "pagos.csv", content = Convert.ToBase64String(Encoding.UTF8.GetBytes(sheet)) } };
        (await insurer.MustAsync(HttpMethod.Post, "/api/v1/received/remittance", 200, file))["data"]![0]!["paid"]!.GetValue<bool>().Should().BeTrue();
        await insurer.MustAsync(HttpMethod.Post, "/api/v1/received/remittance", 200, file);

        var paid = await product.Ours.MustAsync(HttpMethod.Get, $"/api/v1/invoices/{invoice["id"]}", 200);
        (paid["status"]!.GetValue<string>(), paid["paid"]!.GetValue<string>()).Should().Be(("paid", invoice["total"]!.GetValue<string>()));
        (await insurer.GetJsonAsync($"/api/v1/received/{Guid.NewGuid()}/xml")).ShouldBeProblem(404);
        (await product.Ours.GetJsonAsync("/api/v1/received")).ShouldBeProblem(401);
        (await insurer.GetJsonAsync("/api/v1/invoices")).ShouldBeProblem(401);
    }
}
