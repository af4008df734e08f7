using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.Facturacion;
using Honorario.Cfdi;

namespace Honorario.Billing.Tests;

/// <summary>What a movement of the bank is proposed to pay, and how sure that is.</summary>
public class PropuestasTests
{
    private static readonly DateOnly Day = new(2026, 3, 18);
    private static readonly Guid Insurer = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    private static readonly Payer[] Payers =
    [
        new(Insurer, "General de Salud", "GENERAL DE SALUD", Rfc.Parse("GSA010101AB3")), new(Other, "Otra Seguros", "OTRA SEGUROS", Rfc.Parse("OSE010101AB1")),
    ];

    private static readonly OpenInvoice[] Invoices =
    [
        Open("CI-100", "A11", "6f9619ff-8b86-d011-b42d-00cf4fc964ff", 100m), Open("CI-200", "A12", "11111111-8b86-d011-b42d-00cf4fc96401", 200m),
        Open("CI-350", "A13", "22222222-8b86-d011-b42d-00cf4fc96402", 350m), Open("OT-1", "A14", "33333333-8b86-d011-b42d-00cf4fc96403", 75m, Other),
    ];

    [Theory]
    [InlineData("SPEI FACT CI-100", 100, MatchGrade.Segura, "CI-100")]
    [InlineData("SPEI FACT ci 100", 100, MatchGrade.Segura, "CI-100")]
    [InlineData("PAGO A11 A13", 450, MatchGrade.Segura, "CI-100 CI-350")]
    [InlineData("UUID 6F9619FF", 100, MatchGrade.Segura, "CI-100")]
    [InlineData("UUID 00CF4FC96401", 200, MatchGrade.Segura, "CI-200")]
    [InlineData("SPEI RECIBIDO", 350, MatchGrade.Probable, "CI-350")]
    [InlineData("SPEI RECIBIDO", 650, MatchGrade.Probable, "CI-100 CI-200 CI-350")]
    [InlineData("PAGO PARCIAL CI-350", 120, MatchGrade.Dudosa, "CI-350")]
    [InlineData("TRANSFERENCIA DE GENERAL DE SALUD", 130, MatchGrade.Dudosa, "CI-100 CI-200")]
    [InlineData("GSA010101AB3", 75, MatchGrade.Dudosa, "CI-100")]
    [InlineData("TRANSFERENCIA DE GENERAL DE SALUD", 9000, MatchGrade.Ninguna, "")]
    [InlineData("DEVOLUCION DE IMPUESTOS", 33, MatchGrade.Ninguna, "")]
    [InlineData("CASA CI-1000", 33, MatchGrade.Ninguna, "")]
    public void The_banks_words_and_the_amount_say_what_it_pays(string text, int amount, MatchGrade grade, string pays)
    {
        var proposal = new Matching(Invoices, [], Payers).Propose([Movement(text, amount)]).Single();

        proposal.Grade.Should().Be(grade, proposal.Why);
        string.Join(' ', proposal.Shares.Select(share => Invoices.Single(one => one.Id == share.InvoiceId).ControlNumber)).Should().Be(pays);
        if (proposal.Shares.Count > 0)
            proposal.Shares.Sum(share => share.Amount).Should().Be(amount);
    }

    [Fact]
    public void What_one_movement_surely_pays_is_not_proposed_to_another()
    {
        var proposals = new Matching(Invoices, [], Payers).Propose([Movement("SPEI", 100), Movement("SPEI CI-100", 100)]);

        proposals.Single(one => one.Fits).Movement.Text.Should().Be("SPEI CI-100");
    }

    [Fact]
    public void Equal_balances_are_for_a_person_to_tell_apart()
    {
        var twin = Open("CI-101", "A21", "44444444-8b86-d011-b42d-00cf4fc96404", 100m);

        var proposal = new Matching([.. Invoices, twin], [], Payers).Propose([Movement("SPEI", 100)]).Single();

        (proposal.Grade, proposal.Fits).Should().Be((MatchGrade.Dudosa, false));
        proposal.Why.Should().Contain("CI-100, CI-101");
    }

    [Fact]
    public void A_payment_that_is_registered_already_is_that_one_and_once()
    {
        KnownPayment[] known = [new(Guid.NewGuid(), Day.AddDays(-2), 100m, "OP-77"), new(Guid.NewGuid(), Day.AddDays(-40), 200m, "")];

        var proposals = new Matching(Invoices, known, Payers).Propose([Movement("SPEI OP 77", 100), Movement("SPEI", 200)]);

        (proposals[0].PaymentId, proposals[0].Grade).Should().Be((known[0].Id, MatchGrade.Segura));
        proposals[1].PaymentId.Should().BeNull("forty days are too many");
    }

    private static BankMovement Movement(string text, decimal amount) =>
        new() { Account = Clabe.Parse("012180001234567899"), Date = Day, Amount = amount, Ordinal = 1, Reference = "", Text = text, FileName = "" };

    private static OpenInvoice Open(string number, string folio, string uuid, decimal balance, Guid? insurer = null) =>
        new(Guid.NewGuid(), insurer ?? Insurer, number, folio, Uuid.Parse(uuid), Day.AddDays(-10), balance, balance, InvoiceStatus.Facturada);
}
