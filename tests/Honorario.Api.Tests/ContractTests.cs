using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Honorario.Api.Tests;

/// <summary>A walker over the OpenAPI document: right and wrong calls of every operation, drawn at random from a seed; what is answered is
/// documented.</summary>
public sealed partial class ContractTests(Running product)
{
    private const int CallsEach = 14;

    /// <summary>What every operation must be able to say at least once in a walk; the rest depends on what there is.</summary>
    private static readonly string[] Certain = ["401", "403"];

    /// <summary>The call that asks for no more than is needed, so that something is made whatever luck the others have.</summary>
    private const int Plain = 5;

    [Theory]
    [InlineData(20261129)]
    public async Task Nothing_is_answered_that_the_document_does_not_tell(int seed)
    {
        var document = JsonNode.Parse(await product.Stranger.GetStringAsync("/api/openapi/v1.json"))!;
        var (random, undocumented, heard) = (new Random(seed), new List<string>(), new Dictionary<string, HashSet<string>>());
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var told = operation!["responses"]!.AsObject().ToDictionary(one => one.Key, one => one.Value!);
                var name = $"{method.ToUpperInvariant()} {path}";
                for (var call = 0; call < CallsEach; call++)
                {
                    using var request = Draw(random, document, path, method, operation, call);
                    using var answer = await Who(random, call).SendAsync(request);
                    var status = $"{(int)answer.StatusCode}";
                    heard.TryAdd(name, []);
                    heard[name].Add(status);
                    var type = answer.Content.Headers.ContentType?.MediaType;
                    if (!told.TryGetValue(status, out var response))
                        undocumented.Add($"{name} ({request.RequestUri}) said {status}: {await answer.Content.ReadAsStringAsync()}");
                    else if (response["content"]?.AsObject() is { } content && (type is null || !content.ContainsKey(type)))
                        undocumented.Add($"{name} said {status} as {type}");
                }

                var insurers = operation["description"]!.GetValue<string>().Contains("portal", StringComparison.Ordinal);
                told.Keys.Intersect(insurers ? ["401"] : Certain).Except(heard[name]).Should().BeEmpty($"{name} is documented to say so");
            }
        }

        undocumented.Should().BeEmpty();
        heard.Values.SelectMany(one => one).Distinct().Should().Contain(["200", "201", "404", "409", "415", "422"]);
    }

    /// <summary>The first calls are by a stranger, by a key without rights and by another practice; the rest by us.</summary>
    private HttpClient Who(Random random, int call) => call switch
    {
        0 => product.Stranger, 1 => product.Powerless, 2 => product.Others, Plain => product.Ours, _ => random.Next(8) == 0 ? product.Others : product.Ours,
    };

    private static HttpRequestMessage Draw(Random random, JsonNode document, string path, string method, JsonNode operation, int call)
    {
        var wrong = call == 3;
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            if (parameter!["in"]!.GetValue<string>() != "query" || (parameter["required"]?.GetValue<bool>() != true && random.Next(3) > 0))
                continue;
            var value = random.Next(6) == 0 ? "%00x" : Value(random, document, parameter["schema"]!)?.ToString() ?? "";
            query.Add($"{parameter["name"]}={Uri.EscapeDataString(value)}");
        }

        if (wrong && method == "get")
            query.Add("cursor=nada&emisorId=nada&insurerId=nada&from=nada&year=nada&owedOnly=nada&month=nada");
        var filled = Parameter().Replace(path, one => one.Value switch
        {
            "{format}" => "csv", "{catalog}" => "c_UsoCFDI", _ => $"{Guid.NewGuid()}",
        });
        var request = new HttpRequestMessage(new HttpMethod(method), $"{filled}{(query.Count > 0 ? "?" : "")}{string.Join('&', query)}");
        if (method == "post" && !(wrong && !operation.AsObject().ContainsKey("requestBody")))
            request.Headers.Add("Idempotency-Key", $"{random.NextInt64()}-{random.NextInt64()}");
        if (method is "put" or "delete" && random.Next(2) == 0)
            request.Headers.TryAddWithoutValidation("If-Match", "\"otra\"");
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema)
            request.Content = Body(random, document, schema, wrong, call);
        return request;
    }

    private static StringContent Body(Random random, JsonNode document, JsonNode schema, bool wrong, int call)
    {
        var value = Value(random, document, schema, least: call == Plain)!;
        if (call > 8 && value is JsonObject { Count: > 0 } some && random.Next(2) == 0)
            some[some.ElementAt(random.Next(some.Count)).Key] = random.Next(3) switch { 0 => null, 1 => new JsonArray(1), _ => "\u0000<&>" };
        var text = wrong ? "{\"" : value.ToJsonString();
        return call == 4
            ? new StringContent(text, Encoding.UTF8, "text/plain")
            : new StringContent(text, MediaTypeHeaderValue.Parse("application/json"));
    }

    /// <summary>A value of a schema; the least one has what is needed and nothing else, in plain words.</summary>
    private static JsonNode? Value(Random random, JsonNode document, JsonNode schema, bool least = false)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Value(random, document, document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]]!, least);
        if (schema["oneOf"]?.AsArray() is { } either)
            return Value(random, document, either[^1]!, least);
        if (schema["enum"]?.AsArray() is { } names)
            return names[random.Next(names.Count)]?.DeepClone();
        var type = schema["type"] is JsonArray types ? types.Select(one => one!.GetValue<string>()).First(one =>
            one != "null") : schema["type"]?.GetValue<string>();
        switch (type)
        {
            case "object":
                var filled = new JsonObject();
                var needed = schema["required"]?.AsArray().Select(one => one!.GetValue<string>()).ToHashSet() ?? [];
                foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
                {
                    if (needed.Contains(name) || (!least && random.Next(2) == 0))
                        filled[name] = Value(random, document, property!, least);
                }

                return filled;
            case "array":
                return new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Value(random, document, schema["items"]!, least))]);
            case "boolean":
                return random.Next(2) == 0;
            case "integer":
                return random.Next(-1, 3000);
            default:
                return schema["format"]?.GetValue<string>() switch
                {
                    "uuid" => $"{Guid.NewGuid()}", "date" => Running.Today, "date-time" => $"{Running.Today}T00:01:00", "time" => "10:30:00",
                    "decimal" => $"{random.Next(-1, 5000)}.{random.Next(10, 99)}", "byte" => "aG9sYQ==", _ => least ? "99213" : Words(random),
                };
        }
    }

    private static string Words(Random random) => random.Next(6) switch
    {
        0 => "", 1 => "99213", 2 => "CACX7605101P8", 3 => "hola ñ 😀 | <x>", 4 => new string('a', 400), _ => "03",
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
