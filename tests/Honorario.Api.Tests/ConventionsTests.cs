using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Honorario.Billing.Cuentas;

namespace Honorario.Api.Tests;

/// <summary>What holds for every call of <c>/api/v1</c>, over real HTTP.</summary>
public sealed class ConventionsTests(Running product)
{
    [Theory]
    [InlineData("GET", "/api/v1/me", 401)]
    [InlineData("GET", "/api/v1/nothing", 401)]
    [InlineData("GET", "/api/facturas.csv", 401)]
    [InlineData("POST", "/api/nothing", 401)]
    public async Task A_stranger_is_told_so_in_json_and_sent_nowhere(string method, string path, int status) =>
        (await product.Stranger.SendAsync(new HttpMethod(method), path)).ShouldBeProblem(status);

    [Fact]
    public async Task What_is_not_there_is_404_and_another_method_405()
    {
        (await product.Ours.GetJsonAsync("/api/v1/nothing")).ShouldBeProblem(404);
        (await product.Ours.GetJsonAsync($"/api/v1/invoices/{Guid.NewGuid()}")).ShouldBeProblem(404);
        var other = await product.Ours.SendAsync(HttpMethod.Delete, "/api/v1/me");
        other.ShouldBeProblem(405);
        other.Answer.Content.Headers.Allow.Should().Contain("GET");
    }

    [Fact]
    public async Task A_body_that_is_no_json_of_that_form_is_told_by_its_place()
    {
        using var text = new HttpRequestMessage(HttpMethod.Post, "/api/v1/patients") { Content = new StringContent("name=Ana", Encoding.UTF8, "text/plain") };
        text.Headers.Add("Idempotency-Key", "texto");
        ((int)(await product.Ours.SendAsync(text)).StatusCode).Should().Be(415);
        (await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", "{\"name\":")).ShouldBeProblem(400);
        var wrong = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", "{\"name\":\"Ana\",\"birthDate\":\"ayer\"}");
        wrong.ShouldBeProblem(400);
        wrong.Body!["errors"]![0]!["field"]!.GetValue<string>().Should().Be("/birthDate");
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_the_key_is_looked_at()
    {
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/v1/patients") { Content = new ByteArrayContent(new byte[2 * 1024 * 1024]) };
        large.Headers.ExpectContinue = true;
        large.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        ((int)(await product.Stranger.SendAsync(large)).StatusCode).Should().Be(413);
    }

    [Fact]
    public async Task What_a_rule_refuses_is_422_with_the_field_and_both_languages()
    {
        var wrong = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/insurers", new
        {
            name = "Nueva", rfc = "XXX", nombre = "NUEVA", regimenFiscal = "999", codigoPostal = "06600",
        });
        wrong.ShouldBeProblem(422);
        var faults = wrong.Body!["errors"]!.AsArray();
        faults.Select(fault => fault!["field"]!.GetValue<string>()).Should().Contain(["/rfc", "/regimenFiscal"]);
        faults.Should().OnlyContain(fault => fault!["es"]!.GetValue<string>() != "" && fault["en"]!.GetValue<string>() != "");
        faults.Single(fault => fault!["field"]!.GetValue<string>() == "/regimenFiscal")!["code"]!.GetValue<string>().Should().Be("CFDI40157");
    }

    [Fact]
    public async Task A_post_is_carried_out_once_under_its_key()
    {
        var (key, body) = (Guid.NewGuid().ToString(), new { name = $"Una Sola Vez {Guid.NewGuid():N}" });
        var first = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", body, key);
        var again = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", body, key);

        first.Answer.StatusCode.Should().Be(HttpStatusCode.Created);
        again.Answer.StatusCode.Should().Be(HttpStatusCode.Created);
        again.Body!.ToJsonString().Should().Be(first.Body!.ToJsonString());
        again.Answer.Headers.Location.Should().Be(first.Answer.Headers.Location);
        again.Answer.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
        var found = await product.Ours.GetJsonAsync($"/api/v1/patients?text={body.name[^32..]}");
        (await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", new { name = "Otro" }, key)).ShouldBeProblem(422);
        (await product.Ours.GetJsonAsync(first.Answer.Headers.Location!.ToString())).Answer.StatusCode.Should().Be(HttpStatusCode.OK, $"{found.Body}");
        using var without = new HttpRequestMessage(HttpMethod.Post, "/api/v1/patients") { Content = new StringContent("{}", Encoding.UTF8,
            "application/json") };
        ((int)(await product.Ours.SendAsync(without)).StatusCode).Should().Be(400);
    }

    [Fact]
    public async Task Of_ten_equal_posts_at_once_one_is_carried_out()
    {
        var (key, name) = (Guid.NewGuid().ToString(), $"A La Vez {Guid.NewGuid():N}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", new { name }, key)));

        answers.Select(one => (int)one.Answer.StatusCode).Should().OnlyContain(status => status == 201 || status == 409).And.Contain(201);
        answers.Where(one => (int)one.Answer.StatusCode == 201).Select(one => one.Body!["id"]!.GetValue<string>()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task What_changed_since_it_was_read_is_not_written_over()
    {
        var made = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/patients", 201, new { name = "Con Etiqueta" });
        var path = $"/api/v1/patients/{made["id"]}";
        var tag = (await product.Ours.GetJsonAsync(path)).Answer.Headers.ETag!.Tag;

        (await product.Ours.SendAsync(HttpMethod.Put, path, new { name = "Sin Leer" })).ShouldBeProblem(428);
        await product.Ours.MustAsync(HttpMethod.Put, path, 200, new { name = "Con Etiqueta Nueva", phone = "5512345678" }, tag);
        (await product.Ours.SendAsync(HttpMethod.Put, path, new { name = "Tarde" }, match: tag)).ShouldBeProblem(412);
        (await product.Ours.GetJsonAsync(path)).Body!["name"]!.GetValue<string>().Should().Be("Con Etiqueta Nueva");
        using var same = new HttpRequestMessage(HttpMethod.Get, path);
        same.Headers.IfNoneMatch.Add((await product.Ours.GetJsonAsync(path)).Answer.Headers.ETag!);
        (await product.Ours.SendAsync(same)).StatusCode.Should().Be(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_list_goes_on_with_its_cursor_and_takes_no_other()
    {
        var first = (await product.Ours.GetJsonAsync("/api/v1/services")).Body!;
        first["data"]!.AsArray().Count.Should().Be(25);
        var second = (await product.Ours.GetJsonAsync($"/api/v1/services?cursor={Uri.EscapeDataString(first["next"]!.GetValue<string>())}")).Body!;
        var ids = first["data"]!.AsArray().Concat(second["data"]!.AsArray()).Select(row => row!["id"]!.GetValue<string>());
        ids.Should().OnlyHaveUniqueItems();
        first["data"]![0]!["insurerAmount"]!.GetValueKind().Should().Be(System.Text.Json.JsonValueKind.String);
        (await product.Ours.GetJsonAsync("/api/v1/services?cursor=inventado")).ShouldBeProblem(400);
    }

    [Fact]
    public async Task A_rotated_key_goes_on_for_a_day_and_a_revoked_one_not_at_all()
    {
        var practice = product.Practices[0];
        var made = await product.KeyAsync(practice, [Right.SeePatients]);
        var (before, keys) = (product.With(made.Secret), product.KeysOf(practice));
        var rotated = (await keys.RotateAsync(made.Id, CancellationToken.None)).Value!;
        var after = product.With(rotated.Secret);

        (await before.GetJsonAsync("/api/v1/me")).Answer.StatusCode.Should().Be(HttpStatusCode.OK);
        var me = await after.GetJsonAsync("/api/v1/me");
        me.Body!["rights"]!.AsArray().Select(right => right!.GetValue<string>()).Should().Equal("SeePatients");
        me.Answer.Headers.GetValues("RateLimit-Remaining").Should().ContainSingle();
        (await keys.ListAsync(CancellationToken.None)).Single(key => key.Id == made.Id).LastUsedAt.Should().NotBeNull();
        await keys.RevokeAsync(made.Id, CancellationToken.None);
        (await before.GetJsonAsync("/api/v1/me")).ShouldBeProblem(401);
        (await after.GetJsonAsync("/api/v1/me")).ShouldBeProblem(401);
    }
}
