using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Honorario.Api.Tests;

/// <summary>A record system bills without a person.</summary>
public sealed class FhirTests(Running product)
{
    [Fact]
    public async Task A_claim_becomes_a_stamped_invoice_and_its_response_follows_it()
    {
        var insurer = (await product.Ours.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200))["data"]![0]!["name"]!.GetValue<string>();
        var claim = Claim(insurer, $"R-{Guid.NewGuid():N}"[..12], "99213");
        var key = Guid.NewGuid().ToString();
        var (answer, said) = await PostAsync(product.Ours, "/fhir/Claim?acceptDoubts=true", claim, key);

        answer.StatusCode.Should().Be(HttpStatusCode.Created, $"{said}");
        said["resourceType"]!.GetValue<string>().Should().Be("ClaimResponse");
        said["outcome"]!.GetValue<string>().Should().Be("queued");
        said["total"]![0]!["amount"]!.ToJsonString().Should().Be("""{"value":900.50,"currency":"MXN"}""");
        var invoice = said["id"]!.GetValue<string>();
        for (var patience = 0; patience < 300 && said["identifier"]!.AsArray().Count < 2; patience++)
        {
            await Task.Delay(100);
            said = JsonNode.Parse(await product.Ours.GetStringAsync($"/fhir/ClaimResponse/{invoice}"))!;
        }

        said["identifier"]!.AsArray().Select(one => one!["system"]!.GetValue<string>()).Should().Equal("urn:honorario:naming:control",
            "urn:honorario:naming:cfdi");
        var again = await PostAsync(product.Ours, "/fhir/Claim?acceptDoubts=true", claim, key);
        again.Said["id"]!.GetValue<string>().Should().Be(invoice);
        var another = await PostAsync(product.Ours, "/fhir/Claim?acceptDoubts=true", claim, Guid.NewGuid().ToString());
        another.Answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity, "its service is on an invoice");
        (await product.Others.GetAsync($"/fhir/ClaimResponse/{invoice}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_can_t_be_billed_is_told_by_its_path()
    {
        var (answer, said) = await PostAsync(product.Ours, "/fhir/Claim", Claim("Nadie Conoce", "R-1", "hola"), Guid.NewGuid().ToString());

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/fhir+json");
        said["resourceType"]!.GetValue<string>().Should().Be("OperationOutcome");
        said["issue"]!.AsArray().Should().OnlyContain(issue => issue!["severity"]!.GetValue<string>() == "error");
        said["issue"]![0]!["expression"]![0]!.GetValue<string>().Should().StartWith("Claim");
    }

    [Fact]
    public async Task A_bundle_becomes_services()
    {
        var insurer = (await product.Ours.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200))["data"]![0]!["name"]!.GetValue<string>();
        var folio = $"B-{Guid.NewGuid():N}"[..12];
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle", ["type"] = "collection",
            ["entry"] = new JsonArray(new JsonObject { ["resource"] = JsonNode.Parse(Claim(insurer, folio, "99203")) }),
        };
        var (answer, said) = await PostAsync(product.Ours, "/fhir?acceptDoubts=true", bundle.ToJsonString(), Guid.NewGuid().ToString());

        answer.StatusCode.Should().Be(HttpStatusCode.OK, $"{said}");
        said["issue"]![0]!["diagnostics"]!.GetValue<string>().Should().Be("1 services added, 0 corrected.", $"{said}");
        var found = await product.Ours.MustAsync(HttpMethod.Get, $"/api/v1/services?text={folio}", 200);
        found["data"]![0]!["insurerAmount"]!.GetValue<string>().Should().Be("900.50");
    }

    [Fact]
    public async Task Strangers_see_what_it_can_and_no_more()
    {
        var capable = JsonNode.Parse(await product.Stranger.GetStringAsync("/fhir/metadata"))!;
        capable["fhirVersion"]!.GetValue<string>().Should().Be("4.0.1");
        var (answer, said) = await PostAsync(product.Stranger, "/fhir/Claim", "{}", "1");
        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        said["issue"]![0]!["code"]!.GetValue<string>().Should().Be("login");
        (await PostAsync(product.Powerless, "/fhir/Claim", "{}", "1")).Answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static string Claim(string insurer, string number, string code) => new JsonObject
    {
        ["resourceType"] = "Claim", ["status"] = "active", ["use"] = "claim", ["created"] = Running.Today,
        ["type"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "professional" }) },
        ["identifier"] = new JsonArray(new JsonObject { ["value"] = number }),
        ["patient"] = new JsonObject { ["display"] = $"Rosa {number}" }, ["insurer"] = new JsonObject { ["display"] = insurer },
        ["provider"] = new JsonObject { ["display"] = "Consultorio" },
            ["priority"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "normal" }) },
        ["insurance"] = new JsonArray(new JsonObject
        {
            ["sequence"] = 1, ["focal"] = true, ["coverage"] = new JsonObject { ["display"] = "Póliza" }, ["preAuthRef"] = new JsonArray("AUT-1"),
        }),
        ["item"] = new JsonArray(new JsonObject
        {
            ["sequence"] = 1, ["servicedDate"] = Running.Today,
            ["productOrService"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://www.ama-assn.org/go/cpt",
                ["code"] = code }) },
            ["net"] = new JsonObject { ["value"] = JsonNode.Parse("900.50"), ["currency"] = "MXN" },
        }),
    }.ToJsonString();

    private static async Task<(HttpResponseMessage Answer, JsonNode Said)> PostAsync(HttpClient client, string path, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/fhir+json") };
        request.Headers.Add("Idempotency-Key", key);
        var answer = await client.SendAsync(request);
        return (answer, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
