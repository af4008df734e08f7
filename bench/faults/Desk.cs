using Honorario.Billing;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Catalogos;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Faults;

/// <summary>The product's use cases on the database of the nodes, as its people use them; it carries out nothing of the outbox.</summary>
internal sealed class Desk : IDisposable
{
    private readonly ServiceProvider _services;

    public Desk(string folder, string? postgres, string pacUrl)
    {
        Database = postgres is null
            ? new SqliteDatabase($"Data Source={Path.Combine(folder, "honorario.db")};Default Timeout=30")
            : new PostgresDatabase(postgres);
        var settings = new Dictionary<string, string?> { ["Pac:BaseUrl"] = pacUrl, ["Pac:User"] = "demo", ["Pac:Password"] = "demo" };
        _services = new ServiceCollection().AddLogging()
            .AddBilling(Database, SecretBox.Open(Path.Combine(folder, "llave-maestra")), CatalogStore.Open(Path.Combine(folder, "catalogos.db")))
            .AddPac(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton(new PublicAddress(new Uri("http://localhost/")))
            .BuildServiceProvider();
    }

    public IDatabase Database { get; }

    /// <summary>Runs a use case for a person of a practice.</summary>
    public async Task<T> AsAsync<TUseCase, T>(Guid practice, string who, Func<TUseCase, Task<T>> run)
        where TUseCase : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>()
            .ActAs(new PracticePerson(practice, new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(who)).AsSpan(0, 16)),
                who, Enum.GetValues<Right>().ToHashSet()));
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <summary>Reads every practice's rows.</summary>
    public HonorarioDb Open() => Database.Open(Access.Machine());

    public HonorarioDb Open(Guid practice)
    {
        return Database.Open(Access.Job(practice, "arnés"));
    }

    public void Dispose() => _services.Dispose();
}
