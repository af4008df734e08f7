using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>The egreso of the part of an invoice that the insurer rejected, against the sandbox PAC, on both databases.</summary>
public class CreditNoteTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_rejected_part_is_credited_by_a_stamped_egreso_and_the_invoice_owes_that_much_less(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, services) = await InvoiceOfThreeAsync(world);

        var preview = await world.AsAsync(
            (IssueCreditNote use) =>
                use.PreviewAsync(Form(invoice, (services[0], 1000m), (services[1], 400m)), CancellationToken.None));
        var note = await IssueAsync(world, Form(invoice, (services[0], 1000m), (services[1], 400m)));
        await world.DispatchAsync();

        (preview.Value!.Document.Total, preview.Value.Owed).Should().Be((1260m, 2700m));
        var xml = (await world.AsAsync((DocumentFiles files) => files.XmlAsync(note, CancellationToken.None)))!.Content;
        var document = CfdiReader.Read(xml).Document!;
        (document.TipoDeComprobante, document.MetodoPago, document.FormaPago, document.SubTotal, document.Total).Should().Be(("E", "PUE", "15", 1400m, 1260m));
        document.CfdiRelacionados.Single().Should().Be(new CfdiRelacionados("01", [invoice.Uuid!.Value]));
        document.Conceptos.Select(concepto => (concepto.NoIdentificacion, concepto.Importe, concepto.Retenciones.Single().Importe))
            .Should().BeEquivalentTo([(services[0].Folio, 1000m, 100m), (services[1].Folio, 400m, 40m)]);
        document.Timbre.Should().NotBeNull();
        (await world.InvoiceAsync(invoice.Id)).Balance.Should().Be(1440m);

        (await world.AsAsync((OpenInvoices use) => use.RunAsync(invoice.EmisorId, invoice.InsurerId, CancellationToken.None)))
            .Single()
            .Balance.Should()
            .Be(1440m);
        (await world.AsAsync((Ageing use) => use.RunAsync(new AgeingFilter(), CancellationToken.None)))
            .Invoices.Rows.Single()
            .Owed.Should()
            .Be(1440m);
        var statement = await world.AsAsync(
            (InsurerStatement use) =>
                use.RunAsync(
                    new StatementFilter(invoice.InsurerId, null, BillingWorld.Today, BillingWorld.Today),
                    CancellationToken.None));
        statement
            .Page.Rows.Select(line => (line.What, line.Charge, line.Credit, line.Balance))
            .Should()
            .Equal(("Factura", 2700m, 0m, 2700m), ("Nota de crédito", 0m, 1260m, 1440m));

        (await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 1440.01m)))).Problems.Single().Message.Should().Contain("1,440.00");
        var payment = await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 1440m)));
        (await world.ComplementAsync(payment.Value)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        await using var db = world.Billing.Storage.Open();
        var paid = CfdiReader.Read((await db.SealedCfdis().SingleAsync(row => row.Kind == Timbrado.DocumentKind.ComplementoPago)).StampedXml!).Document!
            .Pagos!.Items.Single().DoctosRelacionados.Single();
        (paid.ImpSaldoAnt, paid.ImpPagado, paid.ImpSaldoInsoluto).Should().Be((1440m, 1440m, 0m));
    }

    [Theory]
    [InlineData(850.54)]
    [InlineData(850.55)]
    public async Task Services_credited_one_by_one_leave_an_invoice_that_owes_nothing(decimal amount)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var services = await world.Billing.AddServicesAsync(7, "R", amount);
        var draft = await world.Billing.DraftWithAllAsync("CI-41");
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var invoice = await world.InvoiceAsync(draft);

        foreach (var service in services)
        {
            await IssueAsync(world, Form(invoice, (service, amount)));
            await world.DispatchAsync();
        }

        (await world.InvoiceAsync(draft)).Balance.Should().Be(0m);
        (await world.AsAsync((ViewCreditNotes views) => views.OfInvoiceAsync(draft, CancellationToken.None)))
            .Should().OnlyContain(row => row.Note.Status == CreditNoteStatus.Timbrada);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_complement_and_the_year_share_out_what_a_note_of_one_service_left_of_a_mixed_invoice(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).Iva = IvaTreatment.Exento;
            await db.CptLinks().Where(link => link.Cpt == "99213").ExecuteUpdateAsync(set => set.SetProperty(link => link.Iva, IvaTreatment.Tasa16));
            await db.SaveChangesAsync();
        }

        var services = await world.Billing.AddServicesAsync(2, "M", 1000m);
        var taxed = services.Single(service => service.Cpt == "99213");
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var invoice = await world.InvoiceAsync(draft);

        var first = await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(draft, 500m)));
        (await world.ComplementAsync(first.Value)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        await IssueAsync(world, Form(invoice, (taxed, 400m)));
        await world.DispatchAsync();
        var left = (await world.InvoiceAsync(draft)).Balance;
        var second = await world.PayAsync(PagosWorld.Form("OP-2", new PaymentShare(draft, left)));
        (await world.ComplementAsync(second.Value)).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        await using var after = world.Billing.Storage.Open();
        var told = (await after.SealedCfdis().Where(row => row.Kind == Timbrado.DocumentKind.ComplementoPago).ToListAsync())
            .SelectMany(row => CfdiReader.Read(row.StampedXml!).Document!.Pagos!.Items.Single().DoctosRelacionados.Single().TrasladosDR).ToList();
        told.Where(tax => tax.TasaOCuota == 0.16m).Sum(tax => tax.Importe).Should().Be(96m, "160 were charged and 64 credited");
        told.Where(tax => tax.TasaOCuota == 0.16m).Sum(tax => tax.Base).Should().BeApproximately(600m, 0.01m);
        told.Where(tax => tax.TasaOCuota is null).Sum(tax => tax.Base).Should().BeApproximately(1000m, 0.01m);
        var year = (await world.AsAsync((WithheldIsr use) => use.OfYearAsync(BillingWorld.Today.Year, null, CancellationToken.None))).Single();
        (year.IvaCharged, year.Base16, year.Exempt, year.Income).Should().Be((96m, 600m, 1000m, 1600m));
    }

    [Fact]
    public async Task A_note_takes_its_concepts_from_the_invoice_and_its_parties_and_place_from_today()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        await using (var db = world.Billing.Storage.Open())
        {
            var insurer = await db.Insurers().SingleAsync();
            (insurer.Nombre, insurer.CodigoPostal) = ("GENERAL DE SALUD Y VIDA", Cfdi.PostalCode.Parse("11000"));
            var emisor = await db.Emisores().SingleAsync();
            (emisor.RegimenFiscal, emisor.CodigoPostal) = ("626", Cfdi.PostalCode.Parse("22000"));
            await db.SaveChangesAsync();
        }

        var note = await IssueAsync(world, Form(invoice, (services[0], 1000m)));

        await using var after = world.Billing.Storage.Open();
        var document = CfdiReader.Read((await after.SealedCfdis().SingleAsync(row => row.SubjectId == note)).SealedXml).Document!;
        (document.Receptor.Nombre, document.Receptor.DomicilioFiscalReceptor).Should().Be(("GENERAL DE SALUD Y VIDA", "11000"));
        (document.Emisor.RegimenFiscal, document.LugarExpedicion).Should().Be(("626", "22000"));
        document.Fecha.Should().Be(BillingWorld.Now.DateTime.AddHours(-7), "it is the hour of Tijuana");
        document.Conceptos.Single().Retenciones.Single().TasaOCuota.Should().Be(0.1m, "the taxes are the invoice's");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_two_who_credit_the_same_services_at_once_one_wins(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        var form = Form(invoice, (services[0], 1000m), (services[1], 1000m));

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ => Task.Run(() => world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None)))));

        results.Count(result => result.Ok).Should().Be(1);
        results
            .Where(result => !result.Ok)
            .Should()
            .AllSatisfy(result =>
                result.Problems.Should().Contain(problem => problem.Message.Contains("se pueden acreditar $0.00")));
        (await world.InvoiceAsync(invoice.Id)).Credited.Should().Be(1800m);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_part_that_is_credited_twice_at_once_or_again_from_an_old_window_is_credited_once(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        var form = Form(invoice, (services[0], 100m)) with { Owed = 2700m };

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ => Task.Run(() => world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None)))));
        var later = await world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None));

        results.Count(result => result.Ok).Should().Be(1);
        later.Problems.Single().Message.Should().Contain("debía $2,700.00").And.Contain("ahora debe $2,610.00");
        (await world.InvoiceAsync(invoice.Id)).Credited.Should().Be(90m);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_cancelled_note_gives_back_what_it_took_and_stands_in_the_way_of_cancelling_its_invoice_until_then(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        var note = await IssueAsync(world, Form(invoice, (services[0], 1000m)));
        await world.DispatchAsync();

        var before = await world.CancelAsync(invoice.Id);
        (await world.CancelAsync(note)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var after = await world.InvoiceAsync(invoice.Id);
        var again = await world.CancelAsync(invoice.Id);

        before.Problems.Single().Message.Should().Contain("nota de crédito");
        (after.Credited, after.Balance).Should().Be((0m, 2700m));
        again.Problems.Should().BeEmpty();
        (await world.AsAsync((ViewCreditNotes views) => views.OfInvoiceAsync(invoice.Id, CancellationToken.None)))
            .Single()
            .Note.Status.Should()
            .Be(CreditNoteStatus.Cancelada);
        (await world.AsAsync((ViewCreditNotes views) => views.CreditableAsync(invoice.Id, null, 0, CancellationToken.None)))
            .Rows.Should()
            .OnlyContain(row => row.Left == 1000m);
    }

    [Fact]
    public async Task A_note_over_the_rest_of_a_partly_paid_invoice_settles_it_and_its_cancelling_reopens_it()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        var payment = await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 1800m)));
        (await world.ComplementAsync(payment.Value)).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        var tooMuch = await world.AsAsync(
            (IssueCreditNote use) =>
                use.RunAsync(Form(invoice, (services[0], 1000m), (services[1], 0.02m)), CancellationToken.None));
        var note = await IssueAsync(world, Form(invoice, (services[0], 1000m)));
        await world.DispatchAsync();
        var settled = (await world.InvoiceAsync(invoice.Id)).Status;
        (await world.CancelAsync(note)).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        tooMuch.Problems.Single().Message.Should().Contain("sólo debe $900.00");
        settled.Should().Be(InvoiceStatus.ComplementoCargado);
        var reopened = await world.InvoiceAsync(invoice.Id);
        (reopened.Status, reopened.Balance).Should().Be((InvoiceStatus.PagoParcial, 900m));
    }

    /// <summary>While it stands, what it told SAT stays; a payment without complement counts with what counts today.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_balance_that_a_complement_told_is_counted_anew_when_it_is_cancelled(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        var note = await IssueAsync(world, Form(invoice, (services[0], 1000m)));
        await world.DispatchAsync();
        world.Billing.Clock.Advance(TimeSpan.FromSeconds(2));
        var payment = await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 500m)));
        var complemento = await world.ComplementAsync(payment.Value);
        await world.DispatchAsync();

        (await world.CancelAsync(note)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var told = await BalancesAsync();
        (await world.CancelAsync(complemento.Value)).Problems.Should().BeEmpty();
        await world.DispatchAsync();

        (told, await BalancesAsync()).Should().Be(((1800m, 1300m), (2700m, 2200m)));

        async Task<(decimal, decimal)> BalancesAsync()
        {
            await using var db = world.Billing.Storage.Open();
            var row = await db.PaymentApplications().AsNoTracking().SingleAsync(one => one.InvoiceId == invoice.Id);
            return (row.SaldoAnterior, row.SaldoInsoluto);
        }
    }

    [Fact]
    public async Task A_note_that_the_pac_refuses_gives_back_what_it_took_and_says_why()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        await IssueAsync(world, Form(invoice, (services[0], 1000m)));
        (await world.InvoiceAsync(invoice.Id)).Credited.Should().Be(900m);

        await world.DispatchLaterAsync(TimeSpan.FromHours(73));

        var note = (await world.AsAsync((ViewCreditNotes views) => views.OfInvoiceAsync(invoice.Id, CancellationToken.None))).Single().Note;
        note.Status.Should().Be(CreditNoteStatus.Rechazada);
        note.Rejection.Should().StartWith("401");
        (await world.InvoiceAsync(invoice.Id)).Credited.Should().Be(0m);
    }

    [Fact]
    public async Task What_is_missing_or_wrong_is_told_at_once_and_nothing_is_stored()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (invoice, services) = await InvoiceOfThreeAsync(world);
        var other = (await world.Billing.AddServicesAsync(1, "otro")).Single();
        async Task<IEnumerable<string>> Told(CreditNoteForm form) =>
            (await world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None))).Problems.Select(problem => problem.Field);

        (await Told(Form(invoice) with { Reason = " ", FormaPago = "99" })).Should().BeEquivalentTo("Amounts", "Reason", "FormaPago");
        (await Told(Form(invoice, (services[0], 1000.01m), (services[1], 0m), (services[2], 1.001m))))
            .Should().BeEquivalentTo(services.Take(3).Select(service => $"Amounts.{service.Id}"));
        (await Told(Form(invoice, (other, 1m)))).Should().Equal("Amounts");
        var draft = await world.Billing.DraftAsync("CI-9");
        (await Told(new CreditNoteForm(draft, new Dictionary<Guid, decimal> { [services[0].Id] = 1m }, "x"))).Should().Equal("");
        await using var db = world.Billing.Storage.Open();
        (await db.CreditNotes().CountAsync()).Should().Be(0);
        (await world.InvoiceAsync(invoice.Id)).Credited.Should().Be(0m);
    }

    /// <summary>A stamped invoice of three services of 1,000 pesos: 2,700 after ISR.</summary>
    private static async Task<(Invoice Invoice, List<MedicalService> Services)> InvoiceOfThreeAsync(PagosWorld world)
    {
        var services = await world.Billing.AddServicesAsync(3, "N", 1000m);
        var draft = await world.Billing.DraftWithAllAsync("CI-NC");
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        return (await world.InvoiceAsync(draft), services);
    }

    private static CreditNoteForm Form(Invoice invoice, params (MedicalService Service, decimal Amount)[] credited) =>
        new(invoice.Id, credited.ToDictionary(one => one.Service.Id, one => one.Amount), "Sin autorización previa");

    private static async Task<Guid> IssueAsync(PagosWorld world, CreditNoteForm form)
    {
        var issued = await world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None));
        issued.Problems.Should().BeEmpty();
        return issued.Value;
    }
}
