using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.FacturarPeriodo;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests;

/// <summary>"Facturar periodo": an invoice an insurer or a plan, prepared, previewed and stamped together.</summary>
public class BatchTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_period_gives_one_invoice_an_insurer_and_all_are_stamped_by_the_outbox(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await TwoInsurersAsync(world.Billing);

        var preview = await world.AsAsync((PrepareBatch use) => use.PreviewAsync(Form(world.Billing), CancellationToken.None));
        var batch = await world.AsAsync((PrepareBatch use) => use.RunAsync(Form(world.Billing), CancellationToken.None));
        batch.Problems.Should().BeEmpty();
        (await ViewAsync(world, batch.Value)).Should().Match<BatchView>(view => view.Batch.Planned == 2 && view.Batch.PreparedAt == null
            && view.Rows.Count == 0);
        await world.DispatchAsync();
        var prepared = await ViewAsync(world, batch.Value);
        (await world.AsAsync((StampBatch use) => use.RunAsync(batch.Value, CancellationToken.None))).Value.Should().Be(2);
        (await world.AsAsync((StampBatch use) => use.RunAsync(batch.Value, CancellationToken.None))).Value.Should().Be(0);
        (await ViewAsync(world, batch.Value)).OnTheirWay.Should().Be(2);
        await world.DispatchAsync();
        await world.DispatchAsync();

        preview
            .Value!.Select(group => (group.Insurer, group.Plan, group.Services, group.Amount))
            .Should()
            .Equal(("General de Salud", "", 5, 500m), ("Otra Aseguradora", "", 2, 80m));
        prepared
            .Rows.Select(row => (row.Insurer, row.Services, row.Total, row.Status))
            .Should()
            .Equal(("General de Salud", 5, 450m, InvoiceStatus.Borrador), ("Otra Aseguradora", 2, 72m, InvoiceStatus.Borrador));
        prepared.Rows.Select(row => row.ControlNumber).Should().OnlyHaveUniqueItems();
        var done = await ViewAsync(world, batch.Value);
        (done.Stamped, done.OnTheirWay, done.Failed).Should().Be((2, 0, 0));
        (await world.AsAsync((PrepareBatch use) => use.RunAsync(Form(world.Billing), CancellationToken.None)))
            .Problems.Single()
            .Message.Should()
            .Contain("No hay servicios");
    }

    [Fact]
    public async Task The_period_of_who_sees_the_own_only_has_the_own_services_and_its_invoices_are_that_persons()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await TwoInsurersAsync(world.Billing);
        var physician = world.Billing.Physician();
        await using (var db = world.Billing.Storage.Open())
        {
            var own = await db.AllServices().Where(service => service.InsurerId == world.Billing.InsurerId).Take(2).Select(service => service.Id).ToListAsync();
            await db.AllServices().Where(service => own.Contains(service.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(service => service.PersonId, physician.PersonId));
        }

        using var scope = world.Scope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAs(physician);
        var batch = await scope.ServiceProvider.GetRequiredService<PrepareBatch>().RunAsync(Form(world.Billing), CancellationToken.None);
        batch.Problems.Should().BeEmpty();
        await world.DispatchAsync();

        (await ViewAsync(world, batch.Value)).Rows.Should().ContainSingle().Which.Services.Should().Be(2);
        await using var after = world.Billing.Storage.Open();
        (await after.Invoices().Where(invoice => invoice.BatchId == batch.Value).Select(invoice => invoice.PersonId).SingleAsync()).Should()
            .Be(physician.PersonId);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_plan_each_plan_has_its_invoice_and_what_lacks_a_link_is_named_and_left_out(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await TwoInsurersAsync(world.Billing);
        await using (var db = world.Billing.Storage.Open())
            await db.CptLinks().Where(link => link.Cpt == "99213").ExecuteDeleteAsync();
        var form = Form(world.Billing) with { ByPlan = true };

        var preview = (await world.AsAsync((PrepareBatch use) => use.PreviewAsync(form, CancellationToken.None))).Value!;
        var batch = await world.AsAsync((PrepareBatch use) => use.RunAsync(form, CancellationToken.None));
        await world.DispatchAsync();

        preview.Select(group => (group.Insurer, group.Plan, group.Services, group.Unlinked.Count)).Should().Equal(
            ("General de Salud", "Amplio", 2, 0), ("General de Salud", "Básico", 3, 1), ("Otra Aseguradora", "", 2, 0));
        preview[1].Unlinked.Single().Should().StartWith("99213 ");
        (await ViewAsync(world, batch.Value)).Rows.Select(row => (row.Plan, row.Services)).Should().Equal(("Amplio", 2), ("", 2));
        await using var after = world.Billing.Storage.Open();
        (await after.InvoiceLines().CountAsync()).Should().Be(4);
    }

    [Fact]
    public async Task A_draft_that_cannot_be_sealed_says_why_and_does_not_hold_up_the_others()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await TwoInsurersAsync(world.Billing);
        var batch = await world.AsAsync((PrepareBatch use) => use.RunAsync(Form(world.Billing), CancellationToken.None));
        await world.DispatchAsync();
        await using (var db = world.Billing.Storage.Open())
        {
            var other = await db.Insurers().SingleAsync(row => row.Name == "Otra Aseguradora");
            other.UsoCfdi = "D01";
            await db.SaveChangesAsync();
        }

        await world.AsAsync((StampBatch use) => use.RunAsync(batch.Value, CancellationToken.None));
        await world.DispatchAsync();
        await world.DispatchAsync();

        var view = await ViewAsync(world, batch.Value);
        (view.Stamped, view.Failed, view.OnTheirWay).Should().Be((1, 1, 0));
        view.Rows[1].Problem.Should().Contain("CFDI40161");
    }

    /// <summary>Of General de Salud 2 services of plan Amplio (99203) and 3 of Básico (99213), 100 pesos each; of another insurer 2 of 40 pesos.</summary>
    private static async Task TwoInsurersAsync(BillingWorld world)
    {
        await using var db = world.Storage.Open();
        var other = new Insurer
        {
            Name = "Otra Aseguradora",
            Rfc = Rfc.Parse("OAS010101AB1"),
            Nombre = "OTRA ASEGURADORA",
            RegimenFiscal = "601",
            CodigoPostal = PostalCode.Parse("06600"),
        };
        var patient = new Patient
        {
            Name = "Otro Paciente",
            Policies = { new Policy { InsurerId = other.Id, Number = "O-1" } },
        };
        db.AddRange(other, patient);
        db.AllServices().AddRange(Enumerable.Range(1, 7).Select(number => new MedicalService
        {
            Folio = $"B{number}",
            Date = BillingWorld.Today.AddDays(-number),
            PatientId = number <= 5 ? world.PatientId : patient.Id,
            InsurerId = number <= 5 ? world.InsurerId : other.Id,
            Cpt = number is 3 or 4 or 5 ? "99213" : "99203",
            InsurerAmount = number <= 5 ? 100m : 40m,
            Plan = number <= 2 ? "Amplio" : number <= 5 ? "Básico" : "",
        }));
        await db.SaveChangesAsync();
    }

    private static BatchForm Form(BillingWorld world) =>
        new(world.EmisorId, BillingWorld.Today.AddDays(-30), BillingWorld.Today, ByPlan: false, BillingWorld.Today);

    private static async Task<BatchView> ViewAsync(PagosWorld world, Guid batch) =>
        (await world.AsAsync((ViewBatch views) => views.RunAsync(batch, CancellationToken.None)))!;
}
