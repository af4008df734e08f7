using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;
using Honorario.PacSandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Honorario.Pac.Tests.World;

/// <summary>The real sandbox over real HTTP on a free port of this machine, with a folder of its own.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    /// <summary>Making a key takes longer than most tests; all but those of a first start share one.</summary>
    private static readonly Lazy<CertificateFiles> Certificate = new(() => SelfIssued.Create(
        Rfc.Parse("HON200101AA1"), "PAC DE PRUEBAS HONORARIO", "30001000000500000001", Papers.Now.AddYears(-1), Papers.Now.AddYears(20), "sandbox"));

    private readonly string _folder = Directory.CreateTempSubdirectory("pac-sandbox-").FullName;
    private readonly Func<SandboxOptions, SandboxOptions> _configure;
    private WebApplication _app = null!;

    private Sandbox(Func<SandboxOptions, SandboxOptions> configure) => _configure = configure;

    public FakeTimeProvider Clock { get; } = new(Papers.Now);

    public Uri Url => new(_app.Urls.Single());

    public HttpClient Http { get; private set; } = null!;

    public static async Task<Sandbox> StartAsync(Func<SandboxOptions, SandboxOptions>? configure = null, bool firstEver = false)
    {
        var sandbox = new Sandbox(configure ?? (options => options));
        if (!firstEver)
        {
            await File.WriteAllBytesAsync(Path.Combine(sandbox._folder, "pac.cer"), Certificate.Value.Cer);
            await File.WriteAllBytesAsync(Path.Combine(sandbox._folder, "pac.key"), Certificate.Value.Key);
        }

        await sandbox.OpenAsync();
        return sandbox;
    }

    /// <summary>Ends it and starts another on the same folder, at another port.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async Task FaultAsync(string mode, double seconds = 0, int count = 0, string on = "stamp") =>
        (await Http.PostAsJsonAsync("sandbox/faults", new { mode, seconds, count, on })).EnsureSuccessStatusCode();

    /// <summary>The PAC refuses the next call with these words.</summary>
    public async Task SayAsync(string on, string code, string words, string detail = "") =>
        (await Http.PostAsJsonAsync("sandbox/faults", new { mode = "say", on, code, words, detail, count = 1 })).EnsureSuccessStatusCode();

    /// <summary>Signs this client of the sandbox in, as SW's SDKs do.</summary>
    public async Task SignInAsync()
    {
        var answer = await Http.PostAsJsonAsync("v2/security/authenticate", new { user = "u", password = "p" });
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("token").GetString();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task AnswerCancellationAsync(ExpresionImpresa document, bool accept) =>
        (await Http.PostAsJsonAsync($"sandbox/cancellations/{document.Id}", new { accept })).EnsureSuccessStatusCode();

    public async Task<Given> GivenAsync() => (await Http.GetFromJsonAsync<Given>("sandbox/stamps"))!;

    public async Task<Certificado> CertificateAsync() => Certificado.Read(await Http.GetByteArrayAsync("sandbox/certificate"))!;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        _app = SandboxApp.Build(_configure(new SandboxOptions { Data = _folder, Clock = Clock }));
        await _app.StartAsync();
        Http = new HttpClient { BaseAddress = Url };
    }

    private async Task CloseAsync()
    {
        Http.Dispose();
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }
}

internal sealed record Given(int Count, int Authentications, GivenStamp[] Stamps);

internal sealed record GivenStamp(string Uuid, string Receptor, int Asked);
