using Honorario.Cfdi.Reading;

namespace Honorario.PacSandbox;

/// <summary>
/// A PAC for a laptop and for tests: speaks SW Sapien's REST and Finkok's SOAP, and answers for SAT about what it stamped. It
/// verifies what a PAC verifies and stamps with a test certificate. What it stamps has no fiscal value.
/// </summary>
public static class SandboxApp
{
    /// <summary>The application, not yet started. It reads no settings of the process that hosts it.</summary>
    public static WebApplication Build(SandboxOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Urls).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 4L * SafeXml.MaxBytes);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddRouting();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new SandboxClock(options.Clock));
        builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<SandboxClock>());
        builder.Services.AddSingleton<Ledger>();
        builder.Services.AddSingleton<Taxpayers>();
        builder.Services.AddSingleton<StoredCsds>();
        builder.Services.AddSingleton<FinkokClients>();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton<SwTokens>();
        builder.Services.AddSingleton(_ => PacCertificate.Open(Directory.CreateDirectory(options.Data).FullName, options.Clock.GetUtcNow()));
        builder.Services.AddSingleton<Stamper>();
        builder.Services.AddSingleton<StampingDesk>();
        builder.Services.AddSingleton<CancellationDesk>();

        var app = builder.Build();
        app.MapSw();
        app.MapSwIssuing();
        app.MapSwCancelling();
        app.MapSwAccount();
        app.MapFinkok();
        app.MapSat();
        app.MapControls();
        return app;
    }
}
