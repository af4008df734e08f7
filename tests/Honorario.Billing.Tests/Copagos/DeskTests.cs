using Honorario.Billing.Copagos;
using Honorario.Billing.Kern;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>Part D of the guide up to the ticket, and the cash desk.</summary>
public class DeskTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_two_cashiers_who_charge_the_same_service_at_once_one_wins_and_the_other_learns_who(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var service = await desk.ServiceAsync();
        string[] cashiers = ["ana", "beto", "caro", "dani"];

        var results = await Task.WhenAll(cashiers.Select(who => Task.Run(
            () => desk.Pay(who).RunAsync(CopagoWorld.Form(service.Id, 150, new CopayPayment("01", 200)), CancellationToken.None))));

        results.Count(result => result.Ok).Should().Be(1);
        await using var db = desk.World.Storage.Open();
        var ticket = await db.Tickets().Include(row => row.Lines).SingleAsync();
        ticket.Lines.Sum(line => line.Amount).Should().Be(150);
        results.Where(result => !result.Ok).Should().AllSatisfy(result =>
            result.Problems.Single().Message.Should().Contain(ticket.Folio).And.Contain(ticket.Cashier));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_form_that_is_sent_again_and_again_charges_once(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var form = CopagoWorld.Form((await desk.ServiceAsync()).Id, 50, new CopayPayment("04", 50));

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => desk.Pay().RunAsync(form, CancellationToken.None))));
        var later = await desk.Pay().RunAsync(form, CancellationToken.None);

        await using var db = desk.World.Storage.Open();
        var ticket = await db.Tickets().SingleAsync();
        results.Append(later).Should().AllSatisfy(result => result.Value.Should().Be(ticket.Id));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Charges_in_parts_leave_a_balance_and_never_pass_the_copay(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var service = await desk.ServiceAsync();
        var filter = new ChargeFilter("", BillingWorld.Today.AddDays(-30), BillingWorld.Today);

        var first = await desk.Pay().RunAsync(CopagoWorld.Form(service.Id, 100, new CopayPayment("04", 100)), CancellationToken.None);
        var row = (await desk.Find.RunAsync(filter, CancellationToken.None)).Page.Rows.Single();
        var tooMuch = await desk.Pay().RunAsync(CopagoWorld.Form(service.Id, 50.01m, new CopayPayment("04", 50.01m)), CancellationToken.None);
        var rest = await desk.Pay().RunAsync(CopagoWorld.Form(service.Id, 50, new CopayPayment("04", 50)), CancellationToken.None);

        (row.Paid, row.Balance, row.TicketId).Should().Be((100m, 50m, first.Value));
        (await desk.View.RunAsync(first.Value, CancellationToken.None))!.Printed.Balance.Should().Be(0);
        tooMuch.Problems.Single().Message.Should().Contain("50.00");
        rest.Ok.Should().BeTrue();
        (await desk.Find.RunAsync(filter, CancellationToken.None)).Page.Count.Should().Be(0);
        (await desk.Find.RunAsync(filter with { OwedOnly = false }, CancellationToken.None)).Page.Rows.Single().Balance.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Patients_are_found_by_part_of_the_name_without_accents_and_by_date_page_by_page(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.World.AddServicesAsync(30);
        await using (var db = desk.World.Storage.Open())
        {
            var other = new Patient { Name = "Íñigo Muñoz Pérez", Policies = { new Policy { InsurerId = desk.World.InsurerId, Number = "P-2" } } };
            db.Patients().Add(other);
            db.AllServices().Add(
                new MedicalService
                {
                    Folio = "X1",
                    Date = BillingWorld.Today,
                    PatientId = other.Id,
                    InsurerId = desk.World.InsurerId,
                    Cpt = "99203",
                    InsurerAmount = 1,
                    Copay = 80,
                });
            db.AllServices().Add(
                new MedicalService
                {
                    Folio = "X2",
                    Date = BillingWorld.Today,
                    PatientId = other.Id,
                    InsurerId = desk.World.InsurerId,
                    Cpt = "99203",
                    InsurerAmount = 1,
                    Copay = 0,
                });
            await db.SaveChangesAsync();
        }

        var all = new ChargeFilter("", BillingWorld.Today.AddDays(-30), BillingWorld.Today);

        var named = await desk.Find.RunAsync(all with { Patient = "inigo mu" }, CancellationToken.None);
        var second = await desk.Find.RunAsync(all with { Page = 1 }, CancellationToken.None);
        var before = await desk.Find.RunAsync(all with { Patient = "muñoz", To = BillingWorld.Today.AddDays(-1) }, CancellationToken.None);

        named.Page.Rows.Select(row => row.Folio).Should().Equal("X1");
        (second.Page.Count, second.Page.Rows.Count).Should().Be((31, 6));
        before.Page.Count.Should().Be(0);
    }

    [Fact]
    public async Task Several_forms_pay_one_ticket_change_comes_from_cash_and_the_largest_names_the_invoice()
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var service = await desk.ServiceAsync();

        var paid = await desk.Pay().RunAsync(
            CopagoWorld.Form(service.Id, 150, new CopayPayment("01", 100), new CopayPayment("04", 80)), CancellationToken.None);

        await using var db = desk.World.Storage.Open();
        var ticket = await db.Tickets().Include(row => row.Payments).SingleAsync(row => row.Id == paid.Value);
        (ticket.Change, ticket.FormaPago).Should().Be((30m, "04"));
        ticket.Payments.Select(payment => (payment.FormaPago, payment.Amount)).Should().BeEquivalentTo([("01", 70m), ("04", 80m)]);
        var printed = (await desk.View.RunAsync(ticket.Id, CancellationToken.None))!.Printed;
        printed.Payments.Sum(payment => payment.Amount).Should().Be(180);
        printed.InvoiceLink.Should().Be(new Uri($"https://cobros.example.mx/p/{ticket.Token}"));
        printed.LastDayToInvoice.Should().Be(new DateOnly(2026, 3, 31));
        ticket.Token.Should().HaveLength(22);
    }

    [Theory]
    [InlineData("04", 200, FieldNames.Received, "cambio")]
    [InlineData("01", 100, FieldNames.Received, "Faltan")]
    [InlineData("99", 150, FieldNames.FormaPago, "forma")]
    [InlineData("01", 150.001, FieldNames.Received, "dos decimales")]
    [InlineData("01", -1, FieldNames.Received, "mayor que cero")]
    public async Task What_does_not_add_up_is_told_at_its_field_and_charges_nothing(string form, double amount, string field, string says)
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var service = await desk.ServiceAsync();

        var paid = await desk.Pay().RunAsync(CopagoWorld.Form(service.Id, 150, new CopayPayment(form, (decimal)amount)), CancellationToken.None);

        var problem = paid.Problems.Single();
        problem.Field.Should().Be(field);
        problem.Message.Should().Contain(says);
        await using var db = desk.World.Storage.Open();
        (await db.Tickets().CountAsync()).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_charge_is_undone_with_a_reason_and_is_owed_again_but_not_once_it_is_invoiced(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        var service = await desk.ServiceAsync();
        var form = CopagoWorld.Form(service.Id, 150, new CopayPayment("04", 150));
        var first = (await desk.Pay().RunAsync(form, CancellationToken.None)).Value;

        var silent = await desk.Undo().RunAsync(first, " ", CancellationToken.None);
        var undone = await desk.Undo("beto").RunAsync(first, "Se cobró a otro paciente", CancellationToken.None);
        var twice = await desk.Undo().RunAsync(first, "Otra vez", CancellationToken.None);
        var again = await desk.Pay().RunAsync(form with { RequestKey = Guid.NewGuid() }, CancellationToken.None);
        var invoiced = await desk.Invoice.RunAsync(again.Value, CopagoWorld.Person, default, CancellationToken.None);
        var late = await desk.Undo().RunAsync(again.Value, "Ya no", CancellationToken.None);

        silent.Problems.Single().Field.Should().Be("Motivo");
        undone.Ok.Should().BeTrue();
        twice.Problems.Single().Message.Should().Contain("beto");
        again.Ok.Should().BeTrue();
        invoiced.Problems.Should().BeEmpty();
        late.Problems.Single().Message.Should().Contain("facturado");
        (await desk.Invoice.RunAsync(first, CopagoWorld.Person, default, CancellationToken.None)).Problems.Single().Message.Should().Contain("deshizo");
    }

    [Fact]
    public async Task Cash_of_an_earlier_shift_is_given_back_by_a_drawer_that_says_its_float_first()
    {
        var desk = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var yesterday = await desk.ChargedAsync("A", "01");
        await desk.Cut().RunAsync(new Dictionary<string, decimal> { ["01"] = 150 }, CancellationToken.None);

        var without = await desk.Undo().RunAsync(yesterday, "No se atendió", CancellationToken.None);
        var little = await desk.Undo().RunAsync(yesterday, "No se atendió", CancellationToken.None, openingFloat: 149.99m);
        var with = await desk.Undo().RunAsync(yesterday, "No se atendió", CancellationToken.None, openingFloat: 500m);
        var cut = await desk.Cut().RunAsync(new Dictionary<string, decimal> { ["01"] = 350 }, CancellationToken.None);

        without.Problems.Single().Should().BeEquivalentTo(new { Field = "Fondo" });
        without.Problems.Single().Message.Should().Contain("Devuelves $150.00").And.Contain("hay $0.00");
        little.Problems.Single().Field.Should().Be("Fondo");
        with.Problems.Should().BeEmpty();
        (await desk.Cuts.RunAsync(cut.Value, CancellationToken.None))!.Counts.Should().OnlyContain(count => count.Difference == 0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_cut_counts_what_its_cashier_charged_and_what_comes_later_belongs_to_the_next(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        (await desk.Open().RunAsync(500, CancellationToken.None)).Ok.Should().BeTrue();
        await desk.ChargedAsync("A", "01");
        await desk.ChargedAsync("B", "04");
        await desk.ChargedAsync("C", "01", who: "beto");
        var wrong = await desk.ChargedAsync("D", "01");
        await desk.Undo().RunAsync(wrong, "Error", CancellationToken.None);

        var cut = await desk.Cut().RunAsync(new Dictionary<string, decimal> { ["01"] = 640, ["04"] = 150 }, CancellationToken.None);
        await desk.ChargedAsync("E", "01");

        var view = (await desk.Cuts.RunAsync(cut.Value, CancellationToken.None))!;
        view.Counts.Select(count => (count.FormaPago, count.Expected, count.Counted)).Should().Equal(("01", 650m, 640m), ("04", 150m, 150m));
        view.Difference.Should().Be(-10);
        var next = await desk.Cut().CurrentAsync(CancellationToken.None);
        next.Id.Should().NotBe(cut.Value);
        next.Expected.Should().Equal(new ExpectedCash("01", 150));
        (await desk.Cut("beto").CurrentAsync(CancellationToken.None)).Expected.Should().Equal(new ExpectedCash("01", 150));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Charges_made_while_the_drawer_is_cut_are_in_one_cut_each(Server server)
    {
        var desk = await CopagoWorld.NewAsync(databases, server);
        await desk.ChargedAsync("A", "01");
        var services = await desk.World.AddServicesAsync(3, "B");
        var charges = services.Select(service => Task.Run(
            () => desk.Pay().RunAsync(CopagoWorld.Form(service.Id, 150, new CopayPayment("01", 150)), CancellationToken.None))).ToList();

        var cut = await Task.Run(() => desk.Cut().RunAsync(new Dictionary<string, decimal>(), CancellationToken.None));
        var results = await Task.WhenAll(charges);

        results.Should().AllSatisfy(result => result.Problems.Should().BeEmpty());
        var before = (await desk.Cuts.RunAsync(cut.Value, CancellationToken.None))!.Counts.Sum(count => count.Expected);
        var after = (await desk.Cut().CurrentAsync(CancellationToken.None)).Expected.Sum(row => row.Amount);
        (before + after).Should().Be(600);
    }
}
