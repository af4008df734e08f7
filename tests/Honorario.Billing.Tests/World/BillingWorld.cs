using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Honorario.Billing.Tests.World;

/// <summary>A database with one practice ready to bill: an emisor with its CSD, an insurer, a patient and services of this month.</summary>
internal sealed class BillingWorld
{
    public static readonly DateTimeOffset Now = new(2026, 3, 20, 18, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 20);

    private static readonly Lazy<CertificateFiles> Csd = new(() => SelfIssued.Create(
        Rfc.Parse("CACX7605101P8"), "XOCHILT CASAS CHAVEZ", "30001000000500009001", Now.AddYears(-1), Now.AddYears(3), "12345678a"));

    private BillingWorld(IDatabase database) => Database = database;

    public IDatabase Database { get; }
    public FakeTimeProvider Clock { get; } = new(Now);
    public SecretBox Secrets { get; } = new(new byte[32]);
    public Guid PracticeId { get; private set; }
    public Guid EmisorId { get; private set; }
    public Guid InsurerId { get; private set; }
    public Guid PatientId { get; private set; }
    public Turns Turns { get; } = new();
    public PlaceClock Places => new(Clock);
    public ComposeInvoice Compose => new(Places);
    public HonorarioStorage Storage => new(Database, Actor(PracticeId), BeforeSave);
    public RegisterInvoice Register => new(Storage, Turns, Places, Clock);
    public SelectServices Select => new(Storage, Compose, Clock);
    public SigningKeys Keys => new(Secrets, Clock);
    public SealForStamping Seal => new(Keys, Clock);
    public StampInvoice Stamp => new(Storage, Compose, Seal, Replacing, new OutboxSignal(), Turns, Clock);

    public LoadExternalInvoice External => new(Storage, Compose, Replacing, Places, SatWords.Silent, Clock);
    /// <summary>Scopes of the product's own services, without mail and without a PAC.</summary>
    public IServiceScopeFactory Scopes => Provider.GetRequiredService<IServiceScopeFactory>();

    public DocumentKinds Kinds => Provider.GetRequiredService<DocumentKinds>();
    public Replacing Replacing => new(Provider, Kinds);
    public IReadOnlyList<IBeforeSave> BeforeSave => [new NoteStatusChanges(Clock)];
    public DocumentFiles Files => new(Storage, Kinds);

    /// <summary>The kinds of documents, with what their stamps and their cancelling mean.</summary>
    private ServiceProvider Provider => field ??= new ServiceCollection()
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton(Database).AddKern().AddCuentas().AddStorage()
        .AddTimbrado().AddFacturacion().AddComplementosPago().AddNotasDeCredito().AddCopagos()
        .BuildServiceProvider();

    public static Actor Actor(Guid practiceId, string name = "ana")
    {
        var actor = new Actor();
        actor.ActAs(Person(practiceId, name, Enum.GetValues<Right>()));
        return actor;
    }

    /// <summary>A person of a practice with these rights; of one name always the same.</summary>
    public static PracticePerson Person(Guid practiceId, string name, params Right[] rights) =>
        new(practiceId, new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)), name, rights
            .ToHashSet());

    /// <summary>A Médico of this practice, who sees only the own.</summary>
    public PracticePerson Physician(string name = "médico") => Person(PracticeId, name, [.. Role.Shipped[PracticeRole.Medico].Rights]) with { OnlyOwn = true };

    /// <summary>Another practice in the same database.</summary>
    public static async Task<BillingWorld> NewAsync(IDatabase database)
    {
        var world = new BillingWorld(database);
        await world.FillAsync();
        return world;
    }

    public async Task<Guid> DraftAsync(string controlNumber)
    {
        var registered = await Register.RunAsync(new InvoiceRegistration(EmisorId, InsurerId, controlNumber, Today), CancellationToken.None);
        registered.Problems.Should().BeEmpty();
        return registered.Value;
    }

    public async Task<Guid> DraftWithAllAsync(string controlNumber)
    {
        var draft = await DraftAsync(controlNumber);
        var selected = await Select.RunAsync(draft, All, CancellationToken.None);
        selected.Problems.Should().BeEmpty();
        return draft;
    }

    public static ServiceSelection All => new(Today.AddDays(-30), Today, All: true, new HashSet<Guid>());

    public static ServiceSelection Marking(IEnumerable<MedicalService> services) =>
        All with
        {
            All = false,
            Marked = services.Select(service => service.Id).ToHashSet(),
        };

    public async Task<List<MedicalService>> AddServicesAsync(int count, string folioPrefix = "S", decimal amount = 850.55m)
    {
        await using var db = Storage.Open();
        var services = Enumerable.Range(1, count).Select(number => new MedicalService
        {
            Folio = $"{folioPrefix}{number:00000}",
            Date = Today.AddDays(-number % 20),
            PatientId = PatientId,
            InsurerId = InsurerId,
            Cpt = number % 2 == 0 ? "99213" : "99203",
            InsurerAmount = amount,
            Copay = 150,
        }).ToList();
        db.AllServices().AddRange(services);
        await db.SaveChangesAsync();
        return services;
    }

    public async Task AddUserAsync(string email)
    {
        await using var db = Storage.Open();
        db.Users.Add(new User { PracticeId = PracticeId, Email = email, UserName = email, DisplayName = email });
        await db.SaveChangesAsync();
    }

    private async Task FillAsync()
    {
        var practice = new Practice { Name = "Consultorio de prueba", CreatedAt = Now.UtcDateTime };
        PracticeId = practice.Id;
        await using var db = Storage.Open();
        db.Practices.Add(practice);
        var emisor = new Emisor
        {
            Rfc = Rfc.Parse("CACX7605101P8"),
            Nombre = "XOCHILT CASAS CHAVEZ",
            RegimenFiscal = "612",
            CodigoPostal = PostalCode.Parse("06700"),
            Iva = IvaTreatment.Exento,
        };
        var insurer = new Insurer
        {
            Name = "General de Salud",
            Rfc = Rfc.Parse("GSA010101AB3"),
            Nombre = "GENERAL DE SALUD",
            RegimenFiscal = "601",
            CodigoPostal = PostalCode.Parse("06600"),
        };
        var patient = new Patient { Name = "Paciente de Prueba", Policies = { new Policy { InsurerId = insurer.Id, Number = "P-1" } } };
        (EmisorId, InsurerId, PatientId) = (emisor.Id, insurer.Id, patient.Id);
        db.AddRange(emisor, insurer, patient);
        db.CptLinks().AddRange(
            new CptLink { Cpt = "99203", ClaveProdServ = "85121600", ClaveUnidad = "E48", Descripcion = "Consulta de especialista, primera vez" },
            new CptLink { Cpt = "99213", ClaveProdServ = "85121600", ClaveUnidad = "E48", Descripcion = "Consulta de especialista, subsecuente" });
        await db.SaveChangesAsync();
        var loaded = await new LoadLlave(Storage, Secrets, Clock).RunAsync(EmisorId, Csd.Value.Cer, Csd.Value.Key, "12345678a", CancellationToken.None);
        loaded.Problems.Should().BeEmpty();
        var accepted = await new AcceptManifiesto(Storage, Keys, Actor(PracticeId), Clock).RunAsync(EmisorId, CancellationToken.None);
        accepted.Problems.Should().BeEmpty();
    }
}
