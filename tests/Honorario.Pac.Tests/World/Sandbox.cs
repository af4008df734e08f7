using System.Net.Http.Json;
using Honorario.Cfdi.Sealing;
using Honorario.PacSandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Honorario.Pac.Tests.World;

/// <summary>The real sandbox over real HTTP on a free port of this machine, with a folder of its own.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pac-sandbox-").FullName;
    private readonly Func<SandboxOptions, SandboxOptions> _configure;
    private WebApplication _app = null!;

    private Sandbox(Func<SandboxOptions, SandboxOptions> configure) => _configure = configure;

    public FakeTimeProvider Clock { get; } = new(Papers.Now);

    public Uri Url => new(_app.Urls.Single());

    public HttpClient Http { get; private set; } = null!;

    public static async Task<Sandbox> StartAsync(Func<SandboxOptions, SandboxOptions>? configure = null)
    {
        var sandbox = new Sandbox(configure ?? (options => options));
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
