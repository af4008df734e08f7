using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Honorario.Pac.Tests.World;

/// <summary>What the product uses: the adapters as its settings make them.</summary>
internal sealed class Client : IDisposable
{
    public const string Password = "una-contraseña-de-prueba";

    private readonly ServiceProvider _services;

    public Client(
        PacKind kind,
        Uri url,
        TimeSpan? timeout = null,
        string password = Password,
        bool quick = false,
        ILoggerProvider? log = null,
        TimeProvider? clock = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Pac:Kind"] = kind.ToString(),
            ["Pac:BaseUrl"] = url.AbsoluteUri,
            ["Pac:User"] = "pruebas@honorario.example",
            ["Pac:Password"] = password,
            ["Pac:SinValidezFiscal"] = "true",
            ["Pac:QuickStamp"] = quick.ToString(),
            ["Pac:Timeout"] = (timeout ?? TimeSpan.FromSeconds(60)).ToString("c", CultureInfo.InvariantCulture),
        };
        var services = new ServiceCollection();
        if (clock is not null)
            services.AddSingleton(clock);
        if (log is not null)
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddPac(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public IPac Pac => _services.GetRequiredService<IPac>();

    public IPacAccount Account => _services.GetRequiredService<IPacAccount>();

    public Task<StampAnswer> StampAsync(Paper paper, bool sentBefore = false) =>
        Pac.StampAsync(new StampRequest(paper.Xml, paper.Key, sentBefore), CancellationToken.None);

    public async Task<StampAnswer.Stamped> StampedAsync(Paper paper, bool sentBefore = false) =>
        await StampAsync(paper, sentBefore) switch
    {
        StampAnswer.Stamped stamped => stamped,
        var other => throw new InvalidOperationException($"Not stamped: {other}"),
    };

    public Task<CancelAnswer> CancelAsync(CancelRequest request) =>
        _services.GetRequiredService<IPacCancellation>().CancelAsync(request, CancellationToken.None);

    public Task<SatAnswer> AskSatAsync(ExpresionImpresa document) =>
        _services.GetRequiredService<ConsultaCfdi>().AskAsync(document, CancellationToken.None);

    public async Task<SatStatus> StatusAsync(ExpresionImpresa document) =>
        (await AskSatAsync(document)).Should().BeOfType<SatAnswer.Known>().Subject.Status;

    public void Dispose() => _services.Dispose();
}
