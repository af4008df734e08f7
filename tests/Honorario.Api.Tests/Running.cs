using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;
using Honorario.Billing.Storage;
using Honorario.PacSandbox;
using Honorario.Api.Tests;
using Honorario.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

[assembly: AssemblyFixture(typeof(Running))]

namespace Honorario.Api.Tests;

/// <summary>The product as a process of its own over real HTTP, with its demo data and a sandbox PAC; one for all tests.</summary>
public sealed class Running : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("honorario-api-").FullName;
    private readonly StringBuilder _said = new();
    private WebApplication? _pac;
    private Process? _web;

    public Uri Root { get; } = new($"http://localhost:{Ports.Free()}/");

    /// <summary>Where the repository is.</summary>
    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    /// <summary>A key of the first practice that may do everything.</summary>
    public HttpClient Ours { get; private set; } = null!;

    /// <summary>The same, of another practice.</summary>
    public HttpClient Others { get; private set; } = null!;

    /// <summary>A key of the first practice that may only read the audit log, which no operation asks for.</summary>
    public HttpClient Powerless { get; private set; } = null!;

    public HttpClient Stranger { get; private set; } = null!;

    public IReadOnlyList<Guid> Practices { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _pac = SandboxApp.Build(new SandboxOptions { Data = Path.Combine(_data, "pac") });
        await _pac.StartAsync();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var web = Path.Combine(Repository(), "src", "Honorario.Web", "bin", configuration, "net10.0", "Honorario.Web.dll");
        var start = new ProcessStartInfo("dotnet", [
            web, "--contentRoot", Path.GetDirectoryName(web)!, "--urls", Root.AbsoluteUri, "--Data", _data, "--Demo", "true", "--Webhooks:Internal", "true",
            "--PublicUrl", Root.AbsoluteUri, "--Pac:BaseUrl", _pac.Urls.Single() + "/", "--Api:StrangersPerMinute", "100000",
            "--Api:PerMinute", "100000",
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        _web = Process.Start(start)!;
        _web.OutputDataReceived += (_, line) => _said.AppendLine(line.Data);
        _web.ErrorDataReceived += (_, line) => _said.AppendLine(line.Data);
        _web.BeginOutputReadLine();
        _web.BeginErrorReadLine();
        Stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Root };
        await HealthyAsync();
        await using (var db = Database.Open(Access.Machine()))
            Practices = await db.Practices.OrderBy(row => row.CreatedAt).Select(row => row.Id).ToListAsync();
        Ours = await ClientAsync(Practices[0], RightFacts.OfPractices);
        Others = await ClientAsync(Practices[1], RightFacts.OfPractices);
        Powerless = await ClientAsync(Practices[0], [Right.ReadAudit]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_web is { HasExited: false })
        {
            _web.Kill();
            await _web.WaitForExitAsync();
        }

        _web?.Dispose();
        if (_pac is not null)
            await _pac.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private SqliteDatabase Database => new SqliteDatabase($"Data Source={Path.Combine(_data, "honorario.db")};Default Timeout=30");

    /// <summary>The use case behind Configuración → Integraciones.</summary>
    public KeepApiKeys KeysOf(Guid practice)
    {
        var actor = new Actor();
        actor.ActAsSystem(practice, "prueba");
        return new KeepApiKeys(new HonorarioStorage(Database, actor, []), new PlaceClock(TimeProvider.System), TimeProvider.System);
    }

    public async Task<MadeKey> KeyAsync(Guid practice, IEnumerable<Right> rights, DateOnly? expires = null, Guid? emisor = null)
    {
        var made = await KeysOf(practice).AddAsync(new ApiKeyForm("prueba", rights.ToHashSet(), emisor, expires), CancellationToken.None);
        made.Problems.Should().BeEmpty();
        return made.Value!;
    }

    public async Task<HttpClient> ClientAsync(Guid practice, IEnumerable<Right> rights) => With((await KeyAsync(practice, rights)).Secret);

    public HttpClient With(string secret)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Root };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>A day that has begun everywhere in Mexico.</summary>
    public static string Today => DateTime.UtcNow.AddHours(-8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A stamped invoice of one service.</summary>
    public async Task<JsonNode> StampedAsync()
    {
        var (emisor, insurer) = (await FirstAsync("emisores"), await FirstAsync("insurers"));
        var service = await ServiceAsync(insurer);
        var draft = (await Ours.MustAsync(HttpMethod.Post, "/api/v1/invoices", 201, new { emisorId = emisor, insurerId = insurer, issueDate = Today }))["id"]!;
        await Ours.MustAsync(HttpMethod.Put, $"/api/v1/invoices/{draft}/services", 200, new { from = Today, to = Today, services = new[] { service } });
        await Ours.MustAsync(HttpMethod.Post, $"/api/v1/invoices/{draft}/stamp", 202);
        return await UntilAsync($"/api/v1/invoices/{draft}", invoice => invoice["uuid"] is not null);
    }

    /// <summary>A key of the portal of the insurer that <see cref="FirstAsync"/> finds, as its person makes it.</summary>
    public async Task<HttpClient> InsurerAsync()
    {
        var rfc = (await Ours.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200))["data"]![0]!["rfc"]!.GetValue<string>();
        await using var db = Database.Open(Access.Machine());
        var company = await db.PortalCompanies().FirstAsync(row => row.InsurerRfc == Cfdi.Rfc.Parse(rfc) && row.Role == PortalRole.Aseguradora);
        var person = await db.Users.FirstAsync(row => row.CompanyId == company.Id);
        var actor = new Actor();
        actor.ActForCompany(company.Id, person.Id, person.DisplayName, pays: true);
        var storage = new HonorarioStorage(Database, actor, []);
        var made = await new ConnectCompany(storage, new SecretBox(new byte[32]), WebhookClient.ToPublicAddresses(), TimeProvider.System)
            .AddKeyAsync("prueba", CancellationToken.None);
        made.Problems.Should().BeEmpty();
        return With(made.Value!);
    }

    public async Task<string> FirstAsync(string list) =>
        (await Ours.MustAsync(HttpMethod.Get, $"/api/v1/{list}", 200))["data"]![0]!["id"]!.GetValue<string>();

    public async Task<string> ServiceAsync(string insurer)
    {
        var visit = await Ours.MustAsync(HttpMethod.Post, "/api/v1/services", 201, new
        {
            insurerId = insurer, date = Today, newPatient = new { name = $"Paciente {Guid.NewGuid():N}" }, policyNumber = $"{Guid.NewGuid():N}"[..10],
            lines = new[] { new { code = "99213", price = "1200.50" } }, authorization = "A-1", acceptDoubts = true,
        });
        return visit["ids"]![0]!.GetValue<string>();
    }

    public async Task<JsonNode> UntilAsync(string path, Func<JsonNode, bool> done)
    {
        JsonNode? last = null;
        for (var patience = 0; patience < 300; patience++)
        {
            last = (await Ours.GetJsonAsync(path)).Body!;
            if (done(last))
                return last;
            await Task.Delay(100);
        }

        throw new TimeoutException($"{path} stays {last}");
    }

    private async Task HealthyAsync()
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await Stranger.GetAsync("salud")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_web!.HasExited && patience.Elapsed < TimeSpan.FromMinutes(5))
            {
                // Not yet.
            }

            if (_web!.HasExited || patience.Elapsed > TimeSpan.FromMinutes(5))
                throw new InvalidOperationException($"The product did not start: {_said}");
            await Task.Delay(200);
        }
    }
}

/// <summary>Calls as a client writes them.</summary>
internal static class Calls
{
    public static async Task<(HttpResponseMessage Answer, JsonNode? Body)> SendAsync(
        this HttpClient client, HttpMethod method, string path, object? body = null, string? key = null, string? match = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (match is not null)
            request.Headers.TryAddWithoutValidation("If-Match", match);
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var json = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return (answer, json && text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public static Task<(HttpResponseMessage Answer, JsonNode? Body)> GetJsonAsync(this HttpClient client, string path) =>
        client.SendAsync(HttpMethod.Get, path);

    /// <summary>What was answered, which must be of that status.</summary>
    public static async Task<JsonNode> MustAsync(this HttpClient client, HttpMethod method, string path, int status, object? body = null, string? match = null)
    {
        var (answer, said) = await client.SendAsync(method, path, body, match: match);
        ((int)answer.StatusCode).Should().Be(status, $"{method} {path} said {said}");
        return said ?? new JsonObject();
    }

    /// <summary>A refusal as RFC 9457 wants it, in both languages.</summary>
    public static void ShouldBeProblem(this (HttpResponseMessage Answer, JsonNode? Body) said, int status)
    {
        ((int)said.Answer.StatusCode).Should().Be(status, $"it said {said.Body}");
        said.Answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        said.Body!["status"]!.GetValue<int>().Should().Be(status);
        said.Body["type"]!.GetValue<string>().Should().StartWith("urn:honorario:problem:");
        said.Body["title"]!.GetValue<string>().Should().NotBeEmpty();
        said.Body["detail"]!.GetValue<string>().Should().NotBeEmpty();
    }
}
