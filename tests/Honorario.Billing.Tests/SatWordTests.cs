using System.Net.Http.Json;
using System.Text.Json;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>SAT's word over SOAP: what differs is found at night, listed, and mended.</summary>
public class SatWordTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_was_cancelled_elsewhere_is_found_listed_and_followed(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (kept, elsewhere) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m));
        await CancelElsewhereAsync(world, elsewhere.Uuid!.Value);

        (await world.AsAsync((CheckSatStatus use) => use.ReviewAsync(CancellationToken.None))).Should().Be(1);
        var row = (await ListAsync(world)).Rows.Single();
        (row.SubjectId, row.Difference, row.Estado, row.Total).Should().Be((elsewhere.Id, SatDifference.CancelledThere, "Cancelado", elsewhere.Total));
        (await FollowAsync(world, kept.Id)).Value!.Estado.Should().Be("Vigente", "nothing is done where nothing differs");
        (await FollowAsync(world, elsewhere.Id)).Problems.Should().BeEmpty();

        (await ListAsync(world)).Count.Should().Be(0);
        (await world.InvoiceAsync(elsewhere.Id)).Status.Should().Be(InvoiceStatus.Cancelada);
        (await world.InvoiceAsync(kept.Id)).Status.Should().Be(InvoiceStatus.Facturada);
        await using var db = world.Billing.Storage.Open();
        (await db.InvoiceLines().Where(line => line.ReleasedAt == null).Select(line => line.InvoiceId).ToListAsync()).Should().Equal(kept.Id);
    }

    [Fact]
    public async Task What_hangs_from_a_document_that_SAT_cancelled_is_undone_first()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;
        await CancelElsewhereAsync(world, invoice.Uuid!.Value);

        var refused = await FollowAsync(world, invoice.Id);
        await world.UndoAsync(payment);

        refused.Problems.Single().Message.Should().StartWith("El SAT ya lo tiene cancelado").And.Contain("deshazlo primero");
        (await FollowAsync(world, invoice.Id)).Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task A_complement_stamped_elsewhere_is_asked_about_and_cancelled_like_ours()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;
        var loaded = await LoadStampedElsewhereAsync(world, payment);

        (await world.AsAsync((CheckSatStatus use) => use.RunAsync(loaded, CancellationToken.None))).Value!.Estado.Should().Be("Vigente");
        (await world.AsAsync((ViewDocument use) => use.RunAsync(loaded, CancellationToken.None)))!.MadeElsewhere.Should().BeTrue();
        (await world.CancelAsync(loaded)).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        (await world.ComplementoAsync(loaded)).Status.Should().Be(ComplementoStatus.Cancelado);
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Pagado);
        (await world.AsAsync((HandOutAcuse use) => use.RunAsync(loaded, CancellationToken.None))).Should().NotBeNull();
    }

    [Fact]
    public async Task What_SAT_does_not_know_a_day_later_is_a_difference_and_what_it_still_has_in_force_is_asked_for_again()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (unknown, cancelled) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m));
        await using (var db = world.Billing.Storage.Open())
        {
            var now = world.Billing.Clock.GetUtcNow().UtcDateTime;
            var documents = await db.SealedCfdis().ToDictionaryAsync(row => row.SubjectId);
            var request = new Cancellation { SubjectId = cancelled.Id, SealedCfdiId = documents[cancelled.Id].Id, Motivo = "03", RequestedAt = now };
            request.Cancelled("Cancelado sin aceptación", now);
            db.Cancellations().Add(request);
            var lost = System
                .Text.Encoding.UTF8.GetString(documents[unknown.Id].StampedXml!)
                .Replace(unknown.Uuid!.Value, Guid.NewGuid().ToString(), StringComparison.OrdinalIgnoreCase);
            await db
                .SealedCfdis().Where(row => row.SubjectId == unknown.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.StampedXml, System.Text.Encoding.UTF8.GetBytes(lost)));
            await db.SaveChangesAsync();
        }

        (await world.AsAsync((CheckSatStatus use) => use.ReviewAsync(CancellationToken.None))).Should().Be(0, "SAT gets a day to hear of it");
        world.Billing.Clock.Advance(TimeSpan.FromHours(25));
        (await world.AsAsync((CheckSatStatus use) => use.ReviewAsync(CancellationToken.None))).Should().Be(2);
        (await ListAsync(world)).Rows.Select(row => (row.SubjectId, row.Difference)).Should().BeEquivalentTo(
            [(unknown.Id, SatDifference.UnknownThere), (cancelled.Id, SatDifference.InForceThere)]);
        (await FollowAsync(world, unknown.Id)).Ok.Should().BeFalse();
        (await FollowAsync(world, cancelled.Id)).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        (await world.AsAsync((CheckSatStatus use) => use.RunAsync(cancelled.Id, CancellationToken.None))).Value!.Estado.Should().Be("Cancelado");
        (await ListAsync(world)).Rows.Single().SubjectId.Should().Be(unknown.Id);
    }

    [Fact]
    public async Task A_silent_SAT_ends_the_nights_review_and_the_next_one_asks_about_the_rest()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        await world.StampedAsync(1000m);
        await control.PostAsJsonAsync("sandbox/faults", new { Mode = "garbage", On = "status" });
        await world.AsAsync((CheckSatStatus use) => use.ReviewAsync(CancellationToken.None));
        (await ChecksAsync(world)).Should().Be(0);
        await control.PostAsJsonAsync("sandbox/faults", new { Mode = "none" });

        await world.AsAsync((CheckSatStatus use) => use.ReviewAsync(CancellationToken.None));

        (await ChecksAsync(world)).Should().Be(1);
    }

    private static async Task<int> ChecksAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        return await db.SatChecks().CountAsync();
    }

    private static Task<Page<SatDifferenceRow>> ListAsync(PagosWorld world) =>
        world.AsAsync((ListSatDifferences use) => use.RunAsync(0, CancellationToken.None));

    private static Task<Result<SatCheck>> FollowAsync(PagosWorld world, Guid subject) =>
        world.AsAsync((FollowSat use) => use.RunAsync(subject, CancellationToken.None));

    /// <summary>The emisor cancels through the PAC's own site.</summary>
    private static async Task CancelElsewhereAsync(PagosWorld world, string uuid)
    {
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var session = await (
            await control.PostAsJsonAsync("v2/security/authenticate", new { user = "u", password = "p" })
        ).Content.ReadFromJsonAsync<JsonElement>();
        control.DefaultRequestHeaders.Authorization = new("bearer", session.GetProperty("data").GetProperty("token").GetString());
        (await control.PostAsync($"cfdi33/cancel/CACX7605101P8/{uuid}/02", null)).EnsureSuccessStatusCode();
    }

    /// <summary>Stamps a complement, forgets that it was made here, and loads it.</summary>
    private static async Task<Guid> LoadStampedElsewhereAsync(PagosWorld world, Guid payment)
    {
        var ours = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();
        byte[] xml;
        await using (var db = world.Billing.Storage.Open())
        {
            xml = (await db.SealedCfdis().SingleAsync(row => row.SubjectId == ours)).StampedXml!;
            await db.SealedCfdis().Where(row => row.SubjectId == ours).ExecuteDeleteAsync();
            await db.Complementos().Where(row => row.Id == ours).ExecuteDeleteAsync();
        }

        var loaded = await world.AsAsync(
            (LoadExternalComplemento use) =>
                use.RunAsync(payment, new ExternalFiles(xml, null), "Se pidió a la otra plataforma", CancellationToken.None));
        loaded.Problems.Should().BeEmpty();
        return loaded.Value;
    }
}
