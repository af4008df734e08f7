using System.Text;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

public class ServiciosTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Services_come_in_from_a_file_bad_rows_named_and_known_folios_left_out(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1);
        var import = new ImportServices(world.Storage);
        var file = Encoding.UTF8.GetBytes(
            """
            folio;FECHA;Paciente;Póliza;Aseguradora;CPT4;Monto;Copago;PLAN
            N1;15/03/2026;Ana Peña;P-9;general de salud;99203;"$1,250.50";150;Amplio
            N2;2026-03-16;Ana Peña;P-9;General de Salud;99213;800;
            S00001;2026-03-16;Ana Peña;P-9;General de Salud;99213;800;0
            N3;31/02/2026;Ana Peña;P-9;Otra;99213;-5;x
            N1;15/03/2026;Ana Peña;P-9;General de Salud;99203;1;1
            """);

        var preview = await import.PreviewAsync("servicios.csv", file, CancellationToken.None);
        var applied = await import.ApplyAsync(preview.Value!, CancellationToken.None);

        preview
            .Value!.Select(row => (row.Line, row.Repeated, row.Problems.Count))
            .Should()
            .Equal((2, false, 0), (3, false, 0), (4, true, 0), (5, false, 4), (6, false, 1));
        applied.Value.Should().Be(2);
        await using var db = world.Storage.Open();
        (await db.Services().SumAsync(service => service.InsurerAmount)).Should().Be(2050.50m + 850.55m);
        (await db.Services().Where(service => service.Plan != "").Select(service => service.Folio + service.Plan).SingleAsync()).Should().Be("N1Amplio");
        (await db.Patients().CountAsync(patient => patient.Search == "ANA PENA")).Should().Be(1);
    }

    [Fact]
    public async Task An_insurer_is_checked_field_by_field()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditInsurer(world.Storage);

        var wrong = await edit.RunAsync(null, new InsurerForm("", "GSA", "", "999", "1", "D01"), CancellationToken.None);
        var repeated = await edit.RunAsync(null, new InsurerForm("Otra", "GSA010101AB3", "OTRA", "601", "06600", "G03"), CancellationToken.None);
        var notAllowed = await edit.RunAsync(null, new InsurerForm("Otra", "EKU9003173C9", "OTRA", "601", "06600", "D01"), CancellationToken.None);

        wrong.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Name", "Rfc", "Nombre", "RegimenFiscal", "CodigoPostal");
        repeated.Problems.Single().Field.Should().Be("Rfc");
        notAllowed.Problems.Single().Code.Should().Be("CFDI40161");
    }
}
