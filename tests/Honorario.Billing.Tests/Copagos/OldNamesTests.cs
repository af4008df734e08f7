using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>Rows of versions that knew people by their shown name alone, after the migration's own statements.</summary>
public class OldNamesTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_one_person_of_a_name_did_is_hers_and_what_either_of_two_did_is_nobodys(Server server)
    {
        using var copagos = await CopagoWorld.NewAsync(databases, server);
        var world = copagos.World;
        foreach (var who in new[] { "ana", "luis", "eva" })
        {
            (await copagos.Open(who).RunAsync(100, CancellationToken.None)).Problems.Should().BeEmpty();
            await copagos.ChargedAsync(who, who: who);
        }

        (await copagos.Undo("ana").RunAsync(await copagos.ChargedAsync("U"), "Se cobró dos veces", CancellationToken.None)).Problems.Should().BeEmpty();
        var (invoice, _) = await world.StampedAsync("CI-1");
        var ana = await PersonAsync(world, "ana", world.PracticeId);
        await PersonAsync(world, "luis", world.PracticeId);
        await PersonAsync(world, "luis", world.PracticeId);
        var stranger = await BillingWorld.NewAsync(world.Database);
        await PersonAsync(world, "eva", stranger.PracticeId);
        await using var db = world.Storage.Open();
        await db.CashShifts().ExecuteUpdateAsync(set => set.SetProperty(row => row.CashierId, (Guid?)null));
        await db.Tickets().ExecuteUpdateAsync(set => set.SetProperty(row => row.CashierId, (Guid?)null).SetProperty(row => row.UndoneById, (Guid?)null));
        await db.StatusChanges().ExecuteUpdateAsync(set => set.SetProperty(row => row.PersonId, (Guid?)null));
        await db.Audit().ExecuteUpdateAsync(set => set.SetProperty(row => row.PersonId, (Guid?)null));

        foreach (var statement in Statements(db))
            await db.Database.ExecuteSqlRawAsync(statement.Sql);

        (await db.CashShifts().ToDictionaryAsync(row => row.Cashier, row => row.CashierId)).Should().BeEquivalentTo(
            new Dictionary<string, Guid?> { ["ana"] = ana, ["luis"] = null, ["eva"] = null }, "two are called luis, and the one eva works elsewhere");
        (await db.Tickets().ToListAsync()).Should().OnlyContain(row => row.CashierId == (row.Cashier == "ana" ? ana : null));
        (await db.Tickets().SingleAsync(row => row.UndoneAt != null)).UndoneById.Should().Be(ana);
        (await db.StatusChanges().Where(row => row.InvoiceId == invoice).ToListAsync()).Should().NotBeEmpty().And.OnlyContain(row => row.PersonId == ana);
        (await db.Audit().Where(row => row.Who == "ana").ToListAsync()).Should().NotBeEmpty().And.OnlyContain(row => row.PersonId == ana);
        (await db.Audit().Where(row => row.Who == "luis").ToListAsync()).Should().NotBeEmpty().And.OnlyContain(row => row.PersonId == null);
    }

    /// <summary>Those of the migration that moved rows from names to ids.</summary>
    private static List<SqlOperation> Statements(HonorarioDb db)
    {
        var assembly = db.GetService<IMigrationsAssembly>();
        var moves = assembly.Migrations.Values.SelectMany(type => assembly.CreateMigration(type, db.Database.ProviderName!).UpOperations)
            .OfType<SqlOperation>().Where(operation => operation.Sql.Contains("u.display_name", StringComparison.Ordinal)).ToList();
        moves.Should().HaveCount(5, "shifts, tickets and who undid them, status changes, the audit log");
        return moves;
    }

    private static async Task<Guid> PersonAsync(BillingWorld world, string name, Guid practice)
    {
        await using var db = world.Storage.Open();
        var person = new User { PracticeId = practice, DisplayName = name, UserName = $"{Guid.NewGuid()}" };
        db.Users.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    }
}
