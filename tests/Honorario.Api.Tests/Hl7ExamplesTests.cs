using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Honorario.Api.Tests;

/// <summary>HL7's own examples: each is read, or refused with where and why.</summary>
public sealed class Hl7ExamplesTests(Running product)
{
    private static readonly string Folder = Path.Combine(Running.Repository(), "tests", "Honorario.Api.Tests", "Hl7");

    public static TheoryData<string> Claims => [.. Names("Claim-*.json")];

    public static TheoryData<string> All => [.. Names("*.json")];

    [Theory]
    [MemberData(nameof(Claims))]
    public async Task A_claim_says_what_keeps_it_from_being_billed(string name)
    {
        var (answer, said) = await PostAsync("/fhir/Claim", File.ReadAllText(Path.Combine(Folder, name)));

        answer.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity, $"its insurer is nobody's here; it said {said}");
        ShouldName(said, "Claim");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Anything_is_read_or_refused_by_its_place(string name)
    {
        var content = File.ReadAllText(Path.Combine(Folder, name));

        var (answer, said) = await PostAsync("/fhir", content);

        ((int)answer.StatusCode).Should().BeOneOf([200, 422], $"{name}: {said}");
        ShouldName(said, JsonNode.Parse(content)!["resourceType"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_claim_with_what_it_refers_to_is_billed_once_its_insurer_code_and_day_are_ours()
    {
        var insurer = (await product.Ours.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200))["data"]![0]!["name"]!.GetValue<string>();
        var number = $"H{Guid.NewGuid():N}"[..12];
        var claim = Read("Claim-860150.json");
        claim["identifier"]![0]!["value"] = number;
        claim["insurer"] = new JsonObject { ["display"] = insurer };
        var item = claim["item"]![0]!;
        item["servicedDate"] = Running.Today;
        item["productOrService"] = JsonNode.Parse("""{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"99213"}]}""");
        foreach (var money in new[] { item["unitPrice"], item["net"] })
            money!["currency"] = "MXN";
        claim["patient"]!["reference"] = "Patient/example";
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle", ["type"] = "collection",
            ["entry"] = new JsonArray([.. new[] { claim, Read("Patient-example.json"), Read("Coverage-9876B1.json") }
                .Select(one => new JsonObject { ["resource"] = one })]),
        };

        var (answer, said) = await PostAsync("/fhir?acceptDoubts=true", bundle.ToJsonString());

        answer.StatusCode.Should().Be(HttpStatusCode.OK, $"{said}");
        said["issue"]![0]!["diagnostics"]!.GetValue<string>().Should().Be("1 services added, 0 corrected.", $"{said}");
        var found = await product.Ours.MustAsync(HttpMethod.Get, $"/api/v1/services?text={number}", 200);
        found["data"]![0]!["insurerAmount"]!.GetValue<string>().Should().Be(item["net"]!["value"]!.GetValue<decimal>()
            .ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Names(string pattern) => Directory.EnumerateFiles(Folder, pattern).Select(path => Path.GetFileName(path)!).Order();

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!;

    /// <summary>An OperationOutcome whose every error says where, in words.</summary>
    private static void ShouldName(JsonNode said, string type)
    {
        said["resourceType"]!.GetValue<string>().Should().Be("OperationOutcome");
        var issues = said["issue"]!.AsArray();
        issues.Should().NotBeEmpty();
        foreach (var issue in issues)
        {
            issue!["diagnostics"]!.GetValue<string>().Should().NotBeEmpty();
            if (issue["severity"]!.GetValue<string>() == "error")
                issue["expression"]![0]!.GetValue<string>().Should().StartWith(type, $"{said}");
        }
    }

    private async Task<(HttpResponseMessage Answer, JsonNode Said)> PostAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/fhir+json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var answer = await product.Ours.SendAsync(request);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/fhir+json");
        return (answer, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
