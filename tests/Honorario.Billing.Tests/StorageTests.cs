using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Honorario.Billing.Tests;

/// <summary>The same promises on SQLite and on PostgreSQL.</summary>
public class StorageTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_practice_sees_none_of_the_rows_of_another(Server server)
    {
        var database = await databases.NewAsync(server);
        var mine = await BillingWorld.NewAsync(database);
        var theirs = await BillingWorld.NewAsync(database);
        await theirs.AddServicesAsync(3);
        await theirs.DraftWithAllAsync("CI-1");

        await using var db = mine.Storage.Open();

        (await db.Services().CountAsync()).Should().Be(0);
        (await db.Invoices().CountAsync()).Should().Be(0);
        (await db.InvoiceLines().CountAsync()).Should().Be(0);
        (await db.Audit().CountAsync(entry => entry.SubjectId == theirs.EmisorId)).Should().Be(0);
        (await db.Emisores().Select(row => row.Id).ToListAsync()).Should().Equal(mine.EmisorId);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Nobody_writes_into_another_practice(Server server)
    {
        var database = await databases.NewAsync(server);
        var mine = await BillingWorld.NewAsync(database);
        var theirs = await BillingWorld.NewAsync(database);

        await using var db = mine.Storage.Open();
        db.Patients().Add(new Patient { Name = "Ajeno", Policies = { new Policy { InsurerId = theirs.InsurerId, Number = "1" } }, PracticeId =
            theirs.PracticeId });
        var write = () => db.SaveChangesAsync();

        await write.Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Without_an_actor_nothing_is_seen_and_nothing_is_written(Server server)
    {
        var database = await databases.NewAsync(server);
        await BillingWorld.NewAsync(database);

        await using var db = database.Open(Access.Machine());
        (await db.Emisores().CountAsync()).Should().Be(0);
        db.Patients().Add(new Patient { Name = "Nadie", Policies = { new Policy { InsurerId = Guid.NewGuid(), Number = "1" } } });
        var write = () => db.SaveChangesAsync();

        await write.Should().ThrowAsync<InvalidOperationException>();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Money_is_summed_and_ordered_as_numbers(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1, "A", 9.99m);
        await world.AddServicesAsync(1, "B", 100.10m);
        await world.AddServicesAsync(1, "C", 1234567.89m);

        await using var db = world.Storage.Open();

        (await db.Services().SumAsync(service => service.InsurerAmount)).Should().Be(1234677.98m);
        (await db.Services().OrderBy(service => service.InsurerAmount).Select(service => service.Folio[0]).ToListAsync()).Should().Equal('A', 'B', 'C');
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Who_changes_a_row_that_changed_meanwhile_is_told(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await using var first = world.Storage.Open();
        await using var second = world.Storage.Open();
        (await first.Emisores().SingleAsync()).NextFolio++;
        (await second.Emisores().SingleAsync()).NextFolio++;
        await first.SaveChangesAsync();

        var late = () => second.SaveChangesAsync();

        await late.Should().ThrowAsync<DbUpdateConcurrencyException>();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_database_of_the_first_version_is_brought_to_this_one_with_what_it_holds(Server server)
    {
        await using var db = (await databases.NewAsync(server, migrated: false)).Open(Access.Machine());
        await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
        var (practice, person, no) = (Guid.CreateVersion7(), Guid.CreateVersion7(), false);
        await db.Database.ExecuteSqlAsync($"INSERT INTO practices (id, name, created_at) VALUES ({practice}, {"De antes"}, {BillingWorld.Now.UtcDateTime})");
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "AspNetUsers" (
                id, practice_id, display_name, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            VALUES ({person}, {practice}, {"Ana"}, {no}, {no}, {no}, {no}, {0})
            """);

        (await db.UpgradeAsync(NullLogger.Instance, CancellationToken.None)).Should().BeNull();

        (await db.Practices.SingleAsync()).Name.Should().Be("De antes");
        (await db.Users.SingleAsync()).Role.Should().Be(PracticeRole.Administracion, "whoever was there could do everything");
        db.Database.HasPendingModelChanges().Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_database_of_a_version_that_this_one_does_not_know_is_left_alone(Server server)
    {
        await using var db = (await databases.NewAsync(server)).Open(Access.Machine());
        await db.Database.ExecuteSqlRawAsync(
            """UPDATE "__EFMigrationsHistory" SET migration_id = '29990101000000_Later' WHERE migration_id LIKE '%Initial'"""
        );

        (await db.UpgradeAsync(NullLogger.Instance, CancellationToken.None)).Should().Contain("29990101000000_Later");
    }

    /// <summary>A copy of the whole model is thousands of lines a change; what makes it unneeded is <c>tools/migrations</c>.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_migration_carries_the_model_only_where_SQLite_rebuilds_a_table(Server server)
    {
        await using var db = (await databases.NewAsync(server, migrated: false)).Open(Access.Machine());
        var provider = db.Database.ProviderName!;
        var assembly = db.GetService<IMigrationsAssembly>();

        assembly.Migrations.Should().NotBeEmpty();
        foreach (var (id, type) in assembly.Migrations)
        {
            var migration = assembly.CreateMigration(type, provider);
            var rebuilds = server == Server.Sqlite && migration.UpOperations.Any(Rebuilds);
            migration.TargetModel.GetEntityTypes().Any().Should().Be(rebuilds, $"run tools/migrations for {id} of {server}");
        }
    }

    /// <summary>What SQLite can't do to a table that stands: EF Core makes a new one of the migration's model.</summary>
    private static bool Rebuilds(MigrationOperation operation) => operation
        is AlterColumnOperation
            or AlterTableOperation
            or DropColumnOperation
            or RenameIndexOperation
            or AddForeignKeyOperation
            or DropForeignKeyOperation
            or AddPrimaryKeyOperation
            or DropPrimaryKeyOperation
            or AddUniqueConstraintOperation
            or DropUniqueConstraintOperation
            or AddCheckConstraintOperation
            or DropCheckConstraintOperation;
}
