using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>Webhooks over real HTTP, the product's outbox between: what a company hears, sees of it, and no longer hears.</summary>
public class WebhookTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_an_address_refused_is_told_again_and_its_company_sees_when_how_and_what_comes_next(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await using var receiver = await WebhookReceiver.StartAsync(503, 200);
        var portal = await OpenAsync(world);
        var secret = (await portal.Connect.AddWebhookAsync(receiver.Address, CancellationToken.None)).Value!;
        var hook = (await portal.Connect.ListAsync(CancellationToken.None)).Webhooks.Single();
        var invoice = await world.StampedAsync(1000m);

        await TellAsync(world);
        var refused = (await portal.Deliveries.RunAsync(hook.Id, CancellationToken.None)).Single();
        await world.DispatchLaterAsync(TimeSpan.FromSeconds(31));
        var taken = (await portal.Deliveries.RunAsync(hook.Id, CancellationToken.None)).Single();
        await world.DispatchLaterAsync(TimeSpan.FromHours(1));

        (refused.Uuid, refused.ControlNumber, refused.To).Should().Be((invoice.Uuid!, invoice.ControlNumber, InvoiceStatus.Facturada));
        (refused.Delivery.Answer, refused.Delivery.Reason, refused.Delivery.DeliveredAt).Should().Be((503, "contestó 503", null));
        refused.NextTry.Should().Be(refused.Delivery.TriedAt!.Value.AddSeconds(30));
        (taken.Delivery.Answer, taken.Delivery.Reason, taken.Delivery.DeliveredAt, taken.NextTry)
            .Should()
            .Be((200, null, BillingWorld.Now.AddSeconds(31).UtcDateTime, null));
        receiver.Calls.Should().HaveCount(2).And.AllSatisfy(call => call.Signature.Should().Be(ByTheRecipe(secret, call)));
        receiver.Calls.Select(call => call.Event).Distinct().Should().HaveCount(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_removed_webhook_hears_nothing_more_and_only_its_company_removes_tries_or_sees_it(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await using var receiver = await WebhookReceiver.StartAsync(500);
        var (portal, other) = (await OpenAsync(world), await OpenAsync(world));
        await portal.Connect.AddWebhookAsync(receiver.Address, CancellationToken.None);
        var hook = (await portal.Connect.ListAsync(CancellationToken.None)).Webhooks.Single().Id;
        await world.StampedAsync(1000m);
        await TellAsync(world);

        await other.Connect.RemoveWebhookAsync(hook, CancellationToken.None);
        (await other.Deliveries.TestAsync(hook, CancellationToken.None)).Should().BeNull();
        (await other.Deliveries.RunAsync(hook, CancellationToken.None)).Should().BeEmpty();
        (await portal.Deliveries.RunAsync(hook, CancellationToken.None)).Should().HaveCount(1);
        await portal.Connect.RemoveWebhookAsync(hook, CancellationToken.None);
        await world.DispatchLaterAsync(TimeSpan.FromDays(2));
        await world.StampedAsync(500m);
        await TellAsync(world);

        receiver.Calls.Should().HaveCount(1);
        await using var db = world.Billing.Storage.Open();
        (await db.WebhookDeliveries().CountAsync(), await db.Outbox().CountAsync(row => row.DoneAt == null)).Should().Be((0, 0));
    }

    [Fact]
    public async Task A_colleague_sees_no_delivery_of_a_practice_that_did_not_invite_the_colleague()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using var receiver = await WebhookReceiver.StartAsync();
        var (marta, colleague) = (new Actor(), new Actor());
        await using (var db = world.Billing.Storage.Open())
        {
            var company = new PortalCompany
            {
                Name = "General",
                InsurerRfc = Rfc.Parse("GSA010101AB3"),
                CreatedAt = BillingWorld.Now.UtcDateTime,
            };
            var (one, two) = (
                new User
                {
                    CompanyId = company.Id,
                    UserName = "marta",
                    DisplayName = "Marta",
                },
                new User
                {
                    CompanyId = company.Id,
                    UserName = "colega",
                    DisplayName = "Colega",
                });
            db.AddRange(company, one, two, new PortalGrant { UserId = one.Id, At = BillingWorld.Now.UtcDateTime });
            await db.SaveChangesAsync();
            marta.ActForCompany(company.Id, one.Id, "marta", pays: true);
            colleague.ActForCompany(company.Id, two.Id, "colega", pays: true);
        }

        var (hers, theirs) = (new Portal(world.Billing, marta) { Webhooks = WebhookClient.ToAnyAddress() }, new Portal(world.Billing, colleague));
        await hers.Connect.AddWebhookAsync(receiver.Address, CancellationToken.None);
        var hook = (await theirs.Connect.ListAsync(CancellationToken.None)).Webhooks.Single().Id;
        await world.StampedAsync(1000m);
        await TellAsync(world);

        receiver.Calls.Should().HaveCount(1);
        (await hers.Deliveries.RunAsync(hook, CancellationToken.None)).Should().HaveCount(1);
        (await theirs.Deliveries.RunAsync(hook, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_test_is_signed_as_any_other_call_and_says_what_was_answered()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using var receiver = await WebhookReceiver.StartAsync(204, 404);
        var portal = await OpenAsync(world);
        var secret = (await portal.Connect.AddWebhookAsync(receiver.Address, CancellationToken.None)).Value!;
        var hook = (await portal.Connect.ListAsync(CancellationToken.None)).Webhooks.Single().Id;

        var taken = await portal.Deliveries.TestAsync(hook, CancellationToken.None);
        var refused = await portal.Deliveries.TestAsync(hook, CancellationToken.None);
        await receiver.DisposeAsync();
        var gone = await portal.Deliveries.TestAsync(hook, CancellationToken.None);

        (taken, refused, gone)
            .Should()
            .Be(
                (
                    new WebhookAnswer(204, null),
                    new WebhookAnswer(404, "contestó 404"),
                    new WebhookAnswer(null, "no se pudo llegar a su dirección")));
        receiver.Calls.Should().AllSatisfy(call => call.Signature.Should().Be(ByTheRecipe(secret, call)));
        receiver.Calls.First().Body.Should().StartWith("{\"test\":true");
    }

    [Theory]
    [InlineData("http://erp.general.example/aviso", "https://")]
    [InlineData("https://ana:clave@erp.general.example/", "https://")]
    [InlineData("erp.general.example", "https://")]
    [InlineData("https://127.0.0.1/", "interna")]
    [InlineData("https://2130706433/", "interna")]
    [InlineData("https://[::ffff:10.0.0.1]/", "interna")]
    [InlineData("https://localhost:5432/", "interna")]
    [InlineData("https://intranet/aviso", "interna")]
    public async Task An_address_that_is_not_of_the_internet_is_refused_unless_the_installation_allows_it(string address, string why)
    {
        var portal = await Portal.OpenAsync(await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite)), "GSA010101AB3");

        (await portal.Connect.AddWebhookAsync(address, CancellationToken.None)).Problems.Single().Message.Should().Contain(why);
        (await portal.Connect.ListAsync(CancellationToken.None)).Webhooks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_called()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var local = new Uri(receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        var called = async () => await WebhookClient.ToPublicAddresses().Http.PostAsync(local, null);

        await called.Should().ThrowAsync<HttpRequestException>();
        receiver.Calls.Should().BeEmpty();
        (await WebhookClient.ToAnyAddress().Http.PostAsync(local, null)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_keys_last_use_is_seen(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        var (used, idle) = (await portal.KeyAsync(), await portal.KeyAsync());

        await portal.CallAsync(used, "k-1", Guid.NewGuid().ToString(), new StatusCall("aceptada"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await portal.CallAsync(used, "k-2", Guid.NewGuid().ToString(), new StatusCall("aceptada"));

        idle.Should().NotBe(used);
        (await portal.Connect.ListAsync(CancellationToken.None))
            .Keys.Select(key => key.LastUsedAt)
            .Should()
            .Equal(BillingWorld.Now.AddMinutes(5).UtcDateTime, null);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::1", false)]
    [InlineData("200.57.1.1", true)]
    [InlineData("2806:230:1::1", true)]
    public void Webhooks_reach_public_addresses_only(string address, bool reached) => WebhookClient.IsPublic(IPAddress.Parse(address)).Should().Be(reached);

    private static async Task<Portal> OpenAsync(PagosWorld world) =>
        await Portal.OpenAsync(world.Billing, "GSA010101AB3") with { Webhooks = WebhookClient.ToAnyAddress() };

    /// <summary>The change is heard of, then told.</summary>
    private static async Task TellAsync(PagosWorld world)
    {
        await world.DispatchAsync();
        await world.DispatchAsync();
    }

    /// <summary>As the page tells a receiver to compute it.</summary>
    private static string ByTheRecipe(string secret, (string Event, string Timestamp, string Signature, string Body) call) =>
        "v1="
        + Convert
            .ToHexString(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(call.Timestamp + "." + call.Body)))
            .ToLower(CultureInfo.InvariantCulture);
}
