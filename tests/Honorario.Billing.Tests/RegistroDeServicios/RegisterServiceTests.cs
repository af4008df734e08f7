using Honorario.Billing.Auditoria;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.RegistroDeServicios;

public class RegisterServiceTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_visit_of_a_new_patient_is_kept_whole_under_the_next_folios(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        await desk.World.AddServicesAsync(3, "XC-");
        var form = desk.Visit(new ServiceLine("99213-25", 2, 400.25m, 100), new ServiceLine("99203", 1, 0, 800)) with
        {
            PatientId = null, NewPatient = new NewPatient("Ana María O'Hara", "55 1234 5678", "ana@example.mx"), PolicyNumber = "GS-77",
        };

        var kept = await desk.Register.RunAsync(form, acceptDoubts: false, CancellationToken.None);

        kept.Value!.Folios.Should().Equal("XC-00004", "XC-00005");
        var (first, second) = (await desk.ServiceAsync(kept.Value.Ids[0]), await desk.ServiceAsync(kept.Value.Ids[1]));
        (first.Cpt, first.Modifiers, first.Units, first.InsurerAmount, first.Copay, first.Authorization).Should()
            .Be(("99213", "25", 2, 800.50m, 100m, "AUT-1"));
        (second.InsurerAmount, second.Copay).Should().Be((0m, 800m));
        (await desk.Propose.PatientsAsync("hara ana", CancellationToken.None)).Single().PolicyNumber.Should().Be("GS-77");
        (await desk.Propose.PatientsAsync("gs77", CancellationToken.None)).Should().ContainSingle();
        (await desk.Propose.PatientsAsync("1234-5678", CancellationToken.None)).Should().ContainSingle();
        await using var db = desk.World.Storage.Open();
        (await db.Audit().CountAsync(entry => entry.What == "Servicio registrado")).Should().Be(2);
    }

    /// <summary>A number that may not repeat is the practice's, and so is who is there already, whatever each sees.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_who_see_only_the_own_take_the_practices_next_numbers_and_are_asked_about_whom_others_have(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var world = desk.World;
        await desk.RegisteredAsync();
        await world.DraftAsync("CI-7");
        string known;
        await using (var db = world.Storage.Open())
            known = await db.Patients().Select(row => row.Name).SingleAsync();
        foreach (var turn in (int[])[1, 2])
        {
            var physician = new Actor();
            physician.ActAs(world.Physician($"médico {turn}"));
            var storage = new HonorarioStorage(world.Database, physician, world.BeforeSave);
            var register = new RegisterService(storage, world.Turns, world.Places, world.Clock, physician);
            var visit = desk.Visit(new ServiceLine("99213", 1, 800, 150)) with { PatientId = null, NewPatient = new NewPatient(known, "", "") };
            var invoices = new RegisterInvoice(storage, world.Turns, world.Places, world.Clock);
            var registration = new InvoiceRegistration(world.EmisorId, world.InsurerId, "CI-7", BillingWorld.Today);

            var asked = await register.RunAsync(visit, acceptDoubts: false, CancellationToken.None);
            var kept = await register.RunAsync(visit, acceptDoubts: true, CancellationToken.None);
            var suggested = await new SuggestControlNumber(storage).RunAsync(world.EmisorId, CancellationToken.None);
            var taken = await invoices.RunAsync(registration, CancellationToken.None);
            var next = await invoices.RunAsync(registration with { ControlNumber = null }, CancellationToken.None);

            asked.Value!.Doubts.Should().Contain(doubt => doubt.StartsWith("Otra persona de la cuenta", StringComparison.Ordinal));
            kept.Value!.Folios.Should().Equal($"S-0000{turn + 1}");
            suggested.Should().Be($"CI-{turn + 7}");
            taken.Problems.Single().Should().Match<Problem>(problem => problem.Message.Contains("otra persona") && problem.Link == null);
            next.Problems.Should().BeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Folios_go_on_from_what_was_typed_or_from_what_most_files_say_and_one_strange_file_changes_nothing(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        const string header = "Folio,Fecha,Paciente,Póliza,Aseguradora,CPT4,Monto,Copago\n";
        string Row(string folio, string code) => $"{folio},20/03/2026,Ana Ruiz,GS-9,General de Salud,{code},800,100\n";
        await desk.LoadAsync(header + Row("XC-00041", "99213") + Row("XC-00042", "99203"));
        await desk.LoadAsync(header + Row("ch1", "99214"));

        var first = (await desk.ServiceAsync(await desk.RegisteredAsync())).Folio;
        await desk.LoadAsync(header + Row("zz-9", "99215") + Row("zz-10", "99202") + Row("zz-11", "99204"));
        var second = (await desk.ServiceAsync(await desk.RegisteredAsync())).Folio;

        (first, second).Should().Be(("XC-00043", "XC-00044"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Forty_that_are_registered_at_once_all_get_folios_that_follow_each_other(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);

        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => desk.RegisteredAsync())));

        var folios = await Task.WhenAll(ids.Select(async id => (await desk.ServiceAsync(id)).Folio));
        folios.Should().BeEquivalentTo(Enumerable.Range(1, 40).Select(number => $"S-{number:00000}"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_insurers_authorization_goes_with_the_service_onto_the_PDF_and_into_the_mail(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var kept = await desk.Register.RunAsync(
            desk.Visit(new ServiceLine("99213", 1, 800, 0)) with { Siniestro = "SIN-77" }, acceptDoubts: true, CancellationToken.None);
        var (invoice, _) = await desk.World.StampedAsync("CI-1");

        var pdf = await desk.World.Files.PdfAsync(invoice, CancellationToken.None);
        var mail = await new SendInvoice(desk.World.Storage, new MailToInsurer(new QueueMail(desk.World.Clock), new OutboxSignal()))
            .ProposeAsync(invoice, CancellationToken.None);

        using var printed = UglyToad.PdfPig.PdfDocument.Open(pdf!.Content);
        string.Join(' ', printed.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text))
            .Should().Contain("Autorización AUT-1 · Siniestro SIN-77");
        mail!.Text.Should().Contain($"{kept.Value!.Folios.Single()}: Autorización AUT-1 · Siniestro SIN-77");
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_is_kept()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var form = desk.Visit(new ServiceLine("9921?", 0, 10.005m, null)) with { PatientId = null, InsurerId = null, Date = BillingWorld.Today.AddDays(1) };

        var kept = await desk.Register.RunAsync(form, acceptDoubts: true, CancellationToken.None);

        kept.Problems.Select(problem => problem.Field).Should().BeEquivalentTo(
            "Patient", "InsurerId", "Date", "Lines[0].Code", "Lines[0].Units", "Lines[0].Price", "Lines[0].Copay");
        await using var db = desk.World.Storage.Open();
        (await db.Services().AnyAsync()).Should().BeFalse();
    }

    [Fact]
    public async Task A_probable_duplicate_an_unknown_code_and_a_copay_above_the_amount_are_asked_about_first()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await desk.RegisteredAsync();
        var again = desk.Visit(new ServiceLine("99213-25", 1, 100, 150), new ServiceLine("77777", 1, 100, 0));

        var asked = await desk.Register.RunAsync(again, acceptDoubts: false, CancellationToken.None);
        var kept = await desk.Register.RunAsync(again, acceptDoubts: true, CancellationToken.None);

        asked.Value!.Ids.Should().BeEmpty();
        asked.Value.Doubts.Should().HaveCount(3).And.Contain(doubt => doubt.Contains("S-00001"));
        kept.Value!.Ids.Should().HaveCount(2);
    }

    [Fact]
    public async Task The_last_price_of_an_insurer_and_code_and_the_most_used_codes_are_proposed()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await desk.RegisteredAsync("99213", 800, 150);
        await desk.RegisteredAsync("99213", 820, 160);
        await desk.RegisteredAsync("99203", 950, 200);

        var price = await desk.Propose.PriceAsync(desk.World.InsurerId, "", "99213-25", BillingWorld.Today, CancellationToken.None);
        var codes = await desk.Propose.CodesAsync("", BillingWorld.Today, CancellationToken.None);

        price.Should().Be(new ProposedPrice(820, 160));
        codes.Select(code => code.Code).Should().Equal("99213", "99203");
        (await desk.Propose.PriceAsync(Guid.NewGuid(), "", "99213", BillingWorld.Today, CancellationToken.None)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_desks_at_once_never_get_one_folio(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);

        var kept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => desk.RegisteredAsync())));

        var folios = await Task.WhenAll(kept.Select(async id => (await desk.ServiceAsync(id)).Folio));
        folios.Should().OnlyHaveUniqueItems().And.HaveCount(4);
    }

    [Theory]
    [InlineData("Juan Perez")]
    [InlineData("perez juan")]
    [InlineData("Pérez López, Juan")]
    [InlineData("PEREZ")]
    public async Task A_patient_is_found_by_words_in_any_order(string typed) => await FoundAsync("Juan Carlos Pérez López", typed);

    [Theory]
    [InlineData("Núñez Cárdenas, Íñigo", "inigo nunez")]
    [InlineData("Zoë Müller-Güemes", "muller guemes")]
    [InlineData("María D'Alessio O'Brien", "d’alessio")]
    [InlineData("María D'Alessio O'Brien", "dalessio")]
    public async Task A_patient_is_found_without_accents_apostrophes_or_hyphens(string name, string typed) => await FoundAsync(name, typed);

    private async Task FoundAsync(string name, string typed)
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await desk.Register.RunAsync(desk.Visit(new ServiceLine("99213", 1, 800, 150, "f-001a")) with { PatientId = null, NewPatient = new NewPatient(name) },
            true, CancellationToken.None);
        var find = new Honorario.Billing.Facturacion.FindServices(desk.World.Storage);
        var charges = new Honorario.Billing.Copagos.FindCharges(desk.World.Storage);
        foreach (var words in new[] { typed, "F-001A", "f-001a" })
        {
            var period = new Honorario.Billing.Facturacion.ServicePeriod(BillingWorld.Today, BillingWorld.Today, null, words);
            (await find.RunAsync(period, 0, null, CancellationToken.None)).Page.Count.Should().Be(1, words);
            (await charges.RunAsync(new(words, BillingWorld.Today, BillingWorld.Today), CancellationToken.None)).Page.Count.Should().Be(1, words);
        }

        (await desk.Propose.PatientsAsync(typed, CancellationToken.None)).Should().ContainSingle();
        (await desk.Propose.PatientsAsync("nadie", CancellationToken.None)).Should().BeEmpty();
    }
}
