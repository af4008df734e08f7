using System.Globalization;
using System.Net;
using System.Text;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>The insurer's side: what it sees, what it may do, and what it never learns.</summary>
public class PortalTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_insurer_sees_the_stamped_invoices_addressed_to_it_from_every_practice_and_no_draft(Server server)
    {
        var database = await databases.NewAsync(server);
        var (one, two) = (await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database));
        foreach (var world in new[] { one, two })
        {
            await world.AddServicesAsync(2);
            await world.StampedAsync("CI-1");
            await world.DraftAsync("CI-2");
        }

        var portal = await Portal.OpenAsync(one, "GSA010101AB3");
        var inbox = (await portal.Room.ListAsync(new PortalFilter(), CancellationToken.None))!;
        var found = (await portal.Room.ListAsync(new PortalFilter("ci-1", InvoiceStatus.Facturada), CancellationToken.None))!;

        inbox.Page.Count.Should().Be(2);
        inbox.Page.Rows.Should().OnlyContain(row => row.ControlNumber == "CI-1");
        inbox.Total.Should().Be(inbox.Page.Rows.Sum(row => row.Total)).And.BePositive();
        found.Page.Count.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Another_insurers_folio_fiscal_does_not_exist_whatever_is_asked(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        var stranger = await Portal.OpenAsync(world, "EKU9003173C9");

        (await stranger.Room.ListAsync(new PortalFilter(), CancellationToken.None))!.Page.Count.Should().Be(0);
        (await stranger.Room.FindAsync(uuid, CancellationToken.None)).Should().BeNull();
        (await stranger.View.RunAsync(uuid, CancellationToken.None)).Should().BeNull();
        (await stranger.Review.RunAsync(uuid, new Review(true), CancellationToken.None)).Should().BeNull();
        (await stranger.Comment(world).FromPortalAsync(uuid, "hola", CancellationToken.None)).Should().BeNull();
        (await stranger.CallAsync(await stranger.KeyAsync(), "k-1", uuid, new StatusCall("aceptada"))).StatusCode.Should().Be(404);
        (await StatusAsync(world, invoice)).Should().Be(InvoiceStatus.Facturada);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Accepting_moves_the_invoice_names_who_did_it_and_tells_the_practices_screens(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        var told = new List<Guid>();
        world.Database.Practices.Raised += told.Add;

        var accepted = await portal.Review.RunAsync(uuid.ToLowerInvariant(), new Review(true), CancellationToken.None);

        accepted!.Value.Value.Should().Be(InvoiceStatus.AceptadaAseguradoraAdministradora);
        told.Should().Equal(world.PracticeId);
        await using var db = world.Storage.Open();
        var change = await db.StatusChanges().SingleAsync(row => row.InvoiceId == invoice && row.To == InvoiceStatus.AceptadaAseguradoraAdministradora);
        (change.From, change.Who, change.At).Should().Be((InvoiceStatus.Facturada, "marta (GSA010101AB3)", BillingWorld.Now.UtcDateTime));
        (await db.Audit().AnyAsync(entry => entry.SubjectId == invoice && entry.Who == "marta (GSA010101AB3)")).Should().BeTrue();
    }

    [Fact]
    public async Task Rejecting_needs_a_reason_which_the_practice_reads()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");

        var silent = await portal.Review.RunAsync(uuid, new Review(false, " "), CancellationToken.None);
        var rejected = await portal.Review.RunAsync(uuid, new Review(false, "Falta la póliza"), CancellationToken.None);

        silent!.Value.Problems.Single().Field.Should().Be("Reason");
        rejected!.Value.Value.Should().Be(InvoiceStatus.RechazadaAseguradora);
        await using var db = world.Storage.Open();
        (await db.Invoices().SingleAsync(row => row.Id == invoice)).InsurerReason.Should().Be("Falta la póliza");
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Only_what_waits_for_the_insurer_is_accepted_or_rejected(InvoiceStatus status)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        await using (var db = world.Storage.Open())
            await db.Invoices().ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, status));
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");

        var accepted = await portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None);

        var waits = status is InvoiceStatus.Facturada or InvoiceStatus.EnviadaAseguradora;
        accepted!.Value.Ok.Should().Be(waits);
        (await StatusAsync(world, invoice)).Should().Be(waits ? InvoiceStatus.AceptadaAseguradoraAdministradora : status);
        if (!waits)
            accepted.Value.Problems.Single().Message.Should().Contain(status.Text());
    }

    public static TheoryData<InvoiceStatus> Statuses => [.. Enum.GetValues<InvoiceStatus>()];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_two_people_who_accept_and_reject_at_once_each_hears_what_came_of_it(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None))));

        results.Count(result => result!.Value.Ok).Should().Be(1);
        await using var db = world.Storage.Open();
        (await db.StatusChanges().CountAsync(row => row.InvoiceId == invoice && row.To == InvoiceStatus.AceptadaAseguradoraAdministradora)).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_replayed_call_is_answered_alike_and_does_nothing_more(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        var key = await portal.KeyAsync();

        var first = await portal.CallAsync(key, "k-1", uuid, new StatusCall("aceptada"));
        var replays = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.CallAsync(key, "k-1", uuid, new StatusCall("aceptada")))));
        var other = await portal.CallAsync(key, "k-1", uuid, new StatusCall("rechazada", "cambié de idea"));
        var late = await portal.CallAsync(key, "k-2", uuid, new StatusCall("aceptada"));

        first.StatusCode.Should().Be(200);
        first.Body.Should().Contain("Aceptada|Aseguradora|Administradora");
        replays.Should().AllSatisfy(replay => replay.Should().Be(first));
        (other.StatusCode, late.StatusCode).Should().Be((422, 409));
        await using var db = world.Storage.Open();
        (await db.StatusChanges().CountAsync(row => row.InvoiceId == invoice)).Should().Be(2);
    }

    [Fact]
    public async Task Without_a_live_key_an_idempotency_key_or_a_known_status_a_call_is_refused()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (_, uuid) = await world.StampedAsync("CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        var (key, revoked) = (await portal.KeyAsync(), await portal.KeyAsync());
        var rows = (await portal.Connect.ListAsync(CancellationToken.None)).Keys;
        await portal.Connect.RevokeKeyAsync(rows[1].Id, CancellationToken.None);

        (await portal.CallAsync("hon_nada", "k", uuid, new StatusCall("aceptada"))).StatusCode.Should().Be(401);
        (await portal.CallAsync(revoked, "k", uuid, new StatusCall("aceptada"))).StatusCode.Should().Be(401);
        (await portal.CallAsync(key, "", uuid, new StatusCall("aceptada"))).StatusCode.Should().Be(400);
        (await portal.CallAsync(key, "k", uuid, new StatusCall("perdida"))).StatusCode.Should().Be(422);
        (await portal.CallAsync(key, "k", uuid, new StatusCall("rechazada"))).StatusCode.Should().Be(422);
        await using var db = world.Storage.Open();
        (await db.PortalKeys().AnyAsync(row => row.Hash.Contains(key))).Should().BeFalse();
    }

    [Fact]
    public async Task A_webhook_is_signed_retried_until_it_is_taken_and_then_left_alone()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        using var receiver = new Receiver(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK);
        var secret = (await portal.Connect.AddWebhookAsync("https://erp.general.example/honorario", CancellationToken.None)).Value!;
        await world.StampedAsync("CI-1");
        await using var db = world.Storage.Open();
        var change = await db.StatusChanges().SingleAsync();
        var tell = new TellStatusChange(world.Storage, new OutboxSignal(), world.Clock);
        await tell.HandleAsync(change.Id, 1, CancellationToken.None);
        await tell.HandleAsync(change.Id, 2, CancellationToken.None);
        var delivery = await db.WebhookDeliveries().AsNoTracking().SingleAsync();
        var deliver = new DeliverWebhook(world.Storage, new CallWebhook(world.Secrets, new WebhookClient(new HttpClient(receiver)), world.Clock), world.Clock);

        var refused = await deliver.HandleAsync(delivery.Id, 1, CancellationToken.None);
        var taken = await deliver.HandleAsync(delivery.Id, 2, CancellationToken.None);
        var again = await deliver.HandleAsync(delivery.Id, 3, CancellationToken.None);

        (refused, taken, again).Should().Be((TimeSpan.FromSeconds(30), null, null));
        receiver.Calls.Should().HaveCount(2);
        receiver.Calls.Should().AllSatisfy(call =>
        {
            call.Event.Should().Be(change.Id.ToString());
            call.Timestamp.Should().Be(BillingWorld.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            call.Signature.Should().Be(CallWebhook.Sign(Encoding.UTF8.GetBytes(secret), call.Timestamp, call.Body));
            call.Body.Should().Contain("\"to\":\"Facturada\"").And.Contain("CI-1");
        });
    }

    private static async Task<InvoiceStatus> StatusAsync(BillingWorld world, Guid invoice)
    {
        await using var db = world.Storage.Open();
        return await db.Invoices().Where(row => row.Id == invoice).Select(row => row.Status).SingleAsync();
    }

    /// <summary>Stands in for a network that fails: hears the calls and answers as told, one after the other.</summary>
    private sealed class Receiver(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        public List<(string Event, string Timestamp, string Signature, string Body)> Calls { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string Header(string name) => request.Headers.GetValues(name).Single();
            Calls.Add(
                (
                    Header("Honorario-Event"),
                    Header("Honorario-Timestamp"),
                    Header("Honorario-Signature"),
                    await request.Content!.ReadAsStringAsync(cancellationToken)));
            return new HttpResponseMessage(answers[Calls.Count - 1]);
        }
    }
}
