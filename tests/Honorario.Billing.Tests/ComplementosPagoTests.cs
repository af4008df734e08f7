using System.Net.Http.Json;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.Correo;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Part E of the guide: a payment, its complement, and what undoing them takes.</summary>
public class ComplementosPagoTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_transfer_for_many_invoices_gets_one_complement_and_all_of_them_are_Complemento_Cargado(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (first, second) = (await world.StampedAsync(1000.55m), await world.StampedAsync(333.33m));

        var paid = await world.PayAsync(PagosWorld.Form("SPEI-1", new PaymentShare(first.Id, first.Total), new PaymentShare(second.Id, second.Total)));
        paid.Problems.Should().BeEmpty();
        (await world.InvoiceAsync(first.Id)).Status.Should().Be(InvoiceStatus.Pagado);
        var made = await world.ComplementAsync(paid.Value);
        made.Problems.Should().BeEmpty();
        await world.DispatchAsync();

        var complemento = await world.ComplementoAsync(made.Value);
        complemento.Rejection.Should().BeNull();
        complemento.Status.Should().Be(ComplementoStatus.Timbrado);
        (await world.InvoiceAsync(first.Id)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        (await world.InvoiceAsync(second.Id)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        await using var db = world.Billing.Storage.Open();
        var xml = await db.SealedCfdis().Where(row => row.SubjectId == made.Value).Select(row => row.StampedXml).SingleAsync();
        var document = CfdiReader.Read(xml).Document!;
        var pago = document.Pagos!.Items.Single();
        pago.Monto.Should().Be(first.Total + second.Total);
        pago.DoctosRelacionados.Sum(docto => docto.ImpPagado).Should().Be(pago.Monto);
        pago.DoctosRelacionados.Select(docto => docto.IdDocumento).Should().Equal(first.Uuid!.Value, second.Uuid!.Value);
        pago.DoctosRelacionados.Should().AllSatisfy(docto => docto.ImpSaldoInsoluto.Should().Be(0));
        document.Pagos.Totales.TotalRetencionesIsr.Should().Be(first.IsrRetenido + second.IsrRetenido);
        document.Pagos.Totales.TotalTrasladosBaseIvaExento.Should().Be(1333.88m);
        document.Receptor.UsoCfdi.Should().Be("CP01");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Instalments_are_numbered_and_the_invoice_is_loaded_only_when_each_has_its_complement(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);

        var first = await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 400m)));
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.PagoParcial);
        var second = await world.PayAsync(PagosWorld.Form("B", new PaymentShare(invoice.Id, 500m)));
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Pagado);
        await world.ComplementAsync(second.Value);
        await world.DispatchAsync();
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Pagado);
        await world.ComplementAsync(first.Value);
        await world.DispatchAsync();

        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        await using var db = world.Billing.Storage.Open();
        var instalments = await db.PaymentApplications().OrderBy(row => row.Parcialidad).ToListAsync();
        instalments.Select(row => (row.Parcialidad, row.SaldoAnterior, row.Pagado, row.SaldoInsoluto))
            .Should().Equal((1, 900m, 400m, 500m), (2, 500m, 500m, 0m));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_many_payments_at_once_no_more_are_taken_than_the_invoice_owes(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);

        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(number => Task.Run(() =>
            world.PayAsync(PagosWorld.Form($"OP-{number}", new PaymentShare(invoice.Id, 400m))))));

        results.Count(result => result.Ok).Should().Be(2);
        results.Where(result => !result.Ok).Should().AllSatisfy(result => result.Problems.Single().Message.Should().Contain("$100.00"));
        (await world.InvoiceAsync(invoice.Id)).Paid.Should().Be(800m);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_same_operation_registered_many_times_is_one_payment(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        var form = PagosWorld.Form("OP-9", new PaymentShare(invoice.Id, 300m));

        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(_ => Task.Run(() => world.PayAsync(form))));

        results.Should().AllSatisfy(result => result.Problems.Should().BeEmpty());
        results.Select(result => result.Value).Distinct().Should().ContainSingle();
        (await world.InvoiceAsync(invoice.Id)).Paid.Should().Be(300m);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_transfers_alike_on_one_day_are_two_when_a_person_says_so(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        PaymentForm Form(int hour, int minute) => PagosWorld.Form("TRANSF", new PaymentShare(invoice.Id, 100m)) with
        {
            PaidAt = BillingWorld.Today.ToDateTime(new TimeOnly(hour, minute)),
            Key = Guid.NewGuid(),
        };
        var (first, second) = (Form(10, 30), Form(11, 45));
        (await world.PayAsync(first)).Problems.Should().BeEmpty();

        var asked = await world.PayAsync(second);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => world.PayAsync(second with { Another = true }))));

        asked.Problems.Single().Field.Should().Be(nameof(PaymentForm.Another));
        both.Should().AllSatisfy(one => one.Value.Should().Be(second.Key!.Value));
        (await world.InvoiceAsync(invoice.Id)).Paid.Should().Be(200m);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_double_click_makes_one_complement(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;

        var results = await Task.WhenAll(Enumerable.Range(1, 4).Select(_ => Task.Run(() => world.ComplementAsync(payment))));

        results.Select(result => result.Value).Distinct().Should().ContainSingle();
        await using var db = world.Billing.Storage.Open();
        (await db.Complementos().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task What_does_not_add_up_is_explained_with_the_amounts_and_nothing_is_stored()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);

        var over = await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 950m)));
        var under = await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 500m)) with { Amount = 700m });
        var undefined = await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 500m)) with { FormaPago = "99" });
        var cash = await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 500m)) with { FormaPago = "01", PayerAccount = "0123456789" });
        var future = await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 500m)) with { PaidAt = new DateTime(2026, 3, 21) });

        over.Problems.Single().Message.Should().Contain("$50.00");
        under.Problems.Single().Message.Should().Contain("$200.00");
        undefined.Problems.Single().Field.Should().Be(nameof(PaymentForm.FormaPago));
        cash.Problems.Single().Field.Should().Be(nameof(PaymentForm.PayerAccount));
        future.Problems.Single().Field.Should().Be(nameof(PaymentForm.PaidAt));
        await using var db = world.Billing.Storage.Open();
        (await db.Payments().CountAsync()).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_payment_is_undone_after_its_complement_is_cancelled_and_the_invoice_owes_again(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)))).Value;
        var complemento = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();

        (await world.UndoAsync(payment)).Problems.Single().Message.Should().Contain("cancélalo primero");
        (await world.CancelAsync(complemento)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Pagado);
        (await world.UndoAsync(payment)).Problems.Should().BeEmpty();

        var now = await world.InvoiceAsync(invoice.Id);
        (now.Status, now.Paid).Should().Be((InvoiceStatus.Facturada, 0m));
        var again = await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 900m)));
        again.Problems.Should().BeEmpty();
        again.Value.Should().NotBe(payment);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_earlier_instalment_may_be_undone_and_the_later_ones_are_numbered_anew(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1000m);
        var payments = new List<Guid>();
        foreach (var (operation, amount) in new[] { ("A", 400m), ("B", 300m), ("C", 200m) })
            payments.Add((await world.PayAsync(PagosWorld.Form(operation, new PaymentShare(invoice.Id, amount)))).Value);

        (await world.UndoAsync(payments[0])).Problems.Should().BeEmpty();

        await using var db = world.Billing.Storage.Open();
        var live = await db.PaymentApplications().Where(row => row.UndoneAt == null).OrderBy(row => row.Parcialidad).ToListAsync();
        live.Select(row => (row.PaymentId, row.Parcialidad, row.SaldoAnterior, row.SaldoInsoluto))
            .Should().Equal((payments[1], 1, 900m, 600m), (payments[2], 2, 600m, 400m));
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.PagoParcial);
    }

    [Fact]
    public async Task What_a_later_complement_told_sat_stands_in_the_way_of_undoing_until_it_is_cancelled()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var first = (await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 400m)))).Value;
        var second = (await world.PayAsync(PagosWorld.Form("B", new PaymentShare(invoice.Id, 500m)))).Value;
        var complemento = (await world.ComplementAsync(second)).Value;
        await world.DispatchAsync();

        var refused = await world.UndoAsync(first);
        await world.CancelAsync(complemento);
        await world.DispatchAsync();

        refused.Problems.Single().Link.Should().Contain(second.ToString());
        (await world.UndoAsync(first)).Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undoing_a_documented_payment_cancels_its_complement_first_and_stays_when_it_is_not_cancelled(bool accept)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite), receptorsAccept: true);
        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, 900m)))).Value;
        var complemento = (await world.ComplementAsync(payment)).Value;
        await world.DispatchAsync();

        var asked = await world.AsAsync((UndoDocumentedPayment use) => use.RunAsync(payment, "03", CancellationToken.None));
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(1));
        var waiting = (await PaymentAsync(world, payment), (await world.ComplementoAsync(complemento)).Status);
        using (var control = new HttpClient { BaseAddress = world.SandboxUrl })
            (
                await control.PostAsJsonAsync(
                    $"sandbox/cancellations/{(await world.ComplementoAsync(complemento)).Uuid}",
                    new { accept })
            ).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(20));
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(20));
        var now = await PaymentAsync(world, payment);

        asked.Problems.Should().BeEmpty();
        waiting.Item1.Should().Match<InsurerPayment>(row => row.UndoAskedAt != null && row.UndoneAt == null);
        waiting.Status.Should().Be(ComplementoStatus.EnProcesoDeCancelacion);
        (now.UndoneAt is not null).Should().Be(accept);
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(accept ? InvoiceStatus.Facturada : InvoiceStatus.ComplementoCargado);
        if (!accept)
            now.UndoAskedAt.Should().BeNull("it may be asked again");
    }

    [Fact]
    public async Task What_a_later_complement_told_sat_is_said_before_anything_is_cancelled()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var payments = new List<Guid>();
        foreach (var (operation, amount) in new[] { ("A", 400m), ("B", 500m) })
        {
            payments.Add((await world.PayAsync(PagosWorld.Form(operation, new PaymentShare(invoice.Id, amount)))).Value);
            await world.ComplementAsync(payments[^1]);
            await world.DispatchAsync();
        }

        var refused = await world.AsAsync((UndoDocumentedPayment use) => use.RunAsync(payments[0], "03", CancellationToken.None));

        refused.Problems.Single().Link.Should().Contain(payments[1].ToString());
        await using var db = world.Billing.Storage.Open();
        (await db.Cancellations().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_complement_goes_by_mail_with_its_xml_and_pdf_to_whom_the_insurers_mail_went()
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using (var db = world.Billing.Storage.Open())
        {
            db.MailServers().Add(
                new MailServer
                {
                    Host = "127.0.0.1",
                    Port = smtp.Port,
                    Security = MailSecurity.Ninguna,
                    FromAddress = "ana@consultorio.example",
                    FromName = "Ana",
                });
            await db.SaveChangesAsync();
        }

        var invoice = await world.StampedAsync(1000m);
        var payment = (await world.PayAsync(PagosWorld.Form("A", new PaymentShare(invoice.Id, invoice.Total)))).Value;
        var complemento = (await world.ComplementAsync(payment)).Value;
        var early = await world.AsAsync((SendComplemento use) => use.RunAsync(complemento, new MailForm("a@b.example", "t", "x"), CancellationToken.None));
        await world.DispatchAsync();

        var form = (await world.AsAsync((SendComplemento use) => use.ProposeAsync(complemento, CancellationToken.None)))!;
        (
            await world.AsAsync(
                (SendComplemento use) =>
                    use.RunAsync(complemento, form with { Recipients = "cobros@general.example" }, CancellationToken.None)))
            .Problems.Should()
            .BeEmpty();
        await world.DispatchAsync();

        var uuid = (await world.ComplementoAsync(complemento)).Uuid!.Value;
        var taken = await smtp.TakenAsync();
        early.Problems.Single().Message.Should().Contain("aún no está timbrado");
        form.Text.Should().Contain("$900.00").And.Contain(invoice.ControlNumber).And.Contain(uuid);
        taken.Files.Keys.Should().HaveCount(2).And.AllSatisfy(name => name.Should().Contain(uuid));
        taken.Files.Single(file => file.Key.EndsWith(".xml", StringComparison.Ordinal)).Value.Should().Contain(uuid);
        (await world.AsAsync((SendComplemento use) => use.ProposeAsync(complemento, CancellationToken.None)))!
            .Recipients.Should()
            .Be("cobros@general.example");
    }

    private static async Task<InsurerPayment> PaymentAsync(PagosWorld world, Guid payment)
    {
        await using var db = world.Billing.Storage.Open();
        return await db.Payments().AsNoTracking().SingleAsync(row => row.Id == payment);
    }
}
