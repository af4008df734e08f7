using Honorario.Billing.AutoFactura;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>The patient's invoice and the factura global.</summary>
public class InvoiceTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_ticket_becomes_the_patients_invoice_in_the_form_that_was_really_used(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var ticket = await desk.ChargedAsync(formaPago: "28");

        var invoiced = await desk.Invoice.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None);

        invoiced.Problems.Should().BeEmpty();
        var document = await SealedAsync(desk, invoiced.Value);
        (document.MetodoPago, document.FormaPago, document.Receptor.UsoCfdi).Should().Be(("PUE", "28", "D01"));
        (document.SubTotal, document.Total, document.Impuestos!.TotalImpuestosRetenidos).Should().Be((150m, 150m, null));
        document.Receptor.Nombre.Should().Be("XOCHILT CASAS CHÁVEZ");
        var concepto = document.Conceptos.Single();
        (concepto.ClaveProdServ, concepto.ClaveUnidad, concepto.NoIdentificacion).Should().Be(("85121600", "E48", "S00001"));
        concepto.Traslados.Single().TipoFactor.Should().Be("Exento");
    }

    [Theory]
    [InlineData("612", "", "D01")]
    [InlineData("616", "", "S01")]
    [InlineData("626", "", "S01")]
    [InlineData("612", "S01", "S01")]
    public async Task Without_a_use_it_is_the_one_that_the_regimes_invoices_begin_with(string regimen, string uso, string used)
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var ticket = await desk.ChargedAsync();

        var seen = await desk.Invoice.PreviewAsync(
            ticket, CopagoWorld.Person with { RegimenFiscal = regimen, UsoCfdi = uso }, default, CancellationToken.None);

        seen.Value!.Document.Receptor.UsoCfdi.Should().Be(used);
    }

    [Fact]
    public async Task A_companys_use_is_asked_for()
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var company = new ReceptorForm("EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "", "");

        var seen = await desk.Invoice.PreviewAsync(await desk.ChargedAsync(), company, new InvoicingRequest(AtDesk: true), CancellationToken.None);

        seen.Problems.Should().ContainSingle(problem => problem.Field == nameof(ReceptorForm.UsoCfdi) && problem.Message.Contains("G03"));
    }

    [Theory]
    [InlineData(150)]
    [InlineData(99.99)]
    [InlineData(0.01)]
    public async Task Where_iva_is_charged_it_is_within_what_was_paid(double paid)
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        await using (var db = desk.World.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).Iva = IvaTreatment.Tasa16;
            await db.SaveChangesAsync();
        }

        var service = await desk.ServiceAsync();
        var ticket = await desk.Pay().RunAsync(CopagoWorld.Form(service.Id, (decimal)paid, new CopayPayment("04", (decimal)paid)), CancellationToken.None);

        var preview = await desk.Invoice.PreviewAsync(ticket.Value, CopagoWorld.Person, default, CancellationToken.None);

        preview.Problems.Should().BeEmpty();
        preview.Value!.Document.Total.Should().Be((decimal)paid);
        preview.Value.Document.Impuestos!.TotalImpuestosTrasladados.Should().Be(Amount.Round((decimal)paid / 1.16m * 0.16m, 2));
    }

    [Theory]
    [InlineData("CACX7605101P", "N", "36257", "612", "D01", "Rfc")]
    [InlineData("EKU9003173C9", "N", "36257", "601", "G03", "Rfc")]
    [InlineData("XAXX010101000", "N", "36257", "616", "S01", "Rfc")]
    [InlineData("CACX7605101P8", "N", "3625", "612", "D01", "CodigoPostal")]
    [InlineData("CACX7605101P8", "A|B", "36257", "612", "D01", "Nombre")]
    [InlineData("CACX7605101P8", "N", "36257", "601", "D01", "RegimenFiscal")]
    [InlineData("CACX7605101P8", "N", "36257", "616", "D01", "UsoCfdi")]
    [InlineData("CACX7605101P8", "N", "36257", "605", "CN01", "UsoCfdi")]
    public async Task What_sat_would_not_take_of_the_receptor_is_told_at_its_field(
        string rfc,
        string nombre,
        string place,
        string regimen,
        string uso,
        string field)
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var ticket = await desk.ChargedAsync();
        var form = new ReceptorForm(rfc, nombre, place, regimen, uso, "");

        var preview = await desk.Invoice.PreviewAsync(ticket, form, default, CancellationToken.None);
        var invoiced = await desk.Invoice.RunAsync(ticket, form, default, CancellationToken.None);

        preview.Problems.Select(problem => problem.Field).Should().Contain(field);
        invoiced.Problems.Select(problem => problem.Field).Should().Contain(field);
        await using var db = desk.World.Storage.Open();
        (await db.SealedCfdis().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Only_what_was_paid_in_cash_is_warned_of()
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);

        var cash = await desk.Invoice.PreviewAsync(await desk.ChargedAsync("A", "01"), CopagoWorld.Person, default, CancellationToken.None);
        var card = await desk.Invoice.PreviewAsync(await desk.ChargedAsync("B", "04"), CopagoWorld.Person, default, CancellationToken.None);

        cash.Value!.Warnings.Should().SatisfyRespectively(one => one.Should().Contain("efectivo"), one => one.Should().Contain("46/ISR/N"));
        card.Value!.Warnings.Should().ContainSingle().Which.Should().Contain("46/ISR/N", "an insured's deductible is nobody's deduction");
    }

    [Fact]
    public async Task At_the_desk_a_company_gets_it_with_what_it_must_withhold_and_the_consequence_is_said()
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var ticket = await desk.ChargedAsync("A", "04");
        var company = new ReceptorForm("EKU9003173C9", "ESCUELA KEMPER URGATE", "42501", "601", "G03", "");

        var alone = await desk.Invoice.PreviewAsync(ticket, company, default, CancellationToken.None);
        var preview = await desk.Invoice.PreviewAsync(ticket, company, new InvoicingRequest(AtDesk: true), CancellationToken.None);
        var medical = await desk.Invoice.PreviewAsync(ticket, company with { UsoCfdi = "D01" }, new InvoicingRequest(AtDesk: true), CancellationToken.None);

        alone.Problems.Single().Field.Should().Be("Rfc");
        medical.Problems.Single().Field.Should().Be("UsoCfdi");
        var document = preview.Value!.Document;
        document.Impuestos!.TotalImpuestosRetenidos.Should().Be(document.SubTotal * 0.10m);
        preview.Value.Warnings.Should().ContainSingle().Which.Should().Contain("ya no puede deducir").And.Contain($"{document.SubTotal * 0.10m:0.00} menos");
        Preflight.Check(document, BillingWorld.Now).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_many_who_invoice_a_ticket_at_once_one_does_and_only_the_same_rfc_gets_to_it_again(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var ticket = await desk.ChargedAsync();

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => desk.Invoice.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None))));
        var stranger = await desk.Invoice.RunAsync(
            ticket,
            CopagoWorld.Person with
            {
                Rfc = "FUNK671228PH6",
                Nombre = "KARLA FUENTE NOLASCO",
            },
            default,
            CancellationToken.None);

        results.Select(result => result.Value).Distinct().Should().ContainSingle().Which.Should().NotBeEmpty();
        stranger.Problems.Single().Message.Should().Contain("ya está facturado");
        await using var db = desk.World.Storage.Open();
        (await db.SealedCfdis().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task The_window_may_end_between_the_preview_and_the_invoice()
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var ticket = await desk.ChargedAsync();
        desk.World.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 5, 59, 0, TimeSpan.Zero));
        var preview = await desk.Invoice.PreviewAsync(ticket, CopagoWorld.Person, default, CancellationToken.None);

        desk.World.Clock.Advance(TimeSpan.FromMinutes(2));
        var late = await desk.Invoice.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None);
        await desk.Settings.RunAsync(new CopagoSettingsForm(20, "04", AutomaticGlobal: false), CancellationToken.None);
        var longer = await desk.Invoice.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None);

        preview.Problems.Should().BeEmpty();
        late.Problems.Single().Message.Should().Contain("31/03/2026");
        longer.Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_has_only_the_folio_and_total_sees_nothing_of_the_patient(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var ticketId = await desk.ChargedAsync();
        await using var db = desk.World.Storage.Open();
        var ticket = await db.Tickets().SingleAsync();
        await desk.Invoice.RunAsync(ticketId, CopagoWorld.Person, default, CancellationToken.None);
        FindPublicTicket Public() => new(desk.World.Database, PublicActor());

        var byFolio = await Public().ByFolioAsync(ticket.Folio.ToLowerInvariant(), "$150.00", CancellationToken.None);
        var wrongTotal = await Public().ByFolioAsync(ticket.Folio, "151", CancellationToken.None);
        var byToken = await Public().ByTokenAsync(ticket.Token, CancellationToken.None);
        var wrongToken = await Public().ByTokenAsync(ticket.Token[..21] + (ticket.Token[21] == 'A' ? 'Q' : 'A'), CancellationToken.None);
        var view = new ViewPublicTicket(desk.World.Storage, desk.World.Places);
        var little = await view.RunAsync(ticketId, TicketAccess.Folio, CancellationToken.None);
        var all = await view.RunAsync(ticketId, TicketAccess.Link, CancellationToken.None);

        byFolio!.TicketId.Should().Be(ticketId);
        byToken!.PracticeId.Should().Be(desk.World.PracticeId);
        wrongTotal.Should().BeNull();
        wrongToken.Should().BeNull();
        (little.Invoice, little.Lines.Count).Should().Be((null, 0));
        little.Refusal.Should().Contain("ya está facturado").And.NotContain("CACX");
        all.Invoice!.Rfc.Should().Be("CACX7605101P8");
        all.Lines.Should().ContainSingle().Which.Text.Should().NotContain("Paciente");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_nobody_invoiced_is_billed_to_the_public_by_period_and_form_of_payment(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.ChargedAsync("A", "01");
        await desk.ChargedAsync("B", "01");
        await desk.ChargedAsync("C", "04");
        await desk.Invoice.RunAsync(await desk.ChargedAsync("D", "01"), CopagoWorld.Person, default, CancellationToken.None);
        await desk.Undo().RunAsync(await desk.ChargedAsync("E", "01"), "Error", CancellationToken.None);
        var early = await desk.Propose.RunAsync(CancellationToken.None);
        desk.World.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 18, 0, 0, TimeSpan.Zero));

        var due = await desk.Propose.RunAsync(CancellationToken.None);
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => desk.Global.RunAsync(due[0], null, CancellationToken.None))));

        early.Should().BeEmpty();
        due.Select(row => (row.From, row.To, row.FormaPago, row.Tickets, row.Total)).Should().Equal(
            (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), "01", 2, 300m),
            (new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 31), "04", 1, 150m));
        var id = results.Single(result => result.Ok).Value;
        var document = await SealedAsync(desk, id);
        document.InformacionGlobal.Should().Be(new InformacionGlobal("04", "03", 2026));
        document.Receptor.Should().Be(new Receptor("XAXX010101000", "PUBLICO EN GENERAL", "06700", "616", "S01"));
        document
            .Conceptos.Should()
            .HaveCount(2)
            .And.OnlyContain(sale =>
                sale.ClaveProdServ == "01010101" && sale.ClaveUnidad == "ACT" && sale.Descripcion == "Venta");
        await using var db = desk.World.Storage.Open();
        var folios = await db.Tickets().Where(ticket => ticket.GlobalInvoiceId == id).Select(ticket => ticket.Folio).ToListAsync();
        document.Conceptos.Select(sale => sale.NoIdentificacion).Should().BeEquivalentTo(folios);
        document.Total.Should().Be(300);
        (await desk.Propose.RunAsync(CancellationToken.None)).Should().ContainSingle(row => row.FormaPago == "04");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_ticket_that_the_patient_and_the_global_want_at_once_is_in_one_of_the_two(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.Settings.RunAsync(new CopagoSettingsForm(30, "01", AutomaticGlobal: false), CancellationToken.None);
        var tickets = new List<Guid>();
        foreach (var prefix in new[] { "A", "B", "C" })
            tickets.Add(await desk.ChargedAsync(prefix));
        desk.World.Clock.Advance(TimeSpan.FromDays(1));
        var due = (await desk.Propose.RunAsync(CancellationToken.None)).Single();

        var patients = tickets.Select(ticket => Task.Run(() => desk.Invoice.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None))).ToList();
        var global = await Task.Run(() => desk.Global.RunAsync(due, null, CancellationToken.None));
        var results = await Task.WhenAll(patients);

        await using var db = desk.World.Storage.Open();
        var rows = await db.Tickets().ToListAsync();
        rows.Should().OnlyContain(ticket => (ticket.InvoiceId == null) != (ticket.GlobalInvoiceId == null));
        rows.Count(ticket => ticket.InvoiceId != null).Should().Be(results.Count(result => result.Ok));
        global.Ok.Should().Be(rows.Any(ticket => ticket.GlobalInvoiceId != null));
    }

    [Theory]
    [InlineData("01", "2026-03-20", "2026-03-20")]
    [InlineData("02", "2026-03-16", "2026-03-22")]
    [InlineData("03", "2026-03-16", "2026-03-31")]
    [InlineData("04", "2026-03-01", "2026-03-31")]
    public async Task The_period_follows_the_setting(string periodicidad, string from, string to)
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        await desk.Settings.RunAsync(new CopagoSettingsForm(null, periodicidad, AutomaticGlobal: false), CancellationToken.None);
        await desk.ChargedAsync();
        desk.World.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 1, 18, 0, 0, TimeSpan.Zero));

        var due = (await desk.Propose.RunAsync(CancellationToken.None)).Single();

        ($"{due.From:yyyy-MM-dd}", $"{due.To:yyyy-MM-dd}").Should().Be((from, to));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_refused_invoice_gives_its_ticket_back(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var ticket = await desk.ChargedAsync();
        var refused = await desk.Invoice.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None);
        await using (var db = desk.World.Storage.Open())
        {
            var document = await db.SealedCfdis().SingleAsync();
            document.Rejected("CFDI40148", "El código postal no es el registrado.", BillingWorld.Now.UtcDateTime);
            await new CopagoStampOutcome(new QueueMail(desk.World.Clock)).RejectedAsync(db, document, BillingWorld.Now.UtcDateTime, CancellationToken.None);
            await db.SaveChangesAsync();
        }

        var view = await new ViewPublicTicket(desk.World.Storage, desk.World.Places).RunAsync(ticket, TicketAccess.Link, CancellationToken.None);
        var again = await desk.Invoice.RunAsync(ticket, CopagoWorld.Person with { CodigoPostal = "36258" }, default, CancellationToken.None);

        (view.Invoice, view.Refusal).Should().Be((null, null));
        view.Rejection.Should().Contain("CFDI40148");
        again.Problems.Should().BeEmpty();
        again.Value.Should().NotBe(refused.Value);
    }

    private static Billing.Cuentas.Actor PublicActor() => new();

    private static async Task<Comprobante> SealedAsync(CopagoWorld desk, Guid invoiceId)
    {
        await using var db = desk.World.Storage.Open();
        return CfdiReader.Read((await db.SealedCfdis().SingleAsync(document => document.SubjectId == invoiceId)).SealedXml).Document!;
    }
}
