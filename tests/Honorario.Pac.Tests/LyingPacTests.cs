using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Honorario.Pac.Tests.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Pac.Tests;

/// <summary>A PAC's word is not enough: what it returns must be our document with a stamp of its seal.</summary>
public class LyingPacTests
{
    private static Dictionary<string, Func<string, string, string>> Lies { get; } =
        new()
        {
            ["another document"] = (_, other) => other,
            ["a changed amount"] = (ours, _) =>
                ours.Replace("Importe=\"1200.50\"", "Importe=\"1200.51\"", StringComparison.Ordinal),
            ["a changed certificate"] = (ours, other) => With(ours, root => root.SetAttributeValue("Certificado", "AAAA")),
            ["an added concept"] = (ours, _) =>
                With(
                    ours,
                    root => root.Elements().Single(IsNamed("Conceptos")).Add(root.Descendants().First(IsNamed("Concepto")))),
            ["an added attribute"] = (ours, _) => With(ours, root => root.SetAttributeValue("CondicionesDePago", "Contado")),
            ["no stamp"] = (ours, _) => With(ours, root => root.Elements().Single(IsNamed("Complemento")).Remove()),
            ["the stamp of another document"] = (ours, other) =>
                With(
                    ours,
                    root =>
                        root.Descendants()
                            .Single(IsNamed("TimbreFiscalDigital"))
                            .ReplaceWith(XElement.Parse(other).Descendants().Single(IsNamed("TimbreFiscalDigital")))),
            ["half a document"] = (ours, _) => ours[..(ours.Length / 2)],
            ["a document type definition"] = (ours, _) =>
                ours.Replace("?>", "?><!DOCTYPE x [<!ENTITY e \"e\">]>", StringComparison.Ordinal),
        };

    public static TheoryData<string> LieNames => [.. Lies.Keys];

    public static TheoryData<string> Nonsense =>
        [
            "",
            "null",
            "[]",
            "\"success\"",
            "{}",
            "{\"status\":\"success\"}",
            "{\"status\":\"success\",\"data\":{\"cfdi\":7}}",
            "{\"status\":\"success\",\"data\":{\"cfdi\":\"\"}}",
            "{\"status\":\"error\",\"message\":null}",
            "{\"status\":\"error\",\"message\":\"307. El comprobante contiene un timbre previo.\",\"data\":null}",
        ];

    [Fact]
    public async Task The_truth_is_believed_whatever_the_prefixes()
    {
        var (paper, ours, _) = await StampedElsewhereAsync();

        (await AnswerToAsync(paper, Success(ours))).Should().BeOfType<StampAnswer.Stamped>();
        (await AnswerToAsync(paper, Success(ours.Replace("cfdi:", "c:", StringComparison.Ordinal).Replace("xmlns:cfdi", "xmlns:c", StringComparison.Ordinal))))
            .Should().BeOfType<StampAnswer.Stamped>();
    }

    [Theory]
    [MemberData(nameof(LieNames))]
    public async Task A_lie_is_never_a_stamp(string lie)
    {
        var (paper, ours, other) = await StampedElsewhereAsync();
        var lied = Lies[lie](ours, other);
        lied.Should().NotBe(ours);

        var answer = await AnswerToAsync(paper, Success(lied));

        answer.Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().StartWith("El PAC devolvió");
    }

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_is_unavailable_in_a_sentence(string json)
    {
        var answer = await AnswerToAsync(Papers.Sealed(), json);

        answer.Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().StartWith("El PAC");
    }

    private static async Task<(Paper Paper, string Ours, string Other)> StampedElsewhereAsync()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var paper = Papers.Sealed();
        return (
            paper,
            Encoding.UTF8.GetString((await client.StampedAsync(paper)).Xml),
            Encoding.UTF8.GetString((await client.StampedAsync(Papers.Sealed())).Xml));
    }

    private static async Task<StampAnswer> AnswerToAsync(Paper paper, string json)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        await using var liar = builder.Build();
        liar.MapPost(
            "/v2/security/authenticate",
            () =>
                Results.Text(JsonSerializer.Serialize(new { status = "success", data = new { token = "t" } }), "application/json"));
        liar.MapPost("/v4/cfdi33/stamp/v4", () => Results.Text(json, "application/json"));
        await liar.StartAsync();
        using var client = new Client(PacKind.SwSapien, new Uri(liar.Urls.Single()));
        return await client.StampAsync(paper);
    }

    private static string Success(string cfdi) => JsonSerializer.Serialize(new { status = "success", data = new { cfdi } });

    private static Func<XElement, bool> IsNamed(string name) => element => element.Name.LocalName == name;

    private static string With(string xml, Action<XElement> change)
    {
        var document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        change(document.Root!);
        return document.ToString(SaveOptions.DisableFormatting);
    }
}
