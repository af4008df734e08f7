using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;

namespace Honorario.Api.Tests;

/// <summary>OAuth 2.0 client credentials over the keys that there are.</summary>
public sealed class TokensTests(Running product)
{
    private const string Address = "/api/oauth/token";

    [Fact]
    public async Task A_key_is_a_client_and_its_token_calls_with_the_scope_that_was_asked_for()
    {
        var key = await product.KeyAsync(product.Practices[0], [Right.SeePatients, Right.SeeSettings, Right.EditPatients]);
        var all = await GiveAsync(key.Id, key.Secret);
        var some = await GiveAsync(key.Id, key.Secret, scope: "SeeSettings");

        all.Status.Should().Be(HttpStatusCode.OK);
        all.Body["token_type"]!.GetValue<string>().Should().Be("Bearer");
        all.Body["expires_in"]!.GetValue<int>().Should().Be((int)ApiKey.TokenLasts.TotalSeconds);
        some.Body["scope"]!.GetValue<string>().Should().Be("SeeSettings");
        var caller = product.With(some.Body["access_token"]!.GetValue<string>());
        (await caller.MustAsync(HttpMethod.Get, "/api/v1/me", 200))["rights"]!.AsArray().Select(right => right!.GetValue<string>()).Should()
            .Equal("SeeSettings");
        await caller.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200);
        (await caller.GetJsonAsync("/api/v1/patients")).ShouldBeProblem(403);
        await product.With(all.Body["access_token"]!.GetValue<string>()).MustAsync(HttpMethod.Post, "/api/v1/patients", 201, new { name = "Por Token" });
    }

    [Fact]
    public async Task A_token_ends_with_its_key_and_one_that_was_touched_is_none()
    {
        var key = await product.KeyAsync(product.Practices[0], [Right.SeeSettings]);
        var token = (await GiveAsync(key.Id, key.Secret)).Body["access_token"]!.GetValue<string>();
        var caller = product.With(token);
        await caller.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200);

        (await product.With(token[..^4] + "AAAA").GetJsonAsync("/api/v1/insurers")).ShouldBeProblem(401);
        await product.KeysOf(product.Practices[0]).RevokeAsync(key.Id, CancellationToken.None);
        (await caller.GetJsonAsync("/api/v1/insurers")).ShouldBeProblem(401);
        (await GiveAsync(key.Id, key.Secret)).Body["error"]!.GetValue<string>().Should().Be("invalid_client");
    }

    [Fact]
    public async Task Refusals_are_those_of_the_standard()
    {
        var key = await product.KeyAsync(product.Practices[0], [Right.SeeSettings]);

        (await GiveAsync(key.Id, key.Secret, scope: "SeeSettings KeepKeys")).ShouldSay(400, "invalid_scope");
        (await GiveAsync(key.Id, "honp_nobody")).ShouldSay(401, "invalid_client");
        (await GiveAsync(Guid.NewGuid(), key.Secret)).ShouldSay(401, "invalid_client");
        (await GiveAsync(key.Id, key.Secret, grant: "password")).ShouldSay(400, "unsupported_grant_type");
        using var json = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        (await SendAsync(json)).ShouldSay(400, "invalid_request");
    }

    [Fact]
    public async Task The_secret_may_come_in_the_header_and_the_server_says_where_it_is()
    {
        var key = await product.KeyAsync(product.Practices[0], [Right.SeeSettings]);
        using var call = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }),
        };
        call.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key.Id}:{key.Secret}")));

        (await SendAsync(call)).Status.Should().Be(HttpStatusCode.OK);
        var server = JsonNode.Parse(await product.Stranger.GetStringAsync("/.well-known/oauth-authorization-server"))!;
        server["token_endpoint"]!.GetValue<string>().Should().Be(new Uri(product.Root, Address).AbsoluteUri);
    }

    private async Task<Said> GiveAsync(Guid id, string secret, string? scope = null, string grant = "client_credentials")
    {
        var form = new Dictionary<string, string> { ["grant_type"] = grant, ["client_id"] = $"{id}", ["client_secret"] = secret };
        if (scope is not null)
            form["scope"] = scope;
        using var call = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(call);
    }

    private async Task<Said> SendAsync(HttpRequestMessage call)
    {
        using var answer = await product.Stranger.SendAsync(call);
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        return new Said(answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private sealed record Said(HttpStatusCode Status, JsonNode Body)
    {
        public void ShouldSay(int status, string error)
        {
            ((int)Status).Should().Be(status);
            Body["error"]!.GetValue<string>().Should().Be(error);
        }
    }
}
