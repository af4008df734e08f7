namespace Honorario.Browser.Tests;

/// <summary>The product as <c>./run</c> shows it, with months that were lived; started by who first asks for it.</summary>
public sealed class Lived : IAsyncDisposable
{
    private readonly Lazy<Task<Product>> _product = new(() => Product.LaunchAsync([("DemoLife", "true")]));

    public Task<Product> ProductAsync() => _product.Value;

    public async ValueTask DisposeAsync()
    {
        if (_product.IsValueCreated)
            await (await _product.Value).DisposeAsync();
    }
}
