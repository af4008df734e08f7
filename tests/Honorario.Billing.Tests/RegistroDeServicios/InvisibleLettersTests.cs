using Honorario.Billing.Pacientes;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.RegistroDeServicios;

/// <summary>What is pasted or comes in a file is kept as it is seen: NFC, nothing invisible, plain apostrophes in names.</summary>
public class InvisibleLettersTests(Databases databases)
{
    public static TheoryData<string, string> Names => new()
    {
        { "XOCHILT CASAS CHA\u0301VEZ", "XOCHILT CASAS CHÁVEZ" },
        { "XOCHILT\u200B CASAS CHAVEZ", "XOCHILT CASAS CHAVEZ" },
        { "\uFEFFXOCHILT CASAS CHAVEZ", "XOCHILT CASAS CHAVEZ" },
        { "XOCHILT CASAS CHA\u00ADVEZ", "XOCHILT CASAS CHAVEZ" },
        { "XOCHILT D\u2019ALESSIO", "XOCHILT D'ALESSIO" },
        { "XOCHILT\u00A0 \u2060CASAS\u200E", "XOCHILT CASAS" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_patients_name_is_kept_as_it_is_seen_whatever_door_it_comes_by(string pasted, string seen)
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var edit = new EditPatient(desk.World.Storage, desk.World.Clock);

        await desk.Register.RunAsync(
            desk.Visit(new ServiceLine("99213", 1, 800, 150, "F\u200B-1")) with { PatientId = null, NewPatient = new NewPatient($"{pasted} UNO") }, true,
            CancellationToken.None);
        (await edit.RunAsync(null, 0, new PatientForm($"{pasted} DOS", "", "ana@\u200Bcorreo.example", null, []), CancellationToken.None)).Problems
            .Should().BeEmpty();
        await desk.LoadAsync(
            $"\uFEFFFo\u00ADlio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\nF-2\u200B,15/03/2026,{pasted} TRES,P\u200B-9,General\u00A0de Salud,"
            + "99203,950.00,200\n");

        await using var db = desk.World.Storage.Open();
        (await db.Patients().Where(row => row.Name.StartsWith("XOCHILT")).OrderBy(row => row.Id).Select(row => row.Name).ToListAsync())
            .Should().Equal($"{seen} UNO", $"{seen} DOS", $"{seen} TRES");
        (await db.Services().OrderBy(row => row.Folio).Select(row => row.Folio).ToListAsync()).Should().Equal("F-1", "F-2");
        (await db.Patients().Where(row => row.Email != "").Select(row => row.Email).SingleAsync()).Should().Be("ana@correo.example");
    }
}
