using System.Collections.Concurrent;
using System.Globalization;
using Honorario.Billing;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Sealing;
using Honorario.Web.Cuentas;
using Honorario.Web.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Demo;

/// <summary>
/// Fills an empty database with two made-up practices: the facts are in samples/, the services are drawn from them up to today, the same
/// ones for the same day. With the setting "DemoLife" their earlier months are lived (<see cref="DemoLife"/>); without, all is left to bill.
/// </summary>
internal sealed class DemoData(
    IServiceScopeFactory scopes, IDatabase database, PlaceClock places, TimeProvider clock, OutboxDispatcher outbox, IConfiguration configuration)
{
    /// <summary>Written into the data folder beside the database: who can sign in to the demo.</summary>
    public const string UsersFile = "usuarios-demo.txt";

    private const string CsdPassword = "12345678a";
    private const int MonthsLeftToBill = 3;
    private const int MostServicesADay = 6;

    // The made-up practices of every set have the same certificates and passwords: both take long to make.
    private static readonly ConcurrentDictionary<int, CertificateFiles> s_certificates = new();
    private static readonly ConcurrentDictionary<string, string> s_hashes = new();

    /// <summary>There while the demo is being made: who was interrupted goes on.</summary>
    private const string UnderWay = UsersFile + ".en-curso";

    /// <summary>Does nothing when the database has any account, unless it is of a demo that was interrupted; of that it makes what is missing.</summary>
    public async Task CreateOnceAsync(string dataFolder, CancellationToken ct)
    {
        var underWay = Path.Combine(dataFolder, UnderWay);
        await using (var db = database.Open(Access.Machine()))
        {
            if (!File.Exists(underWay) && await db.Practices.AnyAsync(ct))
                return;
        }

        await File.WriteAllTextAsync(underWay, "", ct);

        var (users, people) = (Sample.Read("usuarios"), Sample.Read("portal"));
        await CreateAsync(0, ct);
        if (IsLived)
            await LiveAsync(users, people[0]["correo"], ct);
        await DataFolder.WriteAsync(
            Path.Combine(dataFolder, UsersFile),
            users
                .Select(user =>
                    $"{user["correo"], -28} {user["contraseña"], -20} {user["nombre"]} · {Role.Shipped[Enum.Parse<PracticeRole>(user["permisos"])].Name} · "
                        + $"{user["cuenta"]}"
                )
                .Concat(
                    people.Select(user =>
                        $"{user["correo"], -28} {user["contraseña"], -20} {user["nombre"]} · {user["empresa"]} (portal)")));
        File.Delete(underWay);
    }

    /// <summary>
    /// The made-up practices with their people and an insurer, as often as there are marks: each set is alone (<see cref="Sample.Marked"/>). What is missing
    /// of a set is made.
    /// </summary>
    /// <param name="mark">0 for the ones that are shown to people.</param>
    /// <param name="ct">Ends it.</param>
    public async Task CreateAsync(int mark, CancellationToken ct)
    {
        var users = Sample.Read("usuarios");
        foreach (var (account, number) in Sample.Read("cuentas").Select((row, index) => (row, index + 1)))
            await CreateAsync(account, number, mark, users.Where(user => user["cuenta"] == account["cuenta"]), ct);
        await using var scope = scopes.CreateAsyncScope();
        foreach (var person in Sample.Read("portal"))
            await AddPortalAsync(scope.ServiceProvider, person.Marked(mark), ct);
    }

    private bool IsLived => configuration.GetValue("DemoLife", true);

    private async Task LiveAsync(IReadOnlyList<Sample> users, string reviewer, CancellationToken ct)
    {
        if (clock is not DemoClock demo || !await demo.IsThereAsync(ct))
            return;
        await using var db = database.Open(Access.Machine());
        var people = await db.Users.AsNoTracking().ToListAsync(ct);
        User Person(string email) => people.Single(user => user.Email == email);
        try
        {
            foreach (var practice in users.GroupBy(user => user["cuenta"]))
            {
                var ours = practice.Select(user => Person(user["correo"])).ToList();
                await using var own = database.Open(Access.Job(ours[0].PracticeId!.Value, "demostración"));
                if (await own.Invoices().AnyAsync(ct))
                    continue;
                var emisor = await own.Emisores().AsNoTracking().SingleAsync(ct);
                var charges = ours.Find(user => user.Role == PracticeRole.Caja) ?? ours.Find(user => user.Role == PracticeRole.Facturacion) ?? ours[0];
                await new DemoLife(scopes, outbox, demo, new DemoCast(ours[0], charges, Person(reviewer)), emisor, ct).LiveAsync();
            }
        }
        finally
        {
            await demo.SetAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        }
    }

    private async Task CreateAsync(Sample account, int number, int mark, IEnumerable<Sample> users, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var name = account.Marked(mark)["cuenta"];
        Practice? there;
        await using (var db = database.Open(Access.Machine()))
            there = await db.Practices.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name, ct);
        var practice = there ?? new Practice { Name = name, CreatedAt = clock.GetUtcNow().UtcDateTime };
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsSystem(practice.Id, "demostración");
        var emisor = EmisorOf(account);
        await using (var db = scope.ServiceProvider.GetRequiredService<HonorarioStorage>().Open(Right.EditPatients))
        {
            if (there is null)
            {
                db.Practices.Add(practice);
                db.Emisores().Add(emisor);
                db.MailServers().Add(new MailServer
                {
                    Host = DemoMailbox.HostOf(practice.Id),
                    Port = 25,
                    Security = MailSecurity.Ninguna,
                    FromAddress = "facturas@honorario.example",
                    FromName = practice.Name,
                });
                var performer = account["cuenta"].Replace("Consultorio ", "", StringComparison.Ordinal);
                var today = places.TodayAt(emisor.CodigoPostal);
                var first = IsLived ? new DateOnly(today.Year, today.Month, 1).AddMonths(-DemoLife.Billed) : today.AddMonths(-MonthsLeftToBill);
                AddServices(db, account["folios"], performer, number, mark, first, today);
                await db.SaveChangesAsync(ct);
            }

            emisor = await db.Emisores().AsNoTracking().Include(row => row.Llaves).SingleAsync(ct);
        }

        await LoadKeyAsync(scope.ServiceProvider, emisor, number, ct);
        await AddUsersAsync(scope.ServiceProvider, practice, users.Select(user => user.Marked(mark)));
    }

    private static Emisor EmisorOf(Sample account) => new()
    {
        Rfc = Rfc.Parse(account["rfc"]),
        Nombre = account["nombre"],
        RegimenFiscal = account["regimen"],
        CodigoPostal = PostalCode.Parse(account["codigo_postal"]),
        Calle = account["calle"],
        NumeroExterior = account["numero"],
        Colonia = account["colonia"],
        Municipio = account["municipio"],
        Iva = Enum.Parse<IvaTreatment>(account["iva"]),
        Serie = account["serie"],
    };

    private static void AddServices(HonorarioDb db, string folios, string performer, int seed, int mark, DateOnly first, DateOnly today)
    {
        var insurers = Sample.Read("aseguradoras").Select(row => row.Marked(mark)).Select(row => new Insurer
        {
            Name = row["nombre"],
            Rfc = Rfc.Parse(row["rfc"]),
            Nombre = row["razon_social"],
            RegimenFiscal = row["regimen"],
            CodigoPostal = PostalCode.Parse(row["codigo_postal"]),
        }).ToList();
        var insurer = insurers[0];
        var patients = Sample.Read("pacientes")
            .Select(row => new Patient { Name = row["nombre"], Policies = { new Policy { InsurerId = insurer.Id, Number = row["poliza"] } } }).ToList();
        var kinds = Sample.Read("vinculaciones");
        db.AddRange(insurers);
        db.AddRange(patients);
        db.AddRange(kinds.Select(row => new CptLink
        {
            Cpt = row["cpt"], ClaveProdServ = row["clave_prod_serv"], ClaveUnidad = row["clave_unidad"], Descripcion = row["descripcion"],
        }));

        var weighted = kinds.SelectMany(kind => Enumerable.Repeat(kind, int.Parse(kind["peso"], CultureInfo.InvariantCulture))).ToList();
        var folio = 0;
        for (var day = first; day <= today; day = day.AddDays(1))
        {
            if (day.DayOfWeek == DayOfWeek.Sunday && day != today)
                continue;
            var dice = new Random((seed * 1_000_000) + day.DayNumber);
            for (var count = dice.Next(2, MostServicesADay + 1); count > 0; count--)
            {
                var kind = weighted[dice.Next(weighted.Count)];
                db.AllServices().Add(new MedicalService
                {
                    Folio = $"{folios}-{++folio:00000}",
                    Date = day,
                    PatientId = patients[dice.Next(patients.Count)].Id,
                    InsurerId = insurer.Id,
                    Cpt = kind["cpt"],
                    InsurerAmount = kind.Money("precio"),
                    Copay = kind.Money("copago"),
                    PerformedBy = performer,
                    Authorization = dice.Next(3) > 0 ? $"GS-{seed}{folio:00000}" : "",
                });
            }
        }
    }

    private async Task LoadKeyAsync(IServiceProvider services, Emisor emisor, int number, CancellationToken ct)
    {
        if (emisor.Llaves.Count == 0)
        {
            var now = clock.GetUtcNow();
            var csd = s_certificates.GetOrAdd(
                number, _ => SelfIssued.Create(emisor.Rfc, emisor.Nombre, $"3000100000050000{number:0000}", now.AddYears(-1), now.AddYears(3), CsdPassword));
            Demand(await services.GetRequiredService<LoadLlave>().RunAsync(emisor.Id, csd.Cer, csd.Key, CsdPassword, ct));
        }

        await using var db = services.GetRequiredService<HonorarioStorage>().Open(Right.RunJobs);
        if (!await db.Manifiestos().AnyAsync(ct))
            Demand(await services.GetRequiredService<AcceptManifiesto>().RunAsync(emisor.Id, ct));
    }

    private static async Task AddUsersAsync(IServiceProvider services, Practice practice, IEnumerable<Sample> users)
    {
        var accounts = services.GetRequiredService<UserManager<User>>();
        foreach (var user in users)
        {
            if (await accounts.FindByEmailAsync(user["correo"]) is not null)
                continue;
            var created = await accounts.CreateAsync(new User
            {
                PracticeId = practice.Id,
                Role = Enum.Parse<PracticeRole>(user["permisos"]),
                DisplayName = user["nombre"],
                UserName = user["correo"],
                Email = user["correo"],
                PasswordHash = HashOf(user["contraseña"], accounts),
            });
            if (!created.Succeeded)
                throw new InvalidOperationException($"samples/usuarios.csv: {string.Join(" ", created.Errors.Select(error => error.Description))}");
        }
    }

    private static async Task AddPortalAsync(IServiceProvider services, Sample person, CancellationToken ct)
    {
        var opened = await services.GetRequiredService<OpenPortalCompany>().RunAsync(
            new Opening(person["empresa"], person["rfc"], person["papel"], person["nombre"], person["correo"]), ct);
        Demand(opened);
        if (opened.Value!.PasswordHash is not null)
            return;
        var accounts = services.GetRequiredService<UserManager<User>>();
        opened.Value!.PasswordHash = HashOf(person["contraseña"], accounts);
        var added = await accounts.UpdateAsync(opened.Value!);
        if (!added.Succeeded)
            throw new InvalidOperationException($"samples/portal.csv: {string.Join(" ", added.Errors.Select(error => error.Description))}");
    }

    private static string HashOf(string password, UserManager<User> accounts) =>
        s_hashes.GetOrAdd(password, _ => accounts.PasswordHasher.HashPassword(new User { DisplayName = "" }, password));

    private static void Demand<T>(Result<T> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The demo data is refused: {string.Join(" ", result.Problems.Select(problem => problem.Message))}");
    }
}
