using Honorario.Billing.Busqueda;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Honorario.Billing.Tests;

/// <summary>Any part of a text is found along the index of pieces, which is kept with the rows, on both databases.</summary>
public class PiecesTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Parts_of_words_find_a_patient_by_name_policy_or_phone_and_a_payment_by_its_operation(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var hugo = await AddAsync(world, "Hugo O'Brien Núñez", "PÓL-77/81", "(55) 1234-5678");
        await AddAsync(world, "Abril Solís \"La Güera\"", "X-1", "+52 33 9999 0000");
        var payment = await PayAsync(world, "spei 43-21");

        foreach (var typed in (string[])["obri", "brien", "nunez hug", "uñe go", "O'Brien", "hu", "nu", "ob hu", "n hugo", "n h", "pol7781", "l-77", "po"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().Equal([hugo], typed);
        foreach (var typed in (string[])["12345678", "55 1234", "345-67"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().Equal([hugo], typed);
        foreach (var typed in (string[])["ug br zz", "ug br", "go", "hugo solis", "rien12", "zz", "55 4321"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().BeEmpty(typed);
        foreach (var typed in (string[])["SPEI", "ei 4", "43-2", "3-21", "43", "21"])
            (await FindAsync(world, typed, HitKind.Pago)).Should().Equal([payment], typed);
        (await FindAsync(world, "4321", HitKind.Pago)).Should().BeEmpty();
        (await FindAsync(world, "\" OR \"", HitKind.Paciente)).Should().BeEmpty("what is typed is no question of its own");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_is_renamed_is_found_by_its_new_name_alone_and_what_is_removed_not_at_all(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var id = await AddAsync(world, "Xóchitl Ibáñez", "POL-1", "55 1111 2222");
        var draft = await world.DraftAsync("HOSP-77");
        await using (var db = world.Storage.Open())
        {
            var patient = await db.Patients().Include(row => row.Policies).SingleAsync(row => row.Id == id);
            (patient.Name, patient.Phone, patient.Policies[0].Number) = ("Elena Quiroz", "55 3333 4444", "ABC-9");
            var invoice = await db.Invoices().SingleAsync(row => row.Id == draft);
            (invoice.ControlNumber, invoice.Search) = ("CLIN-88", SearchText.Of("CLIN-88", "General de Salud"));
            await db.SaveChangesAsync();
        }

        foreach (var typed in (string[])["quiro", "33334444", "abc9"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().Equal([id], typed);
        foreach (var typed in (string[])["xochi", "11112222", "pol1"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().BeEmpty(typed);
        (await FindAsync(world, "lin-8", HitKind.Factura)).Should().Equal(draft);
        (await FindAsync(world, "hosp", HitKind.Factura)).Should().BeEmpty();

        await using (var db = world.Storage.Open())
        {
            await db.Policies().Where(row => row.PatientId == id).ExecuteDeleteAsync();
            await db.Patients().Where(row => row.Id == id).ExecuteDeleteAsync();
        }

        foreach (var typed in (string[])["quiro", "33334444", "abc9"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().BeEmpty(typed);
        await using (var db = world.Storage.Open())
        {
            db.Patients().Add(new Patient { Id = id, Name = "Tomás Vela" });
            await db.SaveChangesAsync();
        }

        (await FindAsync(world, "omas", HitKind.Paciente)).Should().Equal([id], "who comes back under its id is found as it is called now");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nothing_of_another_practice_is_found(Server server)
    {
        var database = await databases.NewAsync(server);
        var mine = await BillingWorld.NewAsync(database);
        var theirs = await BillingWorld.NewAsync(database);
        await AddAsync(theirs, "Úrsula Ríos", "RARA-5", "55 1234 5678");
        await PayAsync(theirs, "SPEI 9876");
        await theirs.DraftAsync("HOSP-77");
        var own = await AddAsync(mine, "Úrsula Ríos", "", "");

        (await FindAsync(mine, "ursul", HitKind.Paciente)).Should().Equal(own);
        foreach (var typed in (string[])["rara5", "12345678", "9876", "hosp"])
            (await FindAsync(mine, typed)).Should().BeEmpty(typed);
    }

    /// <summary>More than are gathered before an order is asked for: the order alone says which.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_very_many_alike_the_first_ones_are_found(Server server)
    {
        const int Many = 2_100;
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await using (var db = world.Storage.Open())
        {
            db.Patients().AddRange(Enumerable.Range(0, Many).Select(at => new Patient
            {
                Name = $"Hernández {Many - at:0000}", Phone = $"55 0000 {at:0000}",
                Policies = { new Policy { InsurerId = world.InsurerId, Number = $"POL-{at:0000}" } },
            }));
            db.AddRange(Enumerable.Range(1, Many).Select(at => new InsurerPayment
            {
                EmisorId = world.EmisorId, InsurerId = world.InsurerId, PaidOn = BillingWorld.Today.AddDays(-at), Amount = at, FormaPago = "03",
                OperationNumber = $"SPEI {at}", RegisteredAt = BillingWorld.Now.UtcDateTime,
            }));
            await db.SaveChangesAsync();
        }

        string[] first = ["Hernández 0001", "Hernández 0002", "Hernández 0003", "Hernández 0004", "Hernández 0005"];
        foreach (var typed in (string[])["hernandez", "ernande", "he", "pol", "550000"])
            (await HitsAsync(world, typed)).Where(hit => hit.Kind == HitKind.Paciente).Select(hit => hit.Title).Should().Equal(first, typed);
        (await HitsAsync(world, "spei")).Select(hit => hit.Title).Should().Equal("SPEI 1", "SPEI 2", "SPEI 3", "SPEI 4", "SPEI 5");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_database_from_before_the_index_has_its_rows_in_it_once_it_is_upgraded(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var id = await AddAsync(world, "Ximena Zúñiga", "POL-1", "(55) 1111-2222");
        var draft = await world.DraftAsync("HOSP-77");
        var payment = await PayAsync(world, "SPEI 1");
        await using (var db = world.Database.Open(Access.Machine()))
        {
            var before = db.Database.GetMigrations().TakeWhile(one => !one.EndsWith("_Pieces", StringComparison.Ordinal)).Last();
            await db.GetService<IMigrator>().MigrateAsync(before);
            (await db.UpgradeAsync(NullLogger.Instance, CancellationToken.None)).Should().BeNull();
        }

        foreach (var typed in (string[])["imen", "11112222", "pol1"])
            (await FindAsync(world, typed, HitKind.Paciente)).Should().Equal([id], typed);
        (await FindAsync(world, "osp-7", HitKind.Factura)).Should().Equal(draft);
        (await FindAsync(world, "spei", HitKind.Pago)).Should().Equal(payment);
        await AddAsync(world, "Ximena Vela", "", "");
        (await FindAsync(world, "imen", HitKind.Paciente)).Should().HaveCount(2);
    }

    [Fact]
    public async Task Packing_the_file_leaves_what_is_found()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAsync(world, "Alguien Más", "", "");
        var id = await AddAsync(world, "Ximena Zúñiga", "", "");
        await using (var db = world.Storage.Open())
        {
            await db.Patients().Where(row => row.Id != id && !row.Policies.Any()).ExecuteDeleteAsync();
            await db.Database.ExecuteSqlRawAsync("VACUUM");
        }

        (await FindAsync(world, "imen", HitKind.Paciente)).Should().Equal(id);
    }

    [Fact]
    public async Task Of_a_patient_who_is_erased_no_piece_stays_in_the_file_of_SQLite()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var id = await AddAsync(world, "Zzqwx", "", "");
        await using var db = world.Storage.Open();
        Task<int> PiecesAsync() => db.Database
            .SqlQueryRaw<int>("SELECT id AS \"Value\" FROM patients_pieces_data WHERE instr(block, CAST('ZQW' AS BLOB)) > 0").CountAsync();

        (await PiecesAsync()).Should().Be(1);
        (await db.Patients().SingleAsync(row => row.Id == id)).Erase(BillingWorld.Now.UtcDateTime);
        await db.SaveChangesAsync();
        (await PiecesAsync()).Should().Be(0);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO patients_pieces (patients_pieces) VALUES ('integrity-check')");
    }

    [Fact]
    public async Task Who_may_not_create_the_extension_upgrades_without_it_and_gets_the_indexes_afterwards()
    {
        var connection = new Npgsql.NpgsqlConnectionStringBuilder();
        await using (var owner = (await databases.NewAsync(Server.Postgres, migrated: false)).Open(Access.Machine()))
        {
            connection.ConnectionString = owner.Database.GetConnectionString();
            await owner.Database.ExecuteSqlRawAsync("CREATE ROLE humilde LOGIN; GRANT CREATE ON SCHEMA public TO humilde");
        }

        var owners = new PostgresDatabase(connection.ConnectionString);
        connection.Username = "humilde";
        var database = new PostgresDatabase(connection.ConnectionString);
        await using var db = database.Open(Access.Machine());
        (await db.UpgradeAsync(NullLogger.Instance, CancellationToken.None)).Should().BeNull();
        var world = await BillingWorld.NewAsync(database);
        var id = await AddAsync(world, "Ximena Zúñiga", "", "");
        Task<int> IndexesAsync() => db.Database
            .SqlQueryRaw<string>("SELECT indexname AS \"Value\" FROM pg_indexes WHERE indexname LIKE 'ix_%_pieces'").CountAsync();

        (await IndexesAsync()).Should().Be(0);
        (await FindAsync(world, "imen", HitKind.Paciente)).Should().Equal(id);
        await using (var owner = owners.Open(Access.Machine()))
            await owner.Database.ExecuteSqlRawAsync("CREATE EXTENSION pg_trgm");
        await db.Database.ExecuteSqlRawAsync("SELECT honorario_pieces()");
        (await IndexesAsync()).Should().Be(6);
    }

    [Theory]
    [InlineData("77", "770000000-779999999 77000000-77999999 7700000-7799999 770000-779999 77000-77999 7700-7799 770-779 77-77")]
    [InlineData("12-CWRB2", "12-12")]
    [InlineData("2147483647", "2147483647-2147483647")]
    [InlineData("214748364", "2147483640-2147483647 214748364-214748364")]
    [InlineData("9999999999", "")]
    [InlineData("077", "")]
    [InlineData("CI-1", "")]
    public void The_beginning_of_a_tickets_folio_says_which_numbers_it_may_have(string part, string ranges) =>
        string.Join(' ', TicketFolio.Numbers(part).Select(range => $"{range.Least}-{range.Most}")).Should().Be(ranges);

    private static async Task<Guid> AddAsync(BillingWorld world, string name, string policy, string phone)
    {
        await using var db = world.Storage.Open();
        var patient = new Patient { Name = name, Phone = phone };
        if (policy.Length > 0)
            patient.Policies.Add(new Policy { InsurerId = world.InsurerId, Number = policy });
        db.Patients().Add(patient);
        await db.SaveChangesAsync();
        return patient.Id;
    }

    private static async Task<Guid> PayAsync(BillingWorld world, string operation)
    {
        await using var db = world.Storage.Open();
        var payment = new InsurerPayment
        {
            EmisorId = world.EmisorId, InsurerId = world.InsurerId, PaidOn = BillingWorld.Today, Amount = 1, FormaPago = "03", OperationNumber = operation,
            RegisteredAt = BillingWorld.Now.UtcDateTime,
        };
        db.Payments().Add(payment);
        await db.SaveChangesAsync();
        return payment.Id;
    }

    private static Task<IReadOnlyList<Hit>> HitsAsync(BillingWorld world, string typed) =>
        new FindAnywhere(world.Storage, world.Kinds).RunAsync(typed, CancellationToken.None);

    private static async Task<IEnumerable<Guid>> FindAsync(BillingWorld world, string typed, HitKind? kind = null) =>
        (await HitsAsync(world, typed)).Where(hit => kind is null || hit.Kind == kind).Select(hit => hit.Id);
}
