using System.IO.Compression;
using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Pacientes;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.Copagos;
using Honorario.Billing.Tests.RegistroDeServicios;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Pacientes;

public class PatientTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Fact]
    public async Task A_new_patient_of_a_name_that_is_there_is_asked_about()
    {
        using var cash = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var edit = new EditPatient(cash.World.Storage, cash.World.Clock);
        var form = new PatientForm("Ana Nueva", "", "", null, []);

        var first = await edit.RunAsync(null, 0, form, CancellationToken.None);
        var twin = await edit.RunAsync(null, 0, form with { Name = "ana  NUEVA" }, CancellationToken.None);
        var another = await edit.RunAsync(null, 0, form with { Another = true }, CancellationToken.None);

        twin.Problems.Should().ContainSingle().Which.Should().Match<Problem>(
            problem => problem.Field == nameof(PatientForm.Another) && problem.Link == $"/pacientes/{first.Value}");
        another.Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_that_are_one_become_one_with_services_tickets_and_policies_of_both(Server server)
    {
        using var cash = await CopagoWorld.NewAsync(databases, server);
        var desk = new DeskWorld(cash.World);
        await desk.RegisteredAsync();
        var twin = await desk.Register.RunAsync(
            desk.Visit(new ServiceLine("99203", 1, 950, 200)) with { PatientId = null, NewPatient = new NewPatient("Paciente de Prueva", "55 0000 0000"),
                PolicyNumber = "P-2" }, true, CancellationToken.None);
        var ticket = await cash.Pay().RunAsync(CopagoWorld.Form(twin.Value!.Ids[0], 200, new CopayPayment("04", 200)), CancellationToken.None);
        var merge = new MergePatients(cash.World.Storage, cash.World.Clock);

        var merged = await merge.RunAsync(cash.World.PatientId, twin.Value.PatientId, CancellationToken.None);
        var again = await merge.RunAsync(cash.World.PatientId, twin.Value.PatientId, CancellationToken.None);

        merged.Problems.Should().BeEmpty();
        again.Problems.Should().ContainSingle();
        var view = new ViewPatient(cash.World.Storage);
        var kept = (await view.RunAsync(cash.World.PatientId, CancellationToken.None))!;
        (kept.Services, kept.Paid, kept.Owed, kept.Patient.Phone).Should().Be((2, 200m, 150m, "55 0000 0000"));
        kept.Policies.Select(policy => policy.Number).Should().Equal("P-1", "P-2");
        kept.History.Select(entry => entry.What).Should().Contain(["Pacientes unidos", "Servicio registrado", "Copago cobrado"]);
        (await view.TicketsAsync(cash.World.PatientId, 0, CancellationToken.None)).Rows.Single().Id.Should().Be(ticket.Value);
        (await view.RunAsync(twin.Value.PatientId, CancellationToken.None)).Should().BeNull();

        (await new ErasePatient(cash.World.Storage, cash.World.Clock).RunAsync(cash.World.PatientId, CancellationToken.None)).Problems.Should().BeEmpty();
        await using var db = cash.World.Storage.Open();
        (await db.Audit().Where(entry => entry.Detail != null).Select(entry => entry.Detail!).ToListAsync())
            .Should().NotContain(detail => detail.Contains("Prueva") || detail.Contains("P-2"), "who is erased is named nowhere, nor who became one with it");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Erasing_one_leaves_what_is_told_of_others_of_the_same_names(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (first, second) = (await MergedAsync(), await MergedAsync());

        (await new ErasePatient(world.Storage, world.Clock).RunAsync(first, CancellationToken.None)).Problems.Should().BeEmpty();

        await using var db = world.Storage.Open();
        (await db.Audit().Where(entry => entry.What == "Pacientes unidos" && entry.Detail != null).Select(entry => entry.SubjectId).ToListAsync())
            .Should().Contain(second).And.NotContain(first).And.HaveCount(2);

        async Task<Guid> MergedAsync()
        {
            var (kept, gone) = (new Patient { Name = "Ana Ruiz" }, new Patient { Name = "Ana Ruis" });
            await using (var adding = world.Storage.Open())
            {
                adding.AddRange(kept, gone);
                await adding.SaveChangesAsync();
            }

            world.Clock.Advance(TimeSpan.FromSeconds(2));
            (await new MergePatients(world.Storage, world.Clock).RunAsync(kept.Id, gone.Id, CancellationToken.None)).Problems.Should().BeEmpty();
            return kept.Id;
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_from_before_two_became_one_asks_before_it_parts_them_again(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        const string file = "Folio,Fecha,Paciente,Póliza,Aseguradora,CPT4,Monto,Copago\n"
            + "W-1,20/03/2026,Ana Ruiz,GS-1,General de Salud,99213,800,100\nW-2,20/03/2026,Ana Ruis,GS-2,General de Salud,99203,900,100\n";
        await desk.LoadAsync(file);
        await using var db = desk.World.Storage.Open();
        var (kept, gone) = (await IdAsync("Ana Ruiz"), await IdAsync("Ana Ruis"));
        (await new MergePatients(desk.World.Storage, desk.World.Clock).RunAsync(kept, gone, CancellationToken.None)).Problems.Should().BeEmpty();

        var again = await desk.PreviewAsync(file);
        var loaded = await desk.LoadAsync(file);

        again.Rows.Single(row => row.Doubts.Count > 0).Doubts.Single().Should().StartWith("El servicio es de Ana Ruiz y el archivo dice Ana Ruis.");
        (loaded.Added, loaded.Changed).Should().Be((0, 0));
        (await db.AllServices().CountAsync(row => row.PatientId == kept)).Should().Be(2);

        Task<Guid> IdAsync(string name) => db.Patients().Where(row => row.Name == name).Select(row => row.Id).SingleAsync();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Erasing_leaves_what_is_charged_without_a_name_and_nothing_else(Server server)
    {
        using var cash = await CopagoWorld.NewAsync(databases, server);
        var desk = new DeskWorld(cash.World);
        var charged = await desk.RegisteredAsync();
        var loose = await desk.RegisteredAsync("99203");
        (await cash.Pay().RunAsync(CopagoWorld.Form(charged, 150, new CopayPayment("04", 150)), CancellationToken.None)).Problems.Should().BeEmpty();
        var erase = new ErasePatient(cash.World.Storage, cash.World.Clock);

        var preview = await erase.PreviewAsync(cash.World.PatientId, CancellationToken.None);
        var erased = await erase.RunAsync(cash.World.PatientId, CancellationToken.None);

        preview.Should().Be(new Erasure(1, 1));
        erased.Value.Should().BeTrue();
        await using var db = cash.World.Storage.Open();
        var patient = await db.Patients().Include(row => row.Policies).SingleAsync(row => row.Id == cash.World.PatientId);
        (patient.Name, patient.Policies.Count).Should().Be(("Paciente borrado", 0));
        (await db.AllServices().Select(row => row.Id).ToListAsync()).Should().Equal(charged);
        (await new ListPatients(cash.World.Storage).RunAsync(new PatientFilter(), 0, null, CancellationToken.None)).Count.Should().Be(0);
        loose.Should().NotBe(charged);
    }

    [Fact]
    public async Task A_patient_of_whom_nothing_must_be_kept_goes_altogether()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await desk.RegisteredAsync();

        var erased = await new ErasePatient(desk.World.Storage, desk.World.Clock).RunAsync(desk.World.PatientId, CancellationToken.None);

        erased.Value.Should().BeFalse();
        await using var db = desk.World.Storage.Open();
        (await db.Patients().AnyAsync()).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_patient_is_corrected_with_its_policies_and_the_second_of_two_is_told(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var edit = new EditPatient(desk.World.Storage, desk.World.Clock);
        var form = new PatientForm("José Ángel Muñoz Peña", "55 1111 2222", "jose@example.mx", new DateOnly(1980, 5, 10),
            [new PolicyForm(null, desk.World.InsurerId, "NUEVA-9", "Oro")]);

        var kept = await edit.RunAsync(desk.World.PatientId, 0, form, CancellationToken.None);
        var late = await edit.RunAsync(desk.World.PatientId, 0, form, CancellationToken.None);
        var wrong = await edit.RunAsync(desk.World.PatientId, 1, form with { Name = " ", Email = "a@b", Policies = [new PolicyForm(null, null, "", "")] },
            CancellationToken.None);

        kept.Problems.Should().BeEmpty();
        late.Problems.Single().Message.Should().Contain("cambió el paciente mientras lo editabas").And.Contain("José Ángel Muñoz Peña", "it says what");
        wrong.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Name", "Email", "Policies[0].InsurerId");
        var list = new ListPatients(desk.World.Storage);
        var found = await list.RunAsync(new PatientFilter("munoz jose", desk.World.InsurerId), 0, new(PatientColumn.Debe, true), CancellationToken.None);
        (found.Rows.Single().PolicyNumber, found.Rows.Single().Insurer).Should().Be(("NUEVA-9", "General de Salud"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_e_mail_that_another_patient_has_is_asked_about_once(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var edit = new EditPatient(desk.World.Storage, desk.World.Clock);
        var form = new PatientForm("Ana Ruiz", "", "familia@example.mx", null, []);
        (await edit.RunAsync(null, 0, form, CancellationToken.None)).Problems.Should().BeEmpty();

        var son = form with { Name = "Luis Ruiz", Email = "FAMILIA@example.mx" };
        var asked = await edit.RunAsync(null, 0, son, CancellationToken.None);
        var shared = await edit.RunAsync(null, 0, son with { Another = true }, CancellationToken.None);
        var renamed = await edit.RunAsync(shared.Value, 0, son with { Name = "Luis Ruiz Gil" }, CancellationToken.None);

        asked.Problems.Single().Message.Should().Contain("Ana Ruiz ya tiene el correo");
        shared.Problems.Should().BeEmpty();
        renamed.Problems.Should().BeEmpty("the question was answered when the e-mail was written");
    }

    [Fact]
    public async Task Its_fiscal_data_are_checked_and_offered_for_its_next_invoice_and_it_can_have_all_of_its_data()
    {
        using var cash = await CopagoWorld.NewAsync(databases, Server.Sqlite);
        var edit = new EditPatient(cash.World.Storage, cash.World.Clock);
        var wrong = await edit.FiscalAsync(cash.World.PatientId, null, CopagoWorld.Person with { RegimenFiscal = "601" }, CancellationToken.None);
        var kept = await edit.FiscalAsync(cash.World.PatientId, null, CopagoWorld.Person with { Email = "yo@example.mx" }, CancellationToken.None);
        var ticket = await cash.ChargedAsync();

        wrong.Problems.Single().Field.Should().Be("RegimenFiscal");
        kept.Problems.Should().BeEmpty();
        var proposed = await new Billing.AutoFactura.SuggestReceptor(cash.World.Storage).OfPatientAsync(ticket, CancellationToken.None);
        (proposed.Rfc, proposed.CodigoPostal, proposed.Email).Should().Be(("CACX7605101P8", "36257", "yo@example.mx"));

        var export = (await new ExportPatient(cash.World.Storage).RunAsync(cash.World.PatientId, CancellationToken.None))!;
        using var bytes = new MemoryStream();
        await export.WriteAsync(bytes, CancellationToken.None);
        using var zip = new ZipArchive(new MemoryStream(bytes.ToArray()));
        using var text = new StreamReader(zip.GetEntry("paciente.json")!.Open(), Encoding.UTF8);
        (await text.ReadToEndAsync()).Should().Contain("Paciente de Prueba").And.Contain("CACX7605101P8").And.Contain("General de Salud");
    }
}
