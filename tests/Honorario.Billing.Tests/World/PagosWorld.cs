using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Honorario.PacSandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests.World;

/// <summary>A <see cref="BillingWorld"/> with the product's own services, an outbox that is carried out, and a PAC over HTTP that keeps its clock.</summary>
internal sealed class PagosWorld : IAsyncDisposable
{
    private readonly WebApplication _sandbox;
    private readonly string _folder;
    private readonly ServiceProvider _services;
    private int _invoices;

    private PagosWorld(BillingWorld billing, WebApplication sandbox, string folder, Action<IServiceCollection>? more)
    {
        (Billing, _sandbox, _folder) = (billing, sandbox, folder);
        SandboxUrl = new Uri(sandbox.Urls.Single() + "/");
        var settings = new Dictionary<string, string?> { ["Pac:BaseUrl"] = SandboxUrl.ToString(), ["Pac:User"] = "u", ["Pac:Password"] = "p" };
        var services = new ServiceCollection().AddLogging()
            .AddBilling(billing.Database, billing.Secrets, Honorario.Catalogos.CatalogStore.Open(Path.Combine(folder, "catalogos.db")))
            .AddPac(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(billing.Clock)
            .AddSingleton<Archivos.IArchivos, Archivos.HereAndNow>()
            .AddSingleton(WebhookClient.ToAnyAddress())
            .AddSingleton(new PublicAddress(new Uri("https://cobros.example.mx/")));
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public BillingWorld Billing { get; }
    public Uri SandboxUrl { get; }

    /// <param name="database">Where.</param>
    /// <param name="more">Takes the place of services of the product.</param>
    /// <param name="receptorsAccept">Whether the insurer, and the patient, must accept a cancelling.</param>
    public static async Task<PagosWorld> NewAsync(IDatabase database, bool receptorsAccept = false, Action<IServiceCollection>? more = null)
    {
        var billing = await BillingWorld.NewAsync(database);
        var folder = Directory.CreateTempSubdirectory("honorario-sandbox-").FullName;
        var sandbox = SandboxApp.Build(new SandboxOptions
        {
            Data = folder,
            Clock = billing.Clock,
            AcceptanceOf = receptorsAccept ? new HashSet<string> { "GSA010101AB3", Copagos.CopagoWorld.Person.Rfc } : new HashSet<string>(),
        });
        await sandbox.StartAsync();
        return new PagosWorld(billing, sandbox, folder, more);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _sandbox.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A scope that acts for nobody yet.</summary>
    public IServiceScope Scope() => _services.CreateScope();

    /// <summary>Runs a use case as the practice's person.</summary>
    public async Task<T> AsAsync<TUseCase, T>(Func<TUseCase, Task<T>> run)
        where TUseCase : notnull
    {
        using var scope = _services.CreateScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActLike(BillingWorld.Actor(Billing.PracticeId));
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <summary>Carries out all that is due now.</summary>
    public Task DispatchAsync() => _services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(CancellationToken.None);

    public async Task DispatchLaterAsync(TimeSpan later)
    {
        Billing.Clock.Advance(later);
        await DispatchAsync();
    }

    /// <summary>A stamped invoice of one service of this amount; its total is 90 % of it, after ISR.</summary>
    /// <param name="amount">In pesos.</param>
    /// <param name="tipoCambio">Of a document in dollars; null in pesos.</param>
    public async Task<Invoice> StampedAsync(decimal amount, decimal? tipoCambio = null)
    {
        var number = ++_invoices;
        var service = (await Billing.AddServicesAsync(1, $"I{number}-", amount)).Single();
        var draft = await Billing.DraftAsync($"CI-{number}");
        var selection = BillingWorld.All with { All = false, Marked = new HashSet<Guid> { service.Id } };
        if (tipoCambio is not null)
            (await AsAsync((ChoosePayment use) => use.RunAsync(
                draft, new PaymentChoice("PPD", "99", "médico", InDollars: true, tipoCambio), CancellationToken.None))).Problems.Should().BeEmpty();
        (await AsAsync((SelectServices use) => use.RunAsync(draft, selection, CancellationToken.None))).Problems.Should().BeEmpty();
        (await AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();
        await DispatchAsync();
        var invoice = await InvoiceAsync(draft);
        invoice.Status.Should().Be(InvoiceStatus.Facturada, invoice.Rejection);
        return invoice;
    }

    public async Task<Invoice> InvoiceAsync(Guid id)
    {
        await using var db = Billing.Storage.Open();
        return await db.Invoices().AsNoTracking().SingleAsync(row => row.Id == id);
    }

    public async Task<ComplementoPago> ComplementoAsync(Guid id)
    {
        await using var db = Billing.Storage.Open();
        return await db.Complementos().AsNoTracking().SingleAsync(row => row.Id == id);
    }

    public static PaymentForm Form(string operation, params PaymentShare[] shares) => new(
        BillingWorld.Today.ToDateTime(new TimeOnly(10, 30)), shares.Sum(share => share.Amount), "03", operation, shares);

    public Task<Result<Guid>> PayAsync(PaymentForm form) => AsAsync((RegisterPayment use) => use.RunAsync(form, CancellationToken.None));

    public Task<Result<Guid>> UndoAsync(Guid payment) => AsAsync((UndoPayment use) => use.RunAsync(payment, CancellationToken.None));

    public Task<Result<Guid>> ComplementAsync(Guid payment) => AsAsync((GenerateComplemento use) => use.RunAsync(payment, CancellationToken.None));

    /// <summary>Looks at what would take the place of a complement, and seals it if there is nothing to mend.</summary>
    public async Task<Result<Guid>> ReplaceComplementoAsync(Guid complemento, PaymentCorrection correction)
    {
        var look = await AsAsync((ReplaceComplemento use) => use.LookAsync(complemento, correction, CancellationToken.None));
        var seen = Seen.Of(look.Value ?? await DocumentAsync(complemento));
        return await AsAsync((ReplaceComplemento use) => use.RunAsync(complemento, correction, seen, CancellationToken.None));
    }

    /// <summary>Looks at what moving a payment does, and moves it if there is nothing to mend.</summary>
    public async Task<Result<Guid>> MoveAsync(Guid payment, params PaymentShare[] shares)
    {
        var look = await AsAsync((MovePayment use) => use.LookAsync(payment, shares, CancellationToken.None));
        if (look.Value is not { } seen)
            return look.Problems.ToList();
        return await AsAsync((MovePayment use) =>
            use.RunAsync(payment, shares, seen.Document is { } document ? Seen.Of(document) : null, CancellationToken.None));
    }

    /// <summary>A payment, and its stamped complement.</summary>
    public async Task<Comprobante> PaidAsync(PaymentForm form)
    {
        var payment = await PayAsync(form);
        payment.Problems.Should().BeEmpty();
        var complemento = await ComplementAsync(payment.Value);
        complemento.Problems.Should().BeEmpty();
        await DispatchAsync();
        return await DocumentAsync(complemento.Value);
    }

    /// <summary>The stamped document of an invoice, a complement…</summary>
    public async Task<Comprobante> DocumentAsync(Guid subject)
    {
        await using var db = Billing.Storage.Open();
        return CfdiReader.Read(await db.SealedCfdis().Where(row => row.SubjectId == subject).Select(row => row.StampedXml!).SingleAsync()).Document!;
    }

    public Task<Result<Guid>> CancelAsync(Guid subject, string motivo = "02", string replacement = "") =>
        AsAsync((RequestCancellation use) => use.RunAsync(new CancellationForm(subject, motivo, replacement), CancellationToken.None));
}
