using Honorario.Billing.Facturacion;
using Honorario.Billing.Integraciones;
using Honorario.Billing.Pacientes;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Lists that are gone through by their cursors, on both databases.</summary>
public class WindowsTests(Databases databases)
{
    public static TheoryData<Server> Both => [Server.Sqlite, Server.Postgres];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Each_row_comes_once_in_the_order_of_the_list_while_others_enter_and_leave(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(60, "A");
        var (find, period) = (new FindServices(world.Storage), new ServicePeriod(BillingWorld.Today.AddDays(-400), BillingWorld.Today, null));
        var there = await AllAsync(async place => (await find.RunAsync(period, place, null, CancellationToken.None)).Page);
        var (seen, cursor, round) = (new List<string>(), (string?)null, 0);
        do
        {
            var page = (await find.RunAsync(period, Place.After(cursor), null, CancellationToken.None)).Page;
            seen.AddRange(page.Rows.Select(row => row.Folio));
            cursor = page.Next;
            await world.AddServicesAsync(3, $"0{round++}");
            await world.AddServicesAsync(3, $"Z{round}");
            await using var db = world.Storage.Open();
            await db.AllServices().Where(row => row.Folio == there[0].Folio).ExecuteDeleteAsync();
        }
        while (cursor is not null);

        seen.Should().OnlyHaveUniqueItems();
        seen.Where(folio => folio.StartsWith('A')).Should().Equal(there.Select(row => row.Folio));
        (await find.RunAsync(period, 1, null, CancellationToken.None)).Page.Next.Should().BeNull("pages of people have numbers");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Lists_of_every_kind_of_key_go_on(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var services = (await world.AddServicesAsync(30, "A")).Select(row => row.Id).ToList();
        for (var number = 0; number < 30; number++)
            await world.DraftAsync($"B-{number}");
        await using (var db = world.Storage.Open())
        {
            db.Patients().AddRange(Enumerable.Range(0, 30).Select(number => new Patient { Name = $"Ñandú Óscar {number % 3}" }));
            var now = world.Clock.GetUtcNow().UtcDateTime;
            db.PracticeEvents().AddRange(services.Select(id => new PracticeEvent { Type = EventTypes.Ticket, SubjectId = id, At = now }));
            await db.SaveChangesAsync();
        }

        var hooks = new KeepHooks(world.Storage, world.Secrets, null!, null!, new Outbox.OutboxSignal(), world.Clock);
        var invoices = await AllAsync(
            async place => (await new ListInvoices(world.Storage).RunAsync(new InvoiceFilter(Page: place), CancellationToken.None)).Page);
        var patients = await AllAsync(place => new ListPatients(world.Storage).RunAsync(new PatientFilter(), place, null, CancellationToken.None));
        var events = await AllAsync(place => hooks.EventsAsync(null, place, CancellationToken.None));

        invoices.Select(row => row.Id).Should().OnlyHaveUniqueItems().And.HaveCount(30);
        patients.Select(row => row.Id).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(30);
        events.Select(row => row.Id).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThanOrEqualTo(30);
        var foreign = (await hooks.EventsAsync(null, Place.After(null), CancellationToken.None)).Next;
        foreach (var cursor in (string?[])["bm8", "no base 64!", foreign])
            await new ListPatients(world.Storage).Invoking(list => list.RunAsync(new PatientFilter(), Place.After(cursor), null, CancellationToken.None))
                .Should().ThrowAsync<CursorException>();
    }

    /// <summary>All rows, page after page.</summary>
    private static async Task<List<T>> AllAsync<T>(Func<Place, Task<Page<T>>> page)
    {
        var (rows, cursor) = (new List<T>(), (string?)null);
        do
        {
            var found = await page(Place.After(cursor));
            rows.AddRange(found.Rows);
            cursor = found.Next;
        }
        while (cursor is not null);
        return rows;
    }
}
