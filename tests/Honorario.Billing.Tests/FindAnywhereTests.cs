using Honorario.Billing.Busqueda;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests;

/// <summary>The search over everything, on both databases.</summary>
public class FindAnywhereTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Patients_and_invoices_are_found_by_what_people_know_of_them(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(3, "AB-", 450.50m);
        var draft = await world.DraftAsync("HOSP-77");
        (await world.Select.RunAsync(draft, BillingWorld.All, CancellationToken.None)).Problems.Should().BeEmpty();
        var find = new FindAnywhere(world.Storage);
        Task<IReadOnlyList<Hit>> Found(string text) => find.RunAsync(text, CancellationToken.None);
        var cashier = new Actor();
        cashier.ActAs(BillingWorld.Person(world.PracticeId, "caja", [.. Role.Shipped[PracticeRole.Caja].Rights]));
        var atDesk = new FindAnywhere(new HonorarioStorage(world.Database, cashier, world.BeforeSave));

        var byNumber = (await Found("hosp-7")).Single(hit => hit.Kind == HitKind.Factura);
        (byNumber.Id, byNumber.Title, byNumber.Status).Should().Be((draft, "HOSP-77", InvoiceStatus.Borrador));
        var total = byNumber.Amount!.Value;
        total.Should().BeGreaterThan(0);
        (await Found($"${total:N2}")).Should().Contain(hit => hit.Id == draft, "by its exact total");
        (await Found($"{total + 0.01m:F2}")).Should().NotContain(hit => hit.Id == draft);
        (await atDesk.RunAsync("hosp-7", CancellationToken.None)).Should().BeEmpty("whoever may not see invoices finds none");
        (await Found("h")).Should().BeEmpty();
        (await Found("  ")).Should().BeEmpty();
    }
}
