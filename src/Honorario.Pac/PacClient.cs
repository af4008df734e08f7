using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>A PAC and SAT's status service for a program that has no container of its own: open one, keep it, dispose of it at the end.</summary>
public sealed class PacClient : IPac, IPacCancellation, IPacAccount, IDisposable
{
    private readonly ServiceProvider _services;

    private PacClient(ServiceProvider services) => _services = services;

    /// <summary>The PAC that these options name; nothing is called yet.</summary>
    public static PacClient Open(PacOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Options.Create(options));
        return new PacClient(services.AddAdapters().BuildServiceProvider());
    }

    /// <inheritdoc/>
    public string Name => Pac.Name;

    /// <inheritdoc/>
    public bool SinValidezFiscal => Pac.SinValidezFiscal;

    private IPac Pac => _services.GetRequiredService<IPac>();

    /// <inheritdoc/>
    public Task<StampAnswer> StampAsync(StampRequest request, CancellationToken cancellation) => Pac.StampAsync(request, cancellation);

    /// <inheritdoc/>
    public Task<CancelAnswer> CancelAsync(CancelRequest request, CancellationToken cancellation) =>
        _services.GetRequiredService<IPacCancellation>().CancelAsync(request, cancellation);

    /// <inheritdoc/>
    public Task<PacBalance> BalanceAsync(CancellationToken cancellation) => _services.GetRequiredService<IPacAccount>().BalanceAsync(cancellation);

    /// <summary>What SAT says of a document.</summary>
    public Task<SatAnswer> AskSatAsync(ExpresionImpresa document, CancellationToken cancellation) =>
        _services.GetRequiredService<ConsultaCfdi>().AskAsync(document, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _services.Dispose();
}
