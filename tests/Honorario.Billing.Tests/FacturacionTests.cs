using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Part C of the guide up to the sealed document, on both databases.</summary>
public class FacturacionTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_many_who_bill_the_same_services_at_once_exactly_one_wins_and_the_others_learn_which_invoice_has_them(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var services = (await world.AddServicesAsync(20)).Select(service => service.Id).ToHashSet();
        var drafts = new List<Guid>();
        for (var number = 1; number <= 4; number++)
            drafts.Add(await world.DraftAsync($"CI-{number}"));

        var selection = new ServiceSelection(BillingWorld.Today.AddDays(-30), BillingWorld.Today, All: false, services);
        var results = await Task.WhenAll(drafts.Select(draft => Task.Run(() => world.Select.RunAsync(draft, selection, CancellationToken.None))));

        results.Count(result => result.Ok).Should().Be(1);
        var winner = results.ToList().FindIndex(result => result.Ok);
        results.Where(result => !result.Ok).Should().AllSatisfy(result =>
            result.Problems.Single().Message.Should().Contain($"CI-{winner + 1}"));
        await using var db = world.Storage.Open();
        (await db.InvoiceLines().CountAsync()).Should().Be(20);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_selects_all_of_a_list_that_another_invoice_shortened_meanwhile_learns_which_and_then_gets_the_rest(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var services = await world.AddServicesAsync(20);
        await world.Select.RunAsync(await world.DraftAsync("CI-0"), BillingWorld.Marking(services[..5]), CancellationToken.None);
        var late = await world.DraftAsync("CI-2");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.Select.RunAsync(await world.DraftAsync("CI-1"), BillingWorld.Marking(services[5..8]), CancellationToken.None);

        var told = await world.Select.RunAsync(late, BillingWorld.All with { Expected = 15 }, CancellationToken.None);
        var seen = await world.Select.RunAsync(late, BillingWorld.All with { Expected = 12 }, CancellationToken.None);

        told.Problems.Single().Message.Should().StartWith("3 servicios").And.Contain("CI-1");
        seen.Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        (await db.InvoiceLines().CountAsync(line => line.InvoiceId == late)).Should().Be(12);
    }

    [Fact]
    public async Task Who_selects_all_after_everything_was_taken_learns_by_which_invoice()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var late = await world.DraftAsync("CI-2");
        await world.DraftWithAllAsync("CI-1");

        var told = await world.Select.RunAsync(late, BillingWorld.All with { Expected = 1 }, CancellationToken.None);

        told.Problems.Single().Message.Should().Contain("CI-1");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_repeated_control_number_is_told_at_its_field_with_a_link_to_who_has_it(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var first = await world.DraftAsync("CI-7");

        var again = await world.Register.RunAsync(
            new InvoiceRegistration(world.EmisorId, world.InsurerId, " CI-7 ", BillingWorld.Today), CancellationToken.None);

        var problem = again.Problems.Single();
        problem.Field.Should().Be(nameof(InvoiceRegistration.ControlNumber));
        problem.Link.Should().Contain(first.ToString());
    }

    [Fact]
    public async Task Every_missing_or_wrong_field_of_the_registration_is_told_at_once()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        var nothing = await world.Register.RunAsync(new InvoiceRegistration(null, null, " ", null), CancellationToken.None);
        var future = await world.Register.RunAsync(
            new InvoiceRegistration(world.EmisorId, world.InsurerId, "X", BillingWorld.Today.AddDays(1)), CancellationToken.None);
        var old = await world.Register.RunAsync(
            new InvoiceRegistration(world.EmisorId, world.InsurerId, "X", BillingWorld.Today.AddDays(-4)), CancellationToken.None);

        nothing.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("EmisorId", "InsurerId", "ControlNumber");
        future.Problems.Single().Message.Should().Contain("futura");
        old.Problems.Single().Code.Should().Be("401");
        await using var db = world.Storage.Open();
        (await db.Invoices().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_period_without_services_bills_nothing()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var draft = await world.DraftAsync("CI-1");

        var selected = await world.Select.RunAsync(draft, BillingWorld.All, CancellationToken.None);
        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);

        selected.Problems.Single().Message.Should().Contain("al menos un servicio");
        stamped.Problems.Single().Message.Should().Contain("no tiene servicios");
    }

    [Fact]
    public async Task Codes_without_a_link_are_named()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(2);
        await using (var db = world.Storage.Open())
            await db.CptLinks().Where(link => link.Cpt == "99213").ExecuteDeleteAsync();

        var selected = await world.Select.RunAsync(await world.DraftAsync("CI-1"), BillingWorld.All, CancellationToken.None);

        selected.Problems.Single().Message.Should().Contain("99213").And.NotContain("99203");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Sealing_stores_the_bytes_the_intent_and_the_audit_together(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(3);
        var draft = await world.DraftWithAllAsync("CI-1");

        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);

        stamped.Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        var document = await db.SealedCfdis().SingleAsync();
        var message = await db.Outbox().SingleAsync();
        message.SubjectId.Should().Be(document.Id);
        (await db.Audit().AnyAsync(entry => entry.SubjectId == draft && entry.What == "Sellada" && entry.Who == "ana")).Should().BeTrue();
        SealVerifier.Seal(SafeXml.Load(document.SealedXml).Root!).Should().Be(SealState.Valid);
        var comprobante = CfdiReader.Read(document.SealedXml).Document!;
        comprobante.Conceptos.Should().HaveCount(3);
        comprobante.SubTotal.Should().Be(2551.65m);
        comprobante.Impuestos!.TotalImpuestosRetenidos.Should().Be(255.17m);
        comprobante.Total.Should().Be(2296.48m);
        var invoice = await db.Invoices().SingleAsync();
        (invoice.SubTotal, invoice.IsrRetenido, invoice.Total).Should().Be((2551.65m, 255.17m, 2296.48m));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_double_click_seals_once(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var draft = await world.DraftWithAllAsync("CI-1");

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Stamp.RunAsync(draft, CancellationToken.None))));

        results.Count(result => result.Ok).Should().Be(1);
        results.Where(result => !result.Ok).Should().AllSatisfy(result => result.Problems.Single().Message.Should().Contain("en camino al PAC"));
        await using var db = world.Storage.Open();
        (await db.SealedCfdis().CountAsync()).Should().Be(1);
        (await db.Outbox().CountAsync()).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Invoices_sealed_at_once_take_folios_without_gap_or_repetition(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var drafts = new List<Guid>();
        for (var number = 1; number <= 4; number++)
        {
            var service = (await world.AddServicesAsync(1, $"F{number}-")).Single();
            var draft = await world.DraftAsync($"CI-{number}");
            (
                await world.Select.RunAsync(
                    draft,
                    BillingWorld.All with
                    {
                        All = false,
                        Marked = new HashSet<Guid> { service.Id },
                    },
                    CancellationToken.None)
            ).Ok.Should().BeTrue();
            drafts.Add(draft);
        }

        var results = await Task.WhenAll(drafts.Select(draft => Task.Run(() => world.Stamp.RunAsync(draft, CancellationToken.None))));

        results.Should().AllSatisfy(result => result.Problems.Should().BeEmpty());
        await using var db = world.Storage.Open();
        (await db.Invoices().Select(invoice => invoice.Folio).ToListAsync()).Should().BeEquivalentTo([1, 2, 3, 4]);
    }

    [Fact]
    public async Task An_expired_certificate_stops_the_seal_and_nothing_is_stored()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var draft = await world.DraftWithAllAsync("CI-1");
        world.Clock.Advance(TimeSpan.FromDays(4 * 366));
        var today = world.Places.TodayAt(PlaceClock.Centre);
        (await new ChangeRegistration(world.Storage, world.Turns, world.Places).RunAsync(draft, "CI-1", today, CancellationToken.None))
            .Problems.Should().BeEmpty();

        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);

        stamped.Problems.Should().Contain(problem => problem.Message.Contains("30001000000500009001") && problem.Message.Contains("Llave"));
        await using var db = world.Storage.Open();
        (await db.SealedCfdis().CountAsync()).Should().Be(0);
        (await db.Outbox().CountAsync()).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_deleted_draft_gives_its_services_back(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var draft = await world.DraftWithAllAsync("CI-1");

        var deleted = await new DeleteDraft(world.Storage, world.Replacing, world.Clock).RunAsync(draft, CancellationToken.None);
        var again = await world.DraftWithAllAsync("CI-1");

        deleted.Problems.Should().BeEmpty();
        again.Should().NotBe(draft);
        var back = await Restore(world).RunAsync(deleted.Value!, CancellationToken.None);
        back.Problems.Should().ContainSingle().Which.Field.Should().Be(nameof(InvoiceRegistration.ControlNumber), "another draft has its number now");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_deleted_draft_comes_back_within_a_minute_with_its_services_and_totals(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var draft = await world.DraftWithAllAsync("CI-1");
        var before = await ReadAsync(world, draft);
        var deleted = (await Delete(world).RunAsync(draft, CancellationToken.None)).Value!;

        var back = await Restore(world).RunAsync(deleted, CancellationToken.None);
        var twice = await Restore(world).RunAsync(deleted, CancellationToken.None);

        back.Problems.Should().BeEmpty();
        (back.Value, twice.Value).Should().Be((draft, draft));
        var after = await ReadAsync(world, draft);
        (after.ControlNumber, after.IssueDate, after.Total, after.MetodoPago, after.PaymentChosen, after.Status)
            .Should().Be((before.ControlNumber, before.IssueDate, before.Total, before.MetodoPago, before.PaymentChosen, InvoiceStatus.Borrador));
        after.Total.Should().BePositive();
        await using var db = world.Storage.Open();
        (await db.InvoiceLines().CountAsync(line => line.InvoiceId == draft && line.ReleasedAt == null)).Should().Be(2);
    }

    private static DeleteDraft Delete(BillingWorld world) => new(world.Storage, world.Replacing, world.Clock);

    private static RestoreDraft Restore(BillingWorld world) => new(world.Storage, world.Turns, world.Compose, world.Clock);

    private static async Task<Invoice> ReadAsync(BillingWorld world, Guid draft)
    {
        await using var db = world.Storage.Open();
        return await db.Invoices().AsNoTracking().SingleAsync(row => row.Id == draft);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_deleted_draft_stays_away_when_its_services_are_taken_or_its_minute_is_over(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var draft = await world.DraftWithAllAsync("CI-1");
        var deleted = (await Delete(world).RunAsync(draft, CancellationToken.None)).Value!;
        var other = await world.DraftWithAllAsync("CI-2");
        (await Restore(world).RunAsync(deleted, CancellationToken.None))
            .Problems.Single().Message.Should().Contain("ya está en otra factura");

        (await Delete(world).RunAsync(other, CancellationToken.None)).Ok.Should().BeTrue();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        (await Restore(world).RunAsync(deleted, CancellationToken.None))
            .Problems.Single().Message.Should().Contain("más de un minuto");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_key_and_its_password_are_not_readable_in_the_database(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));

        await using var db = world.Storage.Open();
        var llave = await db.Llaves().SingleAsync();

        Encoding.Latin1.GetString(llave.Password).Should().NotContain("12345678a");
        Csd.Open(llave.Cer, llave.Key, "12345678a", null, BillingWorld.Now).Csd.Should().BeNull();
        var moved = () => world.Secrets.Decrypt(llave.Key, Guid.NewGuid());
        moved.Should().Throw<System.Security.Cryptography.CryptographicException>();
    }
}
