using CsCheck;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Emisor = Honorario.Billing.DatosFiscales.Emisor;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>A part of a billed copay given back: the drawer, the egreso and the invoice agree to the centavo.</summary>
public class RefundTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Parts_of_an_invoiced_copay_add_up_to_it_and_each_is_seen_before_it_is_stamped(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        var invoice = await world.InvoicedAsync(ticket, CopagoWorld.Person);

        var unseen = await world.AsAsync((RefundTicket use) => use.RunAsync(Form(ticket, 50m), CancellationToken.None));
        var look = await world.AsAsync((RefundTicket use) => use.PreviewAsync(Form(ticket, 50m), CancellationToken.None));
        var changed = await world.AsAsync((RefundTicket use) =>
            use.RunAsync(Seeing(Form(ticket, 60m), look.Value!), CancellationToken.None));
        (await RefundAsync(world, Form(ticket, 50.01m))).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();
        (await RefundAsync(world, Form(ticket, 30m))).Problems.Should().BeEmpty();
        var over = await RefundAsync(world, Form(ticket, 70m));
        (await RefundAsync(world, Form(ticket, 69.99m))).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();
        var spent = await RefundAsync(world, Form(ticket, 0.01m));

        unseen.Ok.Should().BeFalse();
        changed.Problems.Should().Contain(problem => problem.Code == Seen.Code);
        over.Problems.Single().Message.Should().Contain("$69.99");
        spent.Problems.Single().Field.Should().Be(nameof(RefundForm.Amount));
        await using var db = world.Billing.Storage.Open();
        var refunds = await db.CopagoRefunds().OrderBy(row => row.Folio).ToListAsync();
        refunds.Select(row => (row.Amount, row.Status)).Should().Equal(
            (50.01m, TicketInvoiceStatus.Facturada), (30m, TicketInvoiceStatus.Facturada), (69.99m, TicketInvoiceStatus.Facturada));
        var uuid = (await db.CopagoInvoices().SingleAsync(row => row.Id == invoice)).Uuid!.Value;
        foreach (var refund in refunds)
        {
            var note = await world.DocumentAsync(refund.Id);
            (note.TipoDeComprobante, note.Total, note.Receptor.Rfc).Should().Be(("E", refund.Amount, CopagoWorld.Person.Rfc));
            (note.CfdiRelacionados.Single().TipoRelacion, note.CfdiRelacionados.Single().Uuids.Single()).Should().Be(("01", uuid));
        }

        var shift = await world.AsAsync((CutCash use) => use.CurrentAsync(CancellationToken.None));
        shift.Expected.Single(row => row.FormaPago == "04").Amount.Should().Be(0, "all that was charged by card went back by card");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_two_who_give_the_same_part_back_the_second_is_told_of_the_first(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        await world.InvoicedAsync(ticket, CopagoWorld.Person);
        var seen = (await world.AsAsync((RefundTicket use) => use.PreviewAsync(Form(ticket, 40m), CancellationToken.None))).Value!;

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => world.AsAsync((RefundTicket use) =>
            use.RunAsync(Seeing(Form(ticket, 40m), seen), CancellationToken.None)))));
        var another = await RefundAsync(world, Form(ticket, 40m));

        seen.Left.Should().Be(150m);
        both.Count(one => one.Ok).Should().Be(1);
        both.Single(one => !one.Ok).Problems.Single().Message.Should().Contain("se devolvieron $40.00").And.Contain("quedan $110.00");
        another.Problems.Should().BeEmpty("it was looked at after the first");
        await using var db = world.Billing.Storage.Open();
        (await db.CopagoRefunds().CountAsync()).Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_charge_given_back_whose_receptor_refuses_the_cancelling_gets_its_note_and_the_drawer_pays_once(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server), receptorsAccept: true);
        using var control = new HttpClient { BaseAddress = world.SandboxUrl };
        var ticket = await world.ChargedAsync();
        var invoice = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        (await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, "No se atendió", null, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();
        var early = await RefundAsync(world, Form(ticket, 150m));
        (await WaitingAsync(world)).Should().BeEmpty("SAT has not answered");
        await world.AnswerAsync(control, invoice, accept: false);

        var waiting = await WaitingAsync(world);
        var again = await world.ChargedAgainAsync(ticket);
        var other = await world.AsAsync((ViewTicket use) => use.RunAsync(again, CancellationToken.None));
        var part = await RefundAsync(world, Form(ticket, 40m));
        var whole = await RefundAsync(world, Form(ticket, 150m));
        await world.DispatchAllAsync();

        early.Problems.Single().Message.Should().Contain("en proceso de cancelación");
        waiting.Single().TicketId.Should().Be(ticket);
        other!.AlsoBilled!.TicketId.Should().Be(ticket);
        part.Problems.Single().Message.Should().Contain("$150.00");
        whole.Problems.Should().BeEmpty();
        (await world.DocumentAsync(whole.Value)).Total.Should().Be(150m);
        (await WaitingAsync(world)).Should().BeEmpty();
        (await world.AsAsync((ViewTicket use) => use.RunAsync(again, CancellationToken.None)))!.AlsoBilled.Should().BeNull();
        var shift = await world.AsAsync((CutCash use) => use.CurrentAsync(CancellationToken.None));
        shift.Expected.Single(row => row.FormaPago == "04").Amount.Should().Be(150m, "what was charged again, and the note moved nothing");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task While_a_part_stands_the_invoice_stays_and_once_the_note_is_cancelled_all_may_be_given_back(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();
        var invoice = await world.InvoicedAsync(ticket, CopagoWorld.Person);
        var refund = (await RefundAsync(world, Form(ticket, 50m))).Value;
        await world.DispatchAllAsync();

        var whole = await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, "No se atendió", null, CancellationToken.None));
        var cancelled = await world.CancelAsync(invoice, "03");
        var corrected = await world.AsAsync((InvoiceTicket use) => use.RunAsync(
            ticket, CopagoWorld.Person with { CodigoPostal = "36259" }, new InvoicingRequest(AtDesk: true, Corrects: invoice), CancellationToken.None));
        (await world.CancelAsync(refund)).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();
        var then = await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, "No se atendió", null, CancellationToken.None));

        foreach (var refused in new[] { whole.Problems, cancelled.Problems, corrected.Problems })
            refused.Single().Message.Should().Contain("$50.00").And.Contain("cancélala primero");
        then.Problems.Should().BeEmpty();
        await using var db = world.Billing.Storage.Open();
        (await db.CopagoRefunds().SingleAsync()).Status.Should().Be(TicketInvoiceStatus.Cancelada);
        (await db.Tickets().SingleAsync()).UndoneAt.Should().NotBeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_a_ticket_in_a_global_the_note_goes_to_the_public_and_the_ticket_stays_in_it(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await world.AsAsync((EditCopagoSettings use) => use.RunAsync(new CopagoSettingsForm(null, "01", AutomaticGlobal: false), CancellationToken.None));
        var (ticket, other) = (await world.ChargedAsync("T0-"), await world.ChargedAsync("T1-"));
        world.Billing.Clock.Advance(TimeSpan.FromDays(1));
        var due = (await world.AsAsync((ProposeGlobalInvoices use) => use.RunAsync(CancellationToken.None))).Single();
        var global = (await world.AsAsync((StampGlobalInvoice use) => use.RunAsync(due, null, CancellationToken.None))).Value;
        await world.DispatchAllAsync();

        var refund = await RefundAsync(world, Form(ticket, 40m));
        await world.DispatchAllAsync();
        var asked = await world.AsAsync((InvoiceTicket use) => use.RunAsync(ticket, CopagoWorld.Person, default, CancellationToken.None));
        var rest = await RefundAsync(world, Form(ticket, 110.01m));
        (await RefundAsync(world, Form(other, 150m))).Problems.Should().BeEmpty("what of one ticket went back is not the other's");
        (await RefundAsync(world, Form(ticket, 110m))).Problems.Should().BeEmpty();
        await world.DispatchAllAsync();

        refund.Problems.Should().BeEmpty();
        var note = await world.DocumentAsync(refund.Value);
        (note.Receptor.Rfc, note.Receptor.UsoCfdi, note.Total).Should().Be((Rfc.PublicoEnGeneral.Value, "G02", 40m));
        asked.Problems.Single().Message.Should().Contain("no sale de ella");
        rest.Problems.Single().Message.Should().Contain("$110.00");
        await using var db = world.Billing.Storage.Open();
        (await db.CopagoRefunds().ToListAsync()).Should().OnlyContain(row => row.Status == TicketInvoiceStatus.Facturada && row.BilledId == global);
        (await db.CopagoRefunds().SumAsync(row => row.Amount)).Should().Be((await db.GlobalInvoices().SingleAsync()).Total);
    }

    [Fact]
    public async Task Cash_comes_out_of_a_drawer_that_has_it_and_a_refused_note_gives_nothing_back()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var service = (await world.Billing.AddServicesAsync(1)).Single();
        var ticket = (await world.AsAsync((PayCopay use) => use.RunAsync(
            CopagoWorld.Form(service.Id, 150, new CopayPayment("01", 150)), CancellationToken.None))).Value;
        await world.InvoicedAsync(ticket, CopagoWorld.Person);
        await world.AsAsync((CutCash use) => use.RunAsync(new Dictionary<string, decimal> { ["01"] = 150m }, CancellationToken.None));

        var without = await RefundAsync(world, Form(ticket, 50m, "01"));
        var otherwise = await RefundAsync(world, Form(ticket, 50m, "04"));
        var refund = await RefundAsync(world, Form(ticket, 50m, "01") with { OpeningFloat = 200m });
        refund.Problems.Should().BeEmpty();
        (await ExpectedCashAsync(world)).Should().Be(150m);
        await using (var db = world.Billing.Storage.Open())
        {
            var document = await db.SealedCfdis().SingleAsync(row => row.SubjectId == refund.Value);
            document.Rejected("CFDI40148", "El código postal no es el registrado.", world.Billing.Clock.GetUtcNow().UtcDateTime);
            await new RefundStampOutcome().RejectedAsync(db, document, world.Billing.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
            await db.SaveChangesAsync();
        }

        without.Problems.Single().Field.Should().Be("Fondo");
        otherwise.Problems.Single().Field.Should().Be(nameof(RefundForm.FormaPago));
        (await ExpectedCashAsync(world)).Should().Be(200m, "the note was refused: nothing went back");
        (await RefundAsync(world, Form(ticket, 150m, "01") with { Reason = " " })).Problems.Single().Field.Should().Be(nameof(RefundForm.Reason));
        (await RefundAsync(world, Form(ticket, 150m, "01"))).Problems.Should().BeEmpty();
    }

    /// <summary>Whatever the IVA, the number of concepts and the split: each note is the money that went back, and the notes are the invoice.</summary>
    [Fact]
    public void Any_split_of_any_invoice_adds_up_to_it() =>
        Gen.Select(Gen.Int[100, 90_000].Array[1, 4], Gen.Enum<IvaTreatment>(), Gen.Int[1, 99].Array[1, 6], Gen.Bool).Sample(AddsUp, iter: 2_000);

    [Fact]
    public void A_last_centavo_is_given_back_too() => AddsUp([69078], IvaTreatment.Tasa16, [98, 22, 84, 83, 28, 93], company: true);

    /// <param name="cents">What was charged for each service, in centavos, with IVA.</param>
    /// <param name="iva">Of all of them.</param>
    /// <param name="cuts">What is given back one after the other, in hundredths of what is left; the rest at last.</param>
    /// <param name="company">Whether the receptor withholds.</param>
    private static void AddsUp(int[] cents, IvaTreatment iva, int[] cuts, bool company)
    {
        var emisor = new Emisor
        {
            Rfc = Rfc.Parse("CACX7605101P8"), Nombre = "XOCHILT CASAS CHAVEZ", RegimenFiscal = "612", CodigoPostal = PostalCode.Parse("06700"),
        };
        var compose = new ComposeRefund(new PlaceClock(new FakeTimeProvider(BillingWorld.Now)));
        var uuid = Uuid.Parse("6f1f1d2a-0b3f-4d6e-9a53-7f2f0d7a1c11");
        var receptor = company
            ? new Receptor("GSA010101AB3", "GENERAL DE SALUD", "06600", "601", "G03")
            : new Receptor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "D01");
        var taxes = ServiceTaxes.For(emisor.Rfc, emisor.RegimenFiscal, iva, Rfc.Parse(receptor.Rfc));
        var billed = Totals.Complete(new Comprobante
        {
            Fecha = BillingWorld.Now.DateTime, FormaPago = "04", MetodoPago = "PUE", TipoDeComprobante = "I", LugarExpedicion = "06700",
            SubTotal = 0, Total = 0,
            Emisor = new("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612"), Receptor = receptor,
            Conceptos = cents.Select((amount, at) => taxes.Apply(new Concepto
            {
                ClaveProdServ = "85121600", NoIdentificacion = $"S{at}", Cantidad = 1, ClaveUnidad = "E48", Descripcion = "Consulta", ObjetoImp = "02",
                ValorUnitario = ServiceTaxes.BeforeIva(amount / 100m, taxes.Iva), Importe = ServiceTaxes.BeforeIva(amount / 100m, taxes.Iva),
            })).ToValueList(),
        });
        var (notes, left) = (new List<Comprobante>(), billed.Total);
        foreach (var cut in cuts.Append(100))
        {
            var amount = cut == 100 ? left : Math.Max(decimal.Round(left * cut / 100, 2), 0.01m);
            if (amount > left || left == 0)
                continue;
            var note = compose.Run(emisor, billed, uuid, null, notes, amount, "04");
            if (note is null)
            {
                amount.Should().BeLessThan(1m, "only of some centavos no split may come out just so");
                continue;
            }

            note.Total.Should().Be(amount);
            notes.Add(note);
            left -= amount;
            ComposeRefund.Left(billed, null, notes).Should().Be(left);
        }

        left.Should().Be(0, $"{billed.Total} in {string.Join(", ", notes.Select(note => note.Total))}");
    }

    private static RefundForm Form(Guid ticket, decimal amount, string forma = "04") => new(ticket, amount, forma, "Se cobró de más");

    /// <summary>Looks, and gives back if there is nothing to mend.</summary>
    private static async Task<Result<Guid>> RefundAsync(PagosWorld world, RefundForm form)
    {
        var look = await world.AsAsync((RefundTicket use) => use.PreviewAsync(form, CancellationToken.None));
        return look.Value is { } seen
            ? await world.AsAsync((RefundTicket use) => use.RunAsync(Seeing(form, seen), CancellationToken.None))
            : look.Problems.ToList();
    }

    private static RefundForm Seeing(RefundForm form, RefundPreview seen) => form with { Seen = Seen.Of(seen.Document), SeenLeft = seen.Left };

    private static async Task<IReadOnlyList<BilledReturn>> WaitingAsync(PagosWorld world) =>
        (await world.AsAsync((ViewPendingCobros use) => use.RunAsync(CancellationToken.None))).Returns;

    private static async Task<decimal> ExpectedCashAsync(PagosWorld world) =>
        (await world.AsAsync((CutCash use) => use.CurrentAsync(CancellationToken.None))).Expected.Single(row => row.FormaPago == "01").Amount;
}
