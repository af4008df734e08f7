using Honorario.Billing.Cuentas;
using Honorario.Billing.Pacientes;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Honorario.Billing.Tests.Pacientes;

public class UpgradeTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_patient_of_an_earlier_version_keeps_its_policy_and_is_found_by_its_words(Server server)
    {
        var database = await databases.NewAsync(server, migrated: false);
        var (practice, insurer, patient) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await using (var db = database.Open(Access.Machine()))
        {
            await db.GetService<IMigrator>().MigrateAsync("RightsListsAndDeliveries");
            await db.Database
                .ExecuteSqlAsync($"INSERT INTO practices (id, name, created_at) VALUES ({practice}, 'Consultorio', {BillingWorld.Now.UtcDateTime})");
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO insurers (id, practice_id, name, rfc, nombre, regimen_fiscal, codigo_postal, uso_cfdi)
                VALUES ({insurer}, {practice}, 'General de Salud', 'GSA010101AB3', 'GENERAL DE SALUD', '601', '06600', 'G03')
                """);
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO patients (id, practice_id, name, search, insurer_id, policy_number, email)
                VALUES ({patient}, {practice}, {"Zoë D'Alessio-Güemes"}, {"ZOE D'ALESSIO-GUEMES"}, {insurer}, 'GS-77', '')
                """);
            (await db.UpgradeAsync(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, CancellationToken.None)).Should().BeNull();
        }

        var found = await new ListPatients(new HonorarioStorage(database, BillingWorld.Actor(practice), []))
            .RunAsync(new PatientFilter("guemes dalessio", insurer), 0, null, CancellationToken.None);

        (found.Rows.Single().Id, found.Rows.Single().PolicyNumber).Should().Be((patient, "GS-77"));
    }
}
