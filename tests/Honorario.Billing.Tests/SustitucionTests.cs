using System.Net.Http.Json;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>A document takes another's place in one step: never billed twice, never lost, whatever fails on the way.</summary>
public class SustitucionTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_invoice_is_replaced_in_one_step(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var old = await world.StampedAsync(1000m);

        var draft = await ReplaceAsync(world, old.Id);
        (await HoldersAsync(world)).Should().Equal([draft], "the draft holds the service from the start");
        (await StampAsync(world, draft)).Problems.Should().BeEmpty();
        (await world.InvoiceAsync(old.Id)).Status.Should().Be(InvoiceStatus.EnProcesoDeCancelacion);
        await world.DispatchAsync();
        await world.DispatchAsync();

        var (replaced, by) = (await world.InvoiceAsync(old.Id), await world.InvoiceAsync(draft));
        (replaced.Status, by.Status, by.Total, by.ControlNumber).Should().Be((InvoiceStatus.Cancelada, InvoiceStatus.Facturada, old.Total, "CI-1-S"));
        var related = (await DocumentAsync(world, draft)).CfdiRelacionados.Single();
        (related.TipoRelacion, related.Uuids.Single()).Should().Be(("04", old.Uuid!.Value));
        await using var db = world.Billing.Storage.Open();
        var request = await db.Cancellations().SingleAsync();
        (request.Motivo, request.Replacement, request.State).Should().Be(("01", by.Uuid, CancellationState.Cancelled));
        (await HoldersAsync(world)).Should().Equal(draft);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_invoice_for_the_wrong_insurer_is_replaced_by_one_for_the_right_one_with_its_services(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var old = await world.StampedAsync(1000m);
        var right = await RightInsurerAsync(world);
        var draft = await ReplaceAsync(world, old.Id);

        var look = await world.AsAsync((ChangeReceptor use) => use.LookAsync(draft, right, CancellationToken.None));
        var same = await world.AsAsync((ChangeReceptor use) => use.RunAsync(draft, world.Billing.InsurerId, CancellationToken.None));
        var changed = await world.AsAsync((ChangeReceptor use) => use.RunAsync(draft, right, CancellationToken.None));
        (await StampAsync(world, draft)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        await world.DispatchAsync();

        (look.Value!.To, look.Value.Services, look.Value.Amount).Should().Be(("La otra", 1, 1000m));
        same.Problems.Single().Field.Should().Be("InsurerId");
        changed.Problems.Should().BeEmpty();
        var document = await DocumentAsync(world, draft);
        (document.Receptor.Rfc, document.CfdiRelacionados.Single().TipoRelacion).Should().Be(("EKU9003173C9", "04"));
        (await world.InvoiceAsync(old.Id)).Status.Should().Be(InvoiceStatus.Cancelada);
        await using var db = world.Billing.Storage.Open();
        (await db.Services().SingleAsync()).InsurerId.Should().Be(right);
        (await db.Invoices().SingleAsync(row => row.Id == draft)).Search.Should().Contain("LA OTRA");
    }

    private static async Task<Guid> RightInsurerAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        var known = await db.Insurers().AsNoTracking().SingleAsync();
        var insurer = new Insurer
        {
            Name = "La otra", Rfc = Rfc.Parse("EKU9003173C9"), Nombre = "ESCUELA KEMPER URGATE", RegimenFiscal = "601",
            CodigoPostal = PostalCode.Parse("42501"), UsoCfdi = known.UsoCfdi,
        };
        db.Insurers().Add(insurer);
        await db.SaveChangesAsync();
        return insurer.Id;
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_the_replacement_leaves_out_stays_with_the_old_invoice_until_it_is_cancelled(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var services = await world.Billing.AddServicesAsync(3, "T", 500m);
        var old = await world.Billing.DraftWithAllAsync("CI-T");
        (await StampAsync(world, old)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var draft = await ReplaceAsync(world, old);

        await SelectAsync(world, draft, services[0].Id);
        (await HoldersAsync(world)).Should().BeEquivalentTo([draft, old, old]);
        var other = await world.Billing.DraftAsync("CI-O");
        (await TrySelectAsync(world, other, services[1].Id)).Problems.Single().Message.Should().Contain("CI-T");
        await SelectAsync(world, draft, services[0].Id, services[2].Id);
        await StampAsync(world, draft);
        await world.DispatchAsync();
        await world.DispatchAsync();

        (await HoldersAsync(world)).Should().Equal(draft, draft);
        (await TrySelectAsync(world, other, services[1].Id)).Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_draft_given_up_returns_the_services_and_leaves_the_old_invoice_as_it_was(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var old = await world.StampedAsync(1000m);
        var draft = await ReplaceAsync(world, old.Id);

        (await ReplaceAsync(world, old.Id)).Should().Be(draft, "a second click finds the first's draft");
        (await world.CancelAsync(old.Id)).Problems.Single().Link.Should().Contain(draft.ToString());
        (await world.AsAsync((DeleteDraft use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();

        (await HoldersAsync(world)).Should().Equal(old.Id);
        (await world.InvoiceAsync(old.Id)).Status.Should().Be(InvoiceStatus.Facturada);
        (await world.CancelAsync(old.Id)).Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_who_replace_the_same_invoice_at_once_get_the_same_draft()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Postgres));
        var old = await world.StampedAsync(1000m);

        var drafts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ReplaceAsync(world, old.Id))));

        drafts.Distinct().Should().ContainSingle();
        (await HoldersAsync(world)).Should().Equal(drafts[0]);
    }

    [Fact]
    public async Task While_the_PAC_is_down_the_old_invoice_waits_and_nothing_else_happens_to_it()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var old = await world.StampedAsync(1000m);
        var draft = await ReplaceAsync(world, old.Id);
        await control.PostAsJsonAsync("sandbox/faults", new { Mode = "down", Count = 1 });
        await StampAsync(world, draft);
        await world.DispatchAsync();

        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(old.Id, 900m)))).Ok.Should().BeFalse();
        (await world.CancelAsync(old.Id)).Problems.Single().Message.Should().Contain("en camino al PAC");
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(1));
        await world.DispatchAsync();

        (await world.InvoiceAsync(old.Id)).Status.Should().Be(InvoiceStatus.Cancelada);
    }

    [Fact]
    public async Task A_receptor_that_refuses_leaves_both_in_force_and_either_can_be_cancelled()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite), receptorsAccept: true);
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var old = await world.StampedAsync(1000m);
        var draft = await ReplaceAsync(world, old.Id);
        await StampAsync(world, draft);
        await world.DispatchAsync();
        await world.DispatchAsync();
        (await world.CancelAsync(draft)).Problems.Single().Message.Should().Contain("aún no tiene respuesta");
        (await OwedAsync(world)).Should().Be((900m, 900m, 900m), "the one in its place counts, and only that one");
        (await control.PostAsJsonAsync($"sandbox/cancellations/{old.Uuid}", new { accept = false })).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(11));

        (await world.InvoiceAsync(old.Id)).Status.Should().Be(InvoiceStatus.Facturada);
        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(old.Id, 900m)))).Problems.Single().Link.Should().Contain(draft.ToString());
        (await world.CancelAsync(draft)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await control.PostAsJsonAsync($"sandbox/cancellations/{(await world.InvoiceAsync(draft)).Uuid}", new { accept = true })).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(11));

        (await world.InvoiceAsync(draft)).Status.Should().Be(InvoiceStatus.Cancelada);
        (await HoldersAsync(world)).Should().Equal([old.Id], "its services are the old invoice's again");
        (await world.PayAsync(PagosWorld.Form("OP-2", new PaymentShare(old.Id, 900m)))).Problems.Should().BeEmpty();
    }

    [Fact]
    public async Task An_invoice_with_a_payment_says_what_to_undo_first()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var old = await world.StampedAsync(1000m);
        await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(old.Id, 400m)));

        var refused = await world.AsAsync((ReplaceInvoice use) => use.RunAsync(old.Id, CancellationToken.None));

        refused.Problems.Single().Message.Should().Contain("deshazlo primero");
        await using var db = world.Billing.Storage.Open();
        (await db.Invoices().CountAsync()).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_complement_is_replaced_with_the_payment_corrected(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;
        var old = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();
        var correction = new PaymentCorrection(BillingWorld.Today.AddDays(-1).ToDateTime(new TimeOnly(9, 15)), "02", "CHEQUE-7");

        (await CorrectAsync(world, old, correction with { FormaPago = "99" })).Problems.Single().Field.Should().Be("FormaPago");
        var by = (await CorrectAsync(world, old, correction)).Value;
        await world.DispatchAsync();
        await world.DispatchAsync();

        ((await world.ComplementoAsync(old)).Status, (await world.ComplementoAsync(by)).Status)
            .Should()
            .Be((ComplementoStatus.Cancelado, ComplementoStatus.Timbrado));
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        var document = await DocumentAsync(world, by);
        document.CfdiRelacionados.Single().TipoRelacion.Should().Be("04");
        var pago = document.Pagos!.Items.Single();
        (pago.FechaPago, pago.FormaDePagoP, pago.NumOperacion, pago.Monto).Should().Be((correction.PaidAt!.Value, "02", "CHEQUE-7", 900m));
        (await world.ComplementAsync(payment)).Value.Should().Be(by, "the payment has one live complement");
    }

    [Fact]
    public async Task A_refused_replacement_of_a_complement_leaves_the_first_in_place()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;
        var old = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();
        var by = (await CorrectAsync(world, old, new PaymentCorrection(BillingWorld.Today.ToDateTime(new TimeOnly(8, 0)), "03", "OP-1"))).Value;
        await SpoilAsync(world, by);
        await world.DispatchAsync();

        (await world.ComplementoAsync(by)).Status.Should().Be(ComplementoStatus.Rechazado);
        (await world.ComplementoAsync(old)).Status.Should().Be(ComplementoStatus.Timbrado);
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        (await world.ComplementAsync(payment)).Value.Should().Be(old);
    }

    /// <summary>What is owed as the list, the summary and the ageing tell it.</summary>
    private static async Task<(decimal List, decimal Summary, decimal Ageing)> OwedAsync(PagosWorld world) =>
        (
            (await world.AsAsync((ListInvoices use) => use.RunAsync(new InvoiceFilter(), CancellationToken.None))).Owed,
            (
                await world.AsAsync(
                    (SummariseFinance use) =>
                        use.RunAsync(BillingWorld.Today, BillingWorld.Today, BillingWorld.Today, CancellationToken.None))
            ).Owed.Sum(band => band.Owed),
            (await world.AsAsync((Ageing use) => use.RunAsync(new AgeingFilter(), CancellationToken.None))).Insurers.Sum(row =>
                row.Total));

    private static async Task<Guid> ReplaceAsync(PagosWorld world, Guid invoice)
    {
        var replaced = await world.AsAsync((ReplaceInvoice use) => use.RunAsync(invoice, CancellationToken.None));
        replaced.Problems.Should().BeEmpty();
        return replaced.Value;
    }

    private static Task<Result<Guid>> StampAsync(PagosWorld world, Guid draft) =>
        world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None));

    private static Task<Result<Guid>> CorrectAsync(PagosWorld world, Guid complemento, PaymentCorrection correction) =>
        world.ReplaceComplementoAsync(complemento, correction);

    private static Task<Result<Guid>> TrySelectAsync(PagosWorld world, Guid draft, params Guid[] services) =>
        world.AsAsync(
            (SelectServices use) =>
                use.RunAsync(draft, BillingWorld.All with { All = false, Marked = services.ToHashSet() }, CancellationToken.None));

    private static async Task SelectAsync(PagosWorld world, Guid draft, params Guid[] services) =>
        (await TrySelectAsync(world, draft, services)).Problems.Should().BeEmpty();

    /// <summary>Which invoice holds each service that is held.</summary>
    private static async Task<List<Guid>> HoldersAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        return await db.InvoiceLines().Where(line => line.ReleasedAt == null).OrderBy(line => line.ServiceId).Select(line => line.InvoiceId).ToListAsync();
    }

    private static async Task<Comprobante> DocumentAsync(PagosWorld world, Guid subject)
    {
        await using var db = world.Billing.Storage.Open();
        return CfdiReader.Read((await db.SealedCfdis().SingleAsync(row => row.SubjectId == subject && row.State == PacState.Stamped)).StampedXml!).Document!;
    }

    /// <summary>Changes the sealed bytes on their way, so that the PAC finds the seal broken.</summary>
    private static async Task SpoilAsync(PagosWorld world, Guid subject)
    {
        await using var db = world.Billing.Storage.Open();
        var xml = System.Text.Encoding.UTF8.GetString((await db.SealedCfdis().SingleAsync(row => row.SubjectId == subject)).SealedXml);
        var spoiled = System.Text.Encoding.UTF8.GetBytes(xml.Replace("NumOperacion=\"OP-1\"", "NumOperacion=\"OP-2\"", StringComparison.Ordinal));
        await db.SealedCfdis().Where(row => row.SubjectId == subject).ExecuteUpdateAsync(set => set.SetProperty(row => row.SealedXml, spoiled));
    }
}
