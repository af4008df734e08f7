using System.Net.Http.Json;
using Honorario.Billing.Copagos;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>A full waiting room that invoices at once, with a PAC on a bad day.</summary>
public class TwoHundredTests(Databases databases)
{
    private const int Patients = 200;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_hundred_patients_end_with_one_stamped_invoice_each_and_one_folio_each_whatever_the_pac_does(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var tickets = new List<Guid>();
        foreach (var service in await world.Billing.AddServicesAsync(Patients))
            tickets.Add(
                (
                    await world.AsAsync(
                        (PayCopay use) =>
                            use.RunAsync(CopagoWorld.Form(service.Id, 150, new CopayPayment("04", 150)), CancellationToken.None))
                ).Value);
        string[] badDay = ["drop-after-stamp", "error", "down", "garbage", "drop-after-stamp"];

        await FaultAsync(control, badDay[0]);
        var results = await Task.WhenAll(tickets.Select(ticket => Task.Run(
            () => world.AsAsync((InvoiceTicket use) => use.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None)))));
        foreach (var mode in badDay)
        {
            await FaultAsync(control, mode);
            await Task.WhenAll(world.DispatchAsync(), world.DispatchAsync());
            world.Billing.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        await FaultAsync(control, "none");
        for (var round = 0; round < 5; round++)
            await world.DispatchLaterAsync(TimeSpan.FromMinutes(10));

        results.Should().AllSatisfy(result => result.Problems.Should().BeEmpty());
        await using var db = world.Billing.Storage.Open();
        var invoices = await db.CopagoInvoices().AsNoTracking().ToListAsync();
        invoices.Should().HaveCount(Patients).And.OnlyContain(invoice => invoice.Status == TicketInvoiceStatus.Facturada);
        invoices.Select(invoice => invoice.TicketId).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(tickets);
        invoices.Select(invoice => invoice.Uuid!.Value).Should().OnlyHaveUniqueItems();
        invoices.Select(invoice => invoice.Folio).Should().BeEquivalentTo(Enumerable.Range(1, Patients));
        (await db.SealedCfdis().CountAsync(document => document.State == PacState.Stamped)).Should().Be(Patients);
        (await control.GetFromJsonAsync<Stamps>("sandbox/stamps"))!.Count.Should().Be(Patients);
    }

    /// <summary>Half of the calls meet it.</summary>
    private static async Task FaultAsync(HttpClient control, string mode) =>
        (await control.PostAsJsonAsync("sandbox/faults", new { mode, probability = 0.5 })).EnsureSuccessStatusCode();

    private sealed record Stamps(int Count);
}
