using Honorario.Billing.Busqueda;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Copagos;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

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
        var find = new FindAnywhere(world.Storage, world.Kinds);
        Task<IReadOnlyList<Hit>> Found(string text) => find.RunAsync(text, CancellationToken.None);
        var cashier = new Actor();
        cashier.ActAs(BillingWorld.Person(world.PracticeId, "caja", [.. Role.Shipped[PracticeRole.Caja].Rights]));
        var atDesk = new FindAnywhere(new HonorarioStorage(world.Database, cashier, world.BeforeSave), world.Kinds);

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

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Documents_of_every_kind_are_found_by_series_and_folio_or_by_how_the_folio_fiscal_begins(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000);
        var payment = (await world.PayAsync(PagosWorld.Form("SPEI-1", new PaymentShare(invoice.Id, invoice.Total)))).Value;
        var complemento = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();
        await using var db = world.Billing.Storage.Open();
        var sealedOne = await db.SealedCfdis().AsNoTracking().SingleAsync(row => row.SubjectId == complemento);
        var (folio, uuid) = ($"{sealedOne.Serie}{sealedOne.Folio}", sealedOne.Uuid!.ToString());

        foreach (var typed in new[] { folio, $"{sealedOne.Serie}-{sealedOne.Folio}".ToLowerInvariant(), uuid, uuid[..13], uuid[..8].ToLowerInvariant() })
        {
            var found = await world.AsAsync((FindAnywhere use) => use.RunAsync(typed, CancellationToken.None));
            found.Where(hit => hit.Kind == HitKind.Documento).Select(hit => hit.Id).Should().Equal([complemento], typed);
        }

        (await world.AsAsync((FindAnywhere use) => use.RunAsync(uuid[..7], CancellationToken.None))).Should().NotContain(hit => hit.Kind == HitKind.Documento);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Services_by_their_folio_and_copago_invoices_by_total_rfc_or_uuid_however_they_are_written(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync("XC-");
        var invoice = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        await using var db = world.Billing.Storage.Open();
        var service = await db.Services().OrderBy(row => row.Folio).FirstAsync();
        var uuid = (await db.SealedCfdis().SingleAsync(row => row.SubjectId == invoice)).Uuid!.ToString();
        Task<IReadOnlyList<Hit>> Found(string text) => world.AsAsync((FindAnywhere use) => use.RunAsync(text, CancellationToken.None));

        var squeezed = service.Folio.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        foreach (var typed in new[] { service.Folio, service.Folio.ToLowerInvariant(), squeezed, service.Folio.Replace('-', '–') })
            (await Found(typed)).Where(hit => hit.Kind == HitKind.Servicio).Select(hit => hit.Id).Should().Equal([service.Id], typed);
        foreach (var typed in new[] { "150", "150.00", "$150.00", "CACX7605101P8", "cacx-760510-1p8", $"{{{uuid}}}" })
            (await Found(typed)).Where(hit => hit.Kind == HitKind.Documento).Select(hit => hit.Id).Should().Equal([invoice], typed);
        (await Found("150.01")).Should().NotContain(hit => hit.Kind == HitKind.Documento);
        (await world.AsAsync((FindCharges use) => use.RunAsync(
            new ChargeFilter(squeezed, service.Date, service.Date, OwedOnly: false), CancellationToken.None))).Page.Count.Should().Be(1);
    }
}
