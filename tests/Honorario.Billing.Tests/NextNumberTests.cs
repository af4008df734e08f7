using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Copagos;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Everybody who wants the next number of something gets it, once each, however many want it at the same moment.</summary>
public class NextNumberTests(Databases databases)
{
    private const int People = 8;
    private const int Each = 125;

    public static TheoryData<Server> Both => Databases.Both;

    /// <summary>Two processes stand in two lines: what keeps them apart is the database.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task Eight_cashiers_and_eight_billers_of_one_practice_lose_none_of_two_thousand_operations(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        using Turns here = new(), there = new();
        var copays = (await world.AddServicesAsync(People * Each, "C")).Chunk(Each).ToList();
        var drafts = await DraftsAsync(world, People * Each);

        var cashiers = copays.Select((services, person) => Task.Run(async () =>
        {
            foreach (var service in services)
            {
                var actor = BillingWorld.Actor(world.PracticeId, $"caja{person}");
                var pay = new PayCopay(new HonorarioStorage(world.Database, actor, world.BeforeSave), person % 2 == 0 ? here : there, world.Places,
                    world.Clock, actor);
                (await pay.RunAsync(CopagoWorld.Form(service.Id, 150, new CopayPayment("04", 150)), CancellationToken.None)).Problems.Should().BeEmpty();
            }
        }));
        var billers = drafts.Chunk(Each).Select((mine, person) => Task.Run(async () =>
        {
            foreach (var draft in mine)
            {
                var stamp = new StampInvoice(world.Storage, world.Compose, world.Seal, world.Replacing, new OutboxSignal(), person % 2 == 0 ? here : there,
                    world.Clock);
                (await stamp.RunAsync(draft, CancellationToken.None)).Problems.Should().BeEmpty();
            }
        }));
        await Task.WhenAll(cashiers.Concat(billers));

        await using var db = world.Storage.Open();
        (await db.Tickets().Select(row => row.Number).ToListAsync()).Should().BeEquivalentTo(Enumerable.Range(1, People * Each));
        (await db.SealedCfdis().Select(row => row.Folio!.Value).ToListAsync()).Should().BeEquivalentTo(Enumerable.Range(1, People * Each));
        (await db.Emisores().Select(row => row.NextFolio).SingleAsync()).Should().Be(People * Each + 1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Forty_drafts_that_begin_at_once_take_forty_control_numbers_that_follow_each_other(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.DraftAsync("2026-007");

        var begun = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(
            () => world.Register.RunAsync(new InvoiceRegistration(world.EmisorId, world.InsurerId, ControlNumber: null, BillingWorld.Today),
                CancellationToken.None))));

        begun.Should().AllSatisfy(one => one.Problems.Should().BeEmpty());
        await using var db = world.Storage.Open();
        (await db.Invoices().Select(row => row.ControlNumber).ToListAsync()).Should().BeEquivalentTo(Enumerable.Range(7, 41)
            .Select(number => $"2026-{number:000}"));
    }

    [Fact]
    public async Task A_folio_is_not_taken_in_another_emisors_turn()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var draft = await world.DraftAsync("CI-1");

        var outside = () => world.Turns.TakeAsync<Guid>(world.Storage, Right.Bill, NumberLine.Charges(world.PracticeId), async turn =>
        {
            var emisor = await turn.Db.Emisores().Include(row => row.Llaves).SingleAsync();
            await world.Seal.AddAsync(turn, emisor, Timbrado.DocumentKind.Factura, draft, null!, seen: null, CancellationToken.None);
            return draft;
        }, CancellationToken.None);

        await outside.Should().ThrowAsync<InvalidOperationException>();
    }

    /// <summary>Drafts of one service each, written at once.</summary>
    private static async Task<List<Guid>> DraftsAsync(BillingWorld world, int count)
    {
        var services = await world.AddServicesAsync(count, "F");
        await using var db = world.Storage.Open();
        var drafts = services.Select((service, index) => (service, invoice: new Invoice
        {
            EmisorId = world.EmisorId,
            InsurerId = world.InsurerId,
            ControlNumber = $"CI-{index}",
            Search = "",
            IssueDate = BillingWorld.Today,
            CreatedAt = BillingWorld.Now.UtcDateTime,
        })).ToList();
        db.Invoices().AddRange(drafts.Select(draft => draft.invoice));
        db.InvoiceLines().AddRange(drafts.Select(draft => new InvoiceLine { InvoiceId = draft.invoice.Id, ServiceId = draft.service.Id, TakenAt =
            BillingWorld.Now.UtcDateTime }));
        await db.SaveChangesAsync();
        return [.. drafts.Select(draft => draft.invoice.Id)];
    }
}
