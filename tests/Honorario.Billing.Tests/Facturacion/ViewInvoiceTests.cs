using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;

namespace Honorario.Billing.Tests.Facturacion;

/// <summary>An invoice as its page shows it while its stamp arrives.</summary>
public class ViewInvoiceTests(Databases databases)
{
    private const int Invoices = 8;
    private const int Viewers = 4;

    public static TheoryData<Server> Both => Databases.Both;

    /// <summary>A page that is told "draft" and "stamped" in one breath waits for nothing and offers to bill what is billed.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_looks_while_the_stamp_arrives_sees_it_on_its_way_or_billed_and_never_between(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var seen = new List<InvoiceView>();
        for (var number = 0; number < Invoices; number++)
        {
            var service = (await world.Billing.AddServicesAsync(1, $"V{number}-", 800m)).Single();
            var draft = await world.Billing.DraftAsync($"VI-{number}");
            (await world.AsAsync((SelectServices use) => use.RunAsync(draft, BillingWorld.Marking([service]), CancellationToken.None)))
                .Problems.Should().BeEmpty();
            (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();

            var stamping = Task.Run(world.DispatchAsync);
            var looks = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(_ => Task.Run(() => LookAsync(draft))));
            await stamping;
            seen.AddRange(looks.SelectMany(look => look));
        }

        seen.Should().Contain(view => view.Invoice.Status == InvoiceStatus.Facturada).And.Contain(view => view.Invoice.Status == InvoiceStatus.Borrador);
        seen.Should().OnlyContain(view => view.Invoice.Emisor != null && view.Invoice.Insurer != null);
        seen.Select(view => (view.Invoice.Status, view.Document!.State)).Distinct().Should()
            .BeEquivalentTo([(InvoiceStatus.Borrador, PacState.Pending), (InvoiceStatus.Facturada, PacState.Stamped)]);

        async Task<List<InvoiceView>> LookAsync(Guid draft)
        {
            var views = new List<InvoiceView>();
            do
                views.Add((await world.AsAsync((ViewInvoice use) => use.RunAsync(draft, CancellationToken.None)))!);
            while (views[^1].Invoice.Status == InvoiceStatus.Borrador && views.Count < 10_000);
            return views;
        }
    }
}
