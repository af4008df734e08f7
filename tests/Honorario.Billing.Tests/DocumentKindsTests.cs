using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Honorario.Pac;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests;

public class DocumentKindsTests
{
    public static TheoryData<DocumentKind> Kinds => [.. Enum.GetValues<DocumentKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_document_has_all_of_its_parts(DocumentKind kind)
    {
        using var services = Services(BillingServices.Capabilities);
        using var scope = services.CreateScope();

        var described = services.GetRequiredService<DocumentKinds>().Of(kind);

        described.Name.Should().NotBeEmpty();
        described.PackageFolder.Should().NotBeEmpty();
        described.CancelLabel.Should().NotBeEmpty();
        described.Page(Guid.Empty).Should().Contain($"{Guid.Empty}");
        Motivos.For(described).Should().HaveCountGreaterThanOrEqualTo(3);
        scope.ServiceProvider.GetRequiredKeyedService<IStampOutcome>(kind).Should().NotBeNull();
        scope.ServiceProvider.GetRequiredKeyedService<ICancellable>(kind).Should().NotBeNull();
        if (described.MailSubject is { } about)
            scope.ServiceProvider.GetRequiredKeyedService<IMailSubject>(about).Should().NotBeNull();
    }

    [Fact]
    public void A_kind_that_nobody_describes_keeps_the_product_from_starting()
    {
        using var services = Services(BillingServices.Capabilities);
        var all = services.GetServices<DocumentDescription>().ToList();

        var forgotten = () => new DocumentKinds(all.Skip(1));
        var twice = () => new DocumentKinds(all.Append(all[0]));

        forgotten.Should().Throw<InvalidOperationException>().WithMessage($"*{all[0].Kind}*0 times*");
        twice.Should().Throw<InvalidOperationException>().WithMessage($"*{all[0].Kind}*2 times*");
    }

    [Fact]
    public void The_files_of_two_kinds_never_meet_in_the_accountants_package()
    {
        using var services = Services(BillingServices.Capabilities);

        services.GetServices<DocumentDescription>().Select(one => one.PackageFolder).Should().OnlyHaveUniqueItems();
    }

    /// <summary>What each capability registers is the same in whatever order they are added, and all of it can be made.</summary>
    [Fact]
    public void The_order_in_which_capabilities_are_added_does_not_matter()
    {
        using var forwards = Services(BillingServices.Capabilities);
        using var backwards = Services([.. BillingServices.Capabilities.Reverse()]);

        Made(backwards).Should().BeEquivalentTo(Made(forwards));
    }

    private static IEnumerable<string> Made(ServiceProvider services)
    {
        using var scope = services.CreateScope();
        var inside = scope.ServiceProvider;
        var made = new List<object>();
        made.AddRange(inside.GetServices<IDailyWork>());
        made.AddRange(inside.GetServices<IAfterStamp>());
        made.AddRange(inside.GetServices<IBeforeSave>());
        made.AddRange(inside.GetKeyedServices<IOutboxHandler>(KeyedService.AnyKey));
        made.AddRange(inside.GetKeyedServices<IMailSubject>(KeyedService.AnyKey));
        made.AddRange(inside.GetKeyedServices<IStampOutcome>(KeyedService.AnyKey));
        made.AddRange(inside.GetKeyedServices<ICancellable>(KeyedService.AnyKey));
        return made.Select(one => one.GetType().Name);
    }

    private static ServiceProvider Services(IReadOnlyList<Func<IServiceCollection, IServiceCollection>> capabilities)
    {
        IServiceCollection services = new ServiceCollection().AddLogging();
        foreach (var add in capabilities)
            add(services);
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IDatabase>(new SqliteDatabase("Data Source=:memory:"))
            .AddSingleton(new SecretBox(new byte[32]))
            .AddSingleton(new PublicAddress(new Uri("https://cobros.example.mx/")))
            .AddPac(new ConfigurationBuilder().AddInMemoryCollection([new("Pac:BaseUrl", "http://localhost/")]).Build())
            .BuildServiceProvider(validateScopes: true);
    }
}
