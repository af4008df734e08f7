using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>"Ahora es…": an insurer that merged or has another RFC.</summary>
public class AhoraEsTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_company_that_an_insurer_is_now_pays_the_invoices_of_both_in_one_transfer(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var old = await world.StampedAsync(1000m);
        var survivor = await SurvivorAsync(world);
        var touch = await world.AsAsync((InsurerIsNow use) => use.LookAsync(world.Billing.InsurerId, CancellationToken.None));
        var itself = await world.AsAsync((InsurerIsNow use) => use.RunAsync(survivor, survivor, CancellationToken.None));
        await BecomeAsync(world, survivor);
        var open = await world.AsAsync((OpenInvoices use) => use.RunAsync(world.Billing.EmisorId, survivor, CancellationToken.None));
        var payment = await world.PayAsync(PagosWorld.Form("OP-1", new PaymentShare(old.Id, 500m)));
        var complement = await world.ComplementAsync(payment.Value);
        await world.DispatchAsync();
        Guid service;
        await using (var db = world.Billing.Storage.Open())
            service = (await db.InvoiceLines().SingleAsync()).ServiceId;
        var note = await world.AsAsync((IssueCreditNote use) => use.RunAsync(
            new CreditNoteForm(old.Id, new Dictionary<Guid, decimal> { [service] = 100m }, "Sin autorización"), CancellationToken.None));

        touch.Should().Be(new InsurerTouch(1, 900m, 0, 0));
        itself.Problems.Should().NotBeEmpty();
        open.Select(row => (row.Id, row.InsurerId)).Should().Equal((old.Id, survivor));
        payment.Problems.Should().BeEmpty();
        note.Problems.Should().BeEmpty();
        await using var after = world.Billing.Storage.Open();
        foreach (var id in new[] { complement.Value, note.Value })
        {
            var document = CfdiReader.Read((await after.SealedCfdis().SingleAsync(row => row.SubjectId == id)).SealedXml).Document!;
            (document.Receptor.Rfc, document.Receptor.DomicilioFiscalReceptor).Should().Be(("GSB020202AB5", "11000"));
        }

        (await world.InvoiceAsync(old.Id)).InsurerId.Should().Be(world.Billing.InsurerId, "what was issued stays");
        Task<AccountStatement> StatementAsync(Guid insurer) => world.AsAsync((InsurerStatement use) => use.RunAsync(
            new StatementFilter(insurer, null, BillingWorld.Today.AddDays(-40), BillingWorld.Today), CancellationToken.None));
        (await StatementAsync(world.Billing.InsurerId)).Credits.Should().Be(500m, "it was this invoice that was paid");
        (await StatementAsync(survivor)).Page.Rows.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_saw_the_insurer_as_itself_does_not_undo_in_silence_what_another_said_meanwhile(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var survivor = await SurvivorAsync(world);
        var seen = await world.AsAsync((InsurerIsNow use) => use.LookAsync(world.Billing.InsurerId, CancellationToken.None));
        await BecomeAsync(world, survivor);

        var stale = await world.AsAsync((InsurerIsNow use) => use.RunAsync(world.Billing.InsurerId, null, CancellationToken.None, seen));
        var now = await world.AsAsync((InsurerIsNow use) => use.LookAsync(world.Billing.InsurerId, CancellationToken.None));
        var told = await world.AsAsync((InsurerIsNow use) => use.RunAsync(world.Billing.InsurerId, null, CancellationToken.None, now));

        var problem = stale.Problems.Single();
        (problem.Field, problem.Code).Should().Be((FieldNames.Successor, Meanwhile.Code));
        now.SuccessorId.Should().Be(survivor);
        told.Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Drafts_and_what_is_not_billed_become_the_companys_and_nothing_new_begins_with_the_former(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (paid, replaced, cancelled) = (await world.StampedAsync(1000m), await world.StampedAsync(200m), await world.StampedAsync(300m));
        var held = await world.Billing.AddServicesAsync(1, "H-", 500m);
        var draft = await world.Billing.DraftAsync("CI-H");
        await world.AsAsync((SelectServices use) => use.RunAsync(draft, BillingWorld.Marking(held), CancellationToken.None));
        var loose = (await world.Billing.AddServicesAsync(1, "L-", 400m)).Single();
        var survivor = await SurvivorAsync(world);

        var moved = await BecomeAsync(world, survivor);

        moved.Should().Be(new InsurerMoved(survivor, 1, 1));
        (await world.InvoiceAsync(draft)).InsurerId.Should().Be(survivor);
        (await InsurersAsync(world, held[0].Id, loose.Id)).Should().AllBeEquivalentTo(survivor);
        Task<Result<Guid>> StampAsync() => world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None));
        (await StampAsync()).Problems.Should().Contain(problem => problem.Message.StartsWith("Receptor: viste"), "its receptor is another than was seen");
        (await StampAsync()).Problems.Should().BeEmpty();

        var started = await world.AsAsync((RegisterInvoice use) => use.RunAsync(
            new InvoiceRegistration(world.Billing.EmisorId, world.Billing.InsurerId, "CI-X", BillingWorld.Today), CancellationToken.None));
        started.Problems.Should().ContainSingle(problem =>
            problem.Field == nameof(InvoiceRegistration.InsurerId) && problem.Message.Contains("ahora es Grupo B: elige Grupo B"));
        var choices = await world.AsAsync((ListParties use) => use.InsurersAsync(CancellationToken.None));
        choices.Offered().Select(one => one.Id).Should().Equal(survivor);
        choices.TodayOf(world.Billing.InsurerId).Should().Be(survivor);

        var proposal = await ProposedAsync(world, paid.Total);
        (proposal.Grade, proposal.InsurerId).Should().Be((MatchGrade.Probable, survivor), proposal.Why);
        proposal.Shares.Should().Equal(new PaymentShare(paid.Id, paid.Total));

        var replacement = await world.AsAsync((ReplaceInvoice use) => use.RunAsync(replaced.Id, CancellationToken.None));
        (await world.InvoiceAsync(replacement.Value)).InsurerId.Should().Be(survivor);
        (await world.CancelAsync(cancelled.Id)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        (await InsurersAsync(world, await ServiceAsync(world, replaced.Id), await ServiceAsync(world, cancelled.Id)))
            .Should().AllBeEquivalentTo(survivor, "who bills them again bills who the insurer is today");
    }

    /// <summary>What is proposed for a transfer that the bank still says is of the former insurer.</summary>
    private static async Task<Proposal> ProposedAsync(PagosWorld world, decimal amount)
    {
        var account = Cfdi.Clabe.Parse("032180000118359719");
        await using (var db = world.Billing.Storage.Open())
        {
            var rfc = (await db.Insurers().SingleAsync(row => row.Id == world.Billing.InsurerId)).Rfc.Value;
            db.Add(new BankMovement
            {
                EmisorId = world.Billing.EmisorId, Account = account, Date = BillingWorld.Today, Amount = amount, Reference = "", Text = $"SPEI {rfc}",
                FileName = "", LoadedAt = BillingWorld.Now.UtcDateTime,
            });
            await db.SaveChangesAsync();
        }

        return (await world.AsAsync((BankMovements use) => use.RunAsync(world.Billing.EmisorId, account, 0, CancellationToken.None))).Page.Rows.Single();
    }

    private static async Task<Guid> ServiceAsync(PagosWorld world, Guid invoice)
    {
        await using var db = world.Billing.Storage.Open();
        return (await db.InvoiceLines().SingleAsync(line => line.InvoiceId == invoice)).ServiceId;
    }

    private static async Task<List<Guid>> InsurersAsync(PagosWorld world, params Guid[] services)
    {
        await using var db = world.Billing.Storage.Open();
        return await db.AllServices().Where(row => services.Contains(row.Id)).Select(row => row.InsurerId).ToListAsync();
    }

    private static async Task<InsurerMoved> BecomeAsync(PagosWorld world, Guid survivor)
    {
        var moved = await world.AsAsync((InsurerIsNow use) => use.RunAsync(world.Billing.InsurerId, survivor, CancellationToken.None));
        moved.Problems.Should().BeEmpty();
        return moved.Value!;
    }

    private static async Task<Guid> SurvivorAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        var insurer = new Insurer
        {
            Name = "Grupo B", Rfc = Cfdi.Rfc.Parse("GSB020202AB5"), Nombre = "GRUPO B", RegimenFiscal = "601",
            CodigoPostal = Cfdi.PostalCode.Parse("11000"),
        };
        db.Add(insurer);
        await db.SaveChangesAsync();
        return insurer.Id;
    }
}
