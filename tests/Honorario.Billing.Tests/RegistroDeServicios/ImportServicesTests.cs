using System.Text;
using Honorario.Archivos.Tablas;
using Honorario.Billing.Cuentas;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.RegistroDeServicios;

public class ImportServicesTests(Databases databases)
{
    private const string Two =
        """
        Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago
        N1,15/03/2026,Ana Peña,P-9,General de Salud,99203,950.00,200
        N2,16/03/2026,Ana Peña,P-9,General de Salud,99213,800.00,150
        """;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_changed_file_updates_what_is_not_billed_and_says_old_and_new(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        var first = await desk.LoadAsync(Two);
        var again = await desk.PreviewAsync(Two);
        var preview = await desk.PreviewAsync(Two.Replace("800.00", "820.00"));
        var applied = await desk.Import.ApplyAsync(preview, new ImportAnswers(), null, CancellationToken.None);

        (first.Added, first.Changed).Should().Be((2, 0));
        again.Rows.Should().OnlyContain(row => row.Kind == ImportKind.Igual);
        preview.Rows.Select(row => row.Kind).Should().Equal(ImportKind.Igual, ImportKind.Cambia);
        preview.Rows[1].Changes.Should().Equal("Monto $800.00 → $820.00");
        (applied.Value!.Added, applied.Value.Changed).Should().Be((0, 1));
        await using var db = desk.World.Storage.Open();
        (await db.Services().SumAsync(row => row.InsurerAmount)).Should().Be(950 + 820);
        (await db.Patients().CountAsync(patient => patient.Search == "ANA PENA")).Should().Be(1);
    }

    [Fact]
    public async Task A_file_without_a_header_or_a_column_of_insurers_is_read_once_it_was_said_what_its_columns_are()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        using var file = (await desk.Import.OpenAsync("citas.csv", Encoding.UTF8.GetBytes(
            "15/02/2026,Ana Peña,P-9,99203,950.00\n02/16/2026,Ana Peña,P-9,99213,800.00\n"), CancellationToken.None)).Value!;
        var (guessed, _) = await desk.Import.ColumnsAsync(file, CancellationToken.None);

        (file.HeaderRow, file.HasHeader, file.Count, guessed.Missing().Count).Should().Be((0, false, 2, 5));
        var columns = new ServiceColumns(new Dictionary<ServiceField, int>
        {
            [ServiceField.Fecha] = 0, [ServiceField.Paciente] = 1, [ServiceField.Poliza] = 2, [ServiceField.CPT4] = 3, [ServiceField.Monto] = 4,
        });
        columns.Missing().Should().ContainSingle().Which.Message.Should().Contain("de quién son todas");
        using var preview = (await desk.Import.PreviewAsync(file, columns with { Insurer = "General de Salud" }, false, null, CancellationToken.None)).Value!;
        preview.Rows.Should().OnlyContain(row => row.Kind == ImportKind.Nuevo && row.Doubts.Count == 0);
        (file.MonthFirst(columns), file.WithHeader(1).HasHeader).Should().Be((false, true), "one row has the day first, the other the month");
        preview.Left(new ImportAnswers()).Should().BeEmpty();
        (await desk.Import.ColumnsAsync(file, CancellationToken.None)).Remembered.Should().BeFalse("another file of five columns may be of something else");
    }

    [Fact]
    public async Task Days_with_the_month_first_and_words_of_appointments_are_told_and_understood()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        using var file = (await desk.Import.OpenAsync("citas.csv", Encoding.UTF8.GetBytes(
            "No. de cita,Día de la cita,Nombre completo,Aseg.,CTP4,Total a cobrar\n1,02/25/2026,Ana Peña,General de Salud,99203,950.00\n"
            + "2,03/04/2026,Ana Peña,General de Salud,99213,800.00\n3,,Ana Peña,General de Salud,99213,800.00"), CancellationToken.None)).Value!;
        var (columns, _) = await desk.Import.ColumnsAsync(file, CancellationToken.None);
        columns.Missing().Should().BeEmpty();
        file.MonthFirst(columns).Should().BeTrue();
        using var preview = (await desk.Import.PreviewAsync(file, columns, false, null, CancellationToken.None)).Value!;
        preview.Rows[1].Service!.Date.Should().Be(new DateOnly(2026, 3, 4));
        preview.Left(new ImportAnswers()).Should().Equal((4, ImportKind.Error));
    }

    /// <summary>Most spreadsheets have no folios: the row that looks like one service is asked about, and corrects it or is another.</summary>
    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_file_without_folios_that_is_loaded_again_corrects_what_is_there_or_adds_another_as_is_said(Server server)
    {
        const string File = """
            Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago
            15/03/2026,Ana Peña,P-9,General de Salud,99203,950.00,100.00
            16/03/2026,Ana Peña,P-9,General de Salud,99213,800.00,0
            """;
        var desk = await DeskWorld.NewAsync(databases, server);
        await desk.LoadAsync(File);

        using var preview = await desk.PreviewAsync(File.Replace("800.00", "820.00"));
        preview.Rows.Should().OnlyContain(row => row.Kind == ImportKind.Nuevo && row.Doubts.Count == 1);
        preview.Rows[0].Doubts.Single().Should().Contain("igual a esta fila");
        preview.Rows[1].Correction!.Changes.Should().Equal("Monto $800.00 → $820.00");
        preview.CorrectingLines.Should().Equal(preview.Rows[1].Line);
        var corrected = await desk.Import.ApplyAsync(preview, new ImportAnswers([], [preview.Rows[0].Line, preview.Rows[1].Line]), null,
            CancellationToken.None);
        (corrected.Value!.Added, corrected.Value.Changed).Should().Be((0, 1));

        using var other = await desk.PreviewAsync(File.Replace("800.00", "830.00"));
        var added = await desk.Import.ApplyAsync(other, new ImportAnswers([other.Rows[1].Line]), null, CancellationToken.None);
        (added.Value!.Added, added.Value.Changed).Should().Be((1, 0));

        using var ambiguous = await desk.PreviewAsync(File.Replace("800.00", "840.00"));
        ambiguous.Rows[1].Correction.Should().BeNull("two are there, and nothing tells which is meant");
        await desk.UndoLoad.RunAsync(corrected.Value.LoadId!.Value, CancellationToken.None);
        await using var db = desk.World.Storage.Open();
        (await db.Services().OrderBy(row => row.Date).ThenBy(row => row.InsurerAmount).Select(row => row.InsurerAmount).ToListAsync()).Should()
            .Equal(950, 800, 830);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whether_a_patient_of_another_policy_or_of_another_person_is_the_same_is_asked(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        await desk.LoadAsync(Two);
        const string Row = "Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\nN9,18/03/2026,ANA PENA,P-77,General de Salud,99213,800.00,0";

        using (var mine = await desk.PreviewAsync(Row))
            mine.Rows.Single().Doubts.Should().ContainSingle().Which.Should().Contain("con póliza P-9");
        using (var unknown = await desk.PreviewAsync(Row.Replace("ANA PENA", "Nadie Conocido")))
            unknown.Rows.Single().Doubts.Should().BeEmpty();

        var physician = new Actor();
        physician.ActAs(desk.World.Physician());
        using (var others = await desk.PreviewAsync(Row, by: desk.ImportBy(physician)))
            others.Rows.Single().Doubts.Should().ContainSingle().Which.Should().StartWith("Otra persona de la cuenta").And.NotContain("P-9");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_whole_load_is_undone_new_rows_go_and_changed_ones_are_as_before(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        await desk.LoadAsync(Two);
        var changed = await desk.LoadAsync(Two.Replace("800.00", "820.00") + "\nN3,17/03/2026,Otro Paciente,P-10,General de Salud,99213,700.00,0");

        var undone = await desk.UndoLoad.RunAsync(changed.LoadId!.Value, CancellationToken.None);
        var twice = await desk.UndoLoad.RunAsync(changed.LoadId.Value, CancellationToken.None);

        undone.Value.Should().Be(new LoadUndone(2, 1));
        twice.Problems.Should().ContainSingle();
        await using var db = desk.World.Storage.Open();
        (await db.Services().OrderBy(row => row.Folio).Select(row => row.InsurerAmount).ToListAsync()).Should().Equal(950, 800);
        (await db.Patients().CountAsync(row => row.Search == "OTRO PACIENTE")).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Undoing_a_load_takes_along_the_patients_whom_only_it_brought_and_nobody_touched_since(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        const string Head = "Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago";
        var load = await desk.LoadAsync(Head
            + "\nQ1,15/03/2026,Solo Ella,Q-1,General de Salud,99203,950.00,0\nQ2,16/03/2026,Solo Ella,Q-1,General de Salud,99203,950.00,0"
            + "\nQ3,15/03/2026,Vino Despues,Q-3,General de Salud,99203,950.00,0\nQ4,15/03/2026,Con Telefono,Q-4,General de Salud,99203,950.00,0");
        await desk.LoadAsync(Head + "\nQ9,18/03/2026,Vino Despues,Q-3,General de Salud,99213,700.00,0");
        await using (var db = desk.World.Storage.Open())
        {
            (await db.Patients().SingleAsync(row => row.Search == "CON TELEFONO")).Phone = "55 1234 5678";
            await db.SaveChangesAsync();
        }

        var undone = await desk.UndoLoad.RunAsync(load.LoadId!.Value, CancellationToken.None);

        undone.Value.Should().Be(new LoadUndone(4, 1));
        await using var after = desk.World.Storage.Open();
        (await after.Patients().Where(row => row.LoadId == load.LoadId).OrderBy(row => row.Search).Select(row => row.Search).ToListAsync())
            .Should().Equal("CON TELEFONO", "VINO DESPUES");
        (await after.Services().Select(row => row.Folio).ToListAsync()).Should().Contain("Q9").And.NotContain(["Q1", "Q2", "Q3", "Q4"]);
    }

    /// <summary>Rows are judged and kept a thousand at a time: what is the same in two of these parts is still seen.</summary>
    [Fact]
    public async Task A_long_file_is_one_load_whatever_is_repeated_in_it_and_is_undone_as_one()
    {
        const int Count = 2_600;
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var lines = Enumerable.Range(0, Count).Select(at => $"L{at:0000},15/03/2026,Paciente {at},P-{at},General de Salud,99213,800.00,150")
            .Append("L0007,15/03/2026,Paciente 7,P-7,General de Salud,99203,800.00,150")
            .Append("l0008,15/03/2026,Paciente 8,P-8,General de Salud,99213,800.00,150");
        var read = new List<int>();

        var preview = await desk.PreviewAsync($"Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\n{string.Join('\n', lines)}",
            progress: new Told(read.Add));
        var kept = new List<int>();
        var loaded = await desk.Import.ApplyAsync(preview, new ImportAnswers([Count + 3]), new Told(kept.Add), CancellationToken.None);

        (preview.Count(ImportKind.Nuevo), preview.Count(ImportKind.Error), preview.Doubtful).Should().Be((Count + 1, 1, 1));
        preview.Rows[Count].Problems.Single().Message.Should().Contain("también está en la fila 9");
        preview.Rows[Count + 1].Doubts.Should().HaveCount(2).And.Contain(doubt => doubt.Contains("la fila 10"));
        read.Should().Equal(1_000, 2_000, Count + 2);
        kept.Should().Equal(1_000, 2_000, Count + 1);
        loaded.Value!.Added.Should().Be(Count + 1);
        await using var db = desk.World.Storage.Open();
        (await db.Database.SqlQueryRaw<string>("SELECT tbl AS Value FROM sqlite_stat1").ToListAsync()).Should().Contain(["services", "patients"]);
        (await db.Patients().CountAsync(patient => patient.Search.StartsWith("PACIENTE ") && patient.Id != desk.World.PatientId)).Should().Be(Count);
        (await desk.PreviewAsync($"Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\n{string.Join('\n', lines.Take(Count))}"))
            .Count(ImportKind.Igual).Should().Be(Count);

        var undone = await desk.UndoLoad.RunAsync(loaded.Value.LoadId!.Value, CancellationToken.None);

        undone.Value.Should().Be(new LoadUndone(Count + 1, Count));
        (await db.Services().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_rows_of_a_long_file_are_read_again_when_they_are_shown_and_are_not_held()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var lines = Enumerable.Range(0, 1_200).Select(at => $"L{at:0000},15/03/2026,Paciente {at},P-{at},General de Salud,99213,800.50,150");

        using var preview = await desk.PreviewAsync($"Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\n{string.Join('\n', lines)}");
        var (first, middle, last) = (preview.Rows[0], preview.Rows[700], preview.Rows[1_199]);

        preview.Rows[0].Should().NotBeSameAs(first).And.BeEquivalentTo(first);
        middle.Line.Should().Be(702);
        (last.Line, last.Service!.Folio, last.Service.Amount, last.Cells[ServiceField.Paciente]).Should().Be((1_201, "L1199", 800.50m, "Paciente 1199"));
    }

    [Fact]
    public async Task Others_work_while_a_long_file_is_kept_and_what_they_took_meanwhile_is_told_and_not_repeated()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var lines = Enumerable.Range(0, 2_600).Select(at => $"L{at:0000},15/03/2026,Paciente {at},P-{at},General de Salud,99213,800.00,150");
        var text = $"Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\n{string.Join('\n', lines)}";
        using var preview = await desk.PreviewAsync(text);
        void Take(int kept)
        {
            var form = desk.Visit(new ServiceLine("99203", 1, 900, 0, kept == 1_000 ? "X-1" : "L2500"));
            desk.Register.RunAsync(form, acceptDoubts: true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)).GetAwaiter().GetResult()
                .Problems.Should().BeEmpty();
        }

        var applied = await desk.Import.ApplyAsync(preview, new ImportAnswers(), new Told(Take), CancellationToken.None);

        applied.Problems.Single().Message.Should().StartWith("Se guardaron 2,000 de 2,600");
        using var again = await desk.PreviewAsync(text);
        (again.Count(ImportKind.Igual), again.Count(ImportKind.Nuevo), again.Count(ImportKind.Cambia)).Should().Be((2_000, 599, 1));
        await using var db = desk.World.Storage.Open();
        (await db.ServiceLoads().SingleAsync()).Added.Should().Be(2_000);
    }

    private sealed class Told(Action<int> count) : IProgress<int>
    {
        public void Report(int value) => count(value);
    }

    [Fact]
    public async Task A_load_with_something_billed_since_is_not_undone_in_part()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var load = await desk.LoadAsync(Two);
        Guid one;
        await using (var db = desk.World.Storage.Open())
            one = await db.Services().Where(row => row.Folio == "N2").Select(row => row.Id).SingleAsync();
        var draft = await desk.DraftWithAsync(one);

        var undone = await desk.UndoLoad.RunAsync(load.LoadId!.Value, CancellationToken.None);

        undone.Problems.Single().Link.Should().EndWith($"{draft}");
        await using var after = desk.World.Storage.Open();
        (await after.Services().CountAsync()).Should().Be(2);
    }

    [Fact]
    public async Task What_is_billed_stays_and_the_row_says_where_it_is()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await desk.LoadAsync(Two);
        var draft = await desk.World.DraftWithAllAsync("B-1");
        (await desk.World.Stamp.RunAsync(draft, CancellationToken.None)).Problems.Should().BeEmpty();

        var preview = await desk.PreviewAsync(Two.Replace("800.00", "820.00"));

        preview.Rows.Select(row => row.Kind).Should().Equal(ImportKind.Igual, ImportKind.Error);
        preview.Rows[1].Problems.Single().Message.Should().Contain("B-1");
    }

    [Fact]
    public async Task The_file_that_Excel_saves_in_Spanish_Windows_is_read_and_what_is_odd_in_it_is_told()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var text =
            """
            Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago
            BG-001,17/03/2026,Íñigo Peña Muñoz,GS-1,General de Salud,99213,1000.00,150.00
            BG-003,17/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,0,800.00
            BG-004,18/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,-100.00,0
            BG-005,16-03-2026,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            BG-006,15/03/26,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            BG-007,27/11/2062,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            BG-008,29/02/2026,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            BG-010,13/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,"$1,234.50 ",0
            BG-011,12/03/2026 10:30,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            BG-012,11/03/2026,Ana Ejemplo,GS-3,General de Salud,99213-25,100.00,0
            BG-013,10/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,100.005,0
            bg-001,09/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            BG-015,08/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,100.00,150
            BG-016,07/03/2026,Ana Ejemplo,GS-3,General de Salud,12345,100.00,0
            BG-017,17/03/2026,Ana Ejemplo,GS-3,General de Salud,99213,100.00,0
            """;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = (await desk.Import.OpenAsync("servicios.csv", Encoding.GetEncoding(1252).GetBytes(text), CancellationToken.None)).Value!;
        var (columns, _) = await desk.Import.ColumnsAsync(file, CancellationToken.None);
        var preview = (await desk.Import.PreviewAsync(file, columns, comma: false, null, CancellationToken.None)).Value!;
        var rows = preview.Rows.ToDictionary(row => row.Cells[ServiceField.Folio]);

        rows["BG-001"].Service!.Patient.Should().Be("Íñigo Peña Muñoz");
        rows.Values.Where(row => row.Kind == ImportKind.Error).Select(row => row.Cells[ServiceField.Folio]).Should()
            .BeEquivalentTo("BG-004", "BG-008", "BG-013");
        rows.Values.Where(row => row.Doubts.Count > 0).Select(row => row.Cells[ServiceField.Folio]).Should()
            .BeEquivalentTo("BG-007", "bg-001", "BG-015", "BG-016", "BG-017");
        rows["BG-010"].Service!.Amount.Should().Be(1234.50m);
        rows["BG-011"].Service!.Time.Should().Be(new TimeOnly(10, 30));
        $"{rows["BG-012"].Service!.Code}".Should().Be("99213-25");
        var applied = await desk.Import.ApplyAsync(preview, new ImportAnswers([rows["bg-001"].Line]), null, CancellationToken.None);
        applied.Value!.Added.Should().Be(8);
    }

    [Fact]
    public async Task Any_header_is_mapped_once_and_remembered_and_so_is_what_it_calls_an_insurer()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        const string Text = "Listado de consultas\nCuándo,Quién,Seguro de gastos,Qué,Cuánto\n17/03/2026,Ana Ejemplo,GDS,99213,800";
        var file = (await desk.Import.OpenAsync("consultas.csv", Encoding.UTF8.GetBytes(Text), CancellationToken.None)).Value!;
        var (guess, remembered) = await desk.Import.ColumnsAsync(file, CancellationToken.None);
        var mapped = new ServiceColumns(new Dictionary<ServiceField, int>
        {
            [ServiceField.Fecha] = 0, [ServiceField.Paciente] = 1, [ServiceField.Aseguradora] = 2, [ServiceField.CPT4] = 3, [ServiceField.Monto] = 4,
        });

        var asked = await desk.Import.PreviewAsync(file, guess, comma: false, null, CancellationToken.None);
        var unknown = await desk.Import.PreviewAsync(file, mapped, comma: false, null, CancellationToken.None);
        (await desk.Import.CallAsync("GDS", desk.World.InsurerId, CancellationToken.None)).Ok.Should().BeTrue();
        var (again, known) = await desk.Import.ColumnsAsync(file, CancellationToken.None);
        var read = await desk.Import.PreviewAsync(file, again, comma: false, null, CancellationToken.None);

        (remembered, known).Should().Be((false, true));
        asked.Problems.Should().NotBeEmpty();
        unknown.Value!.Unknown.Should().Equal("GDS");
        read.Value!.Rows.Single().Kind.Should().Be(ImportKind.Nuevo);
    }

    [Fact]
    public async Task The_template_is_read_by_the_import_itself()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        foreach (var format in new[] { Storage.SheetFormat.Csv, Storage.SheetFormat.Xlsx })
        {
            var template = ServiceTemplate.Of(BillingWorld.Today, format);
            using var bytes = new MemoryStream();
            await template.WriteAsync(bytes, CancellationToken.None);
            var file = (await desk.Import.OpenAsync(template.Name, bytes.ToArray(), CancellationToken.None)).Value!;
            var (columns, _) = await desk.Import.ColumnsAsync(file, CancellationToken.None);

            var preview = await desk.Import.PreviewAsync(file, columns, comma: false, null, CancellationToken.None);

            preview.Value!.Rows.Single().Kind.Should().Be(ImportKind.Nuevo, template.Name);
        }
    }

    [Fact]
    public async Task Days_hours_and_amounts_are_read_as_in_every_other_table()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        using var preview = await desk.PreviewAsync("""
            Folio,Fecha,Hora,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago
            F1,5-mar.-2026,02:15 p. m.,Ana Ejemplo,GS-1,General de Salud,99213,"12,500.00 M.N.",-
            F2,5 de marzo de 2026,14:05 hrs,Ana Ejemplo,GS-1,General de Salud,99213,1.25E+04,
            F3,46086,,Ana Ejemplo,GS-1,General de Salud,99213,$ 12 500.00,0
            F4,2026-03-05 10:22:33,,Ana Ejemplo,GS-1,General de Salud,99213,0.30000000000000004,0
            F5,05/mar/2026,,Ana Ejemplo,GS-1,General de Salud,99213,"12.500,00",0
            F6,05/mar/2026,,Ana Ejemplo,GS-1,General de Salud,99213,12500 USD,0
            F7,05/mar/2026,,#N/D,GS-1,General de Salud,99213,100.00,0
            1.23457E+15,05/mar/2026,,Ana Ejemplo,GS-1,General de Salud,99213,100.00,0
            """);
        var rows = preview.Rows.ToDictionary(row => row.Cells[ServiceField.Folio]);

        rows.Values.Select(row => row.Service?.Date).OfType<DateOnly>().Should().HaveCount(4).And.AllBeEquivalentTo(new DateOnly(2026, 3, 5));
        rows.Values.Select(row => row.Service?.Amount).OfType<decimal>().Should().Equal(12500m, 12500m, 12500m, 0.30m);
        (rows["F1"].Service!.Time, rows["F2"].Service!.Time, rows["F4"].Service!.Time).Should()
            .Be((new TimeOnly(14, 15), new TimeOnly(14, 5), new TimeOnly(10, 22, 33)));
        string Only(string folio) => rows[folio].Problems.Should().ContainSingle().Subject.Message;
        Only("F5").Should().Contain("coma donde van los centavos");
        Only("F6").Should().Contain("no está en pesos");
        Only("F7").Should().StartWith("La celda D8 da #N/D");
        Only("1.23457E+15").Should().Contain("perdió cifras");
    }

    [Fact]
    public async Task A_file_with_the_month_first_is_not_read_with_the_day_first()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        const string Text = "Fecha,Paciente,Aseguradora,CPT4,Monto\n03/05/2026,Ana,General de Salud,99213,1.00\n03/13/2026,Ana,General de Salud,99213,1.00";

        using var month = await desk.PreviewAsync(Text);
        using var both = await desk.PreviewAsync($"{Text}\n14/03/2026,Ana,General de Salud,99213,1.00");

        month.Rows.Select(row => row.Service!.Date).Should().Equal(new DateOnly(2026, 3, 5), new DateOnly(2026, 3, 13));
        both.Rows[0].Problems.Should().ContainSingle().Which.Message.Should().Contain("puede ser el 3 de mayo o el 5 de marzo");
    }

    [Fact]
    public async Task Days_that_nothing_tells_are_asked_once_for_a_kind_of_file()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        static byte[] Text(string day) =>
            Encoding.UTF8.GetBytes($"Fecha,Paciente,Aseguradora,CPT4,Monto\n{day},Ana,General de Salud,99213,1.00\n03/03/2026,Eva,General de Salud,99213,1.00");
        async Task<(ServiceFile File, ServiceColumns Columns)> OpenAsync(string day)
        {
            var file = (await desk.Import.OpenAsync("s.csv", Text(day), CancellationToken.None)).Value!;
            return (file, (await desk.Import.ColumnsAsync(file, CancellationToken.None)).Columns);
        }

        async Task<ImportRow> FirstAsync(ServiceFile file, ServiceColumns columns) =>
            (await desk.Import.PreviewAsync(file, columns, comma: false, null, CancellationToken.None)).Value!.Rows[0];

        var (asked, columns) = await OpenAsync("02/03/2026");
        columns.MonthFirst.Should().BeNull();
        asked.AsksDays(columns).Should().Be(new TwoDays("02/03/2026", new DateOnly(2026, 3, 2), new DateOnly(2026, 2, 3)));
        (await FirstAsync(asked, columns)).Problems.Should().ContainSingle().Which.Message.Should().Contain("puede ser el 2 de marzo o el 3 de febrero");
        (await FirstAsync(asked, columns with { MonthFirst = true })).Service!.Date.Should().Be(new DateOnly(2026, 2, 3));

        var (again, remembered) = await OpenAsync("04/03/2026");
        remembered.MonthFirst.Should().BeTrue();
        (await FirstAsync(again, remembered)).Service!.Date.Should().Be(new DateOnly(2026, 4, 3));

        var (told, same) = await OpenAsync("14/03/2026");
        told.AsksDays(same).Should().BeNull("that row tells");
        (await FirstAsync(told, same)).Service!.Date.Should().Be(new DateOnly(2026, 3, 14));
        (await OpenAsync("02/03/2026")).Columns.MonthFirst.Should().BeTrue("a file that needed no answer does not forget it");
    }

    [Fact]
    public async Task A_header_row_that_was_corrected_is_found_again()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        const string Title = "Fecha,Paciente,Aseguradora,CPT4,Monto\n";
        const string Text = Title + "D1,D2,D3,D4,D5\n14/03/2026,Ana,General de Salud,99213,1.00\n";
        var mapped = new ServiceColumns(new Dictionary<ServiceField, int>
        {
            [ServiceField.Fecha] = 0, [ServiceField.Paciente] = 1, [ServiceField.Aseguradora] = 2, [ServiceField.CPT4] = 3, [ServiceField.Monto] = 4,
        });
        using var first = (await desk.Import.OpenAsync("s.csv", Encoding.UTF8.GetBytes(Text), CancellationToken.None)).Value!;
        first.HeaderRow.Should().Be(1);
        using var read = (await desk.Import.PreviewAsync(first.WithHeader(2), mapped, comma: false, null, CancellationToken.None)).Value!;

        using var again = (await desk.Import.OpenAsync("t.csv", Encoding.UTF8.GetBytes(Text.Replace("14/03", "15/03")), CancellationToken.None)).Value!;
        var (columns, remembered) = await desk.Import.ColumnsAsync(again, CancellationToken.None);

        (again.HeaderRow, remembered).Should().Be((2, true));
        columns.At.Should().BeEquivalentTo(mapped.At);
    }

    [Fact]
    public async Task A_decimal_comma_is_asked_and_the_header_may_be_chosen()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        const string Text = "A;B;C;D;E\nFecha;Paciente;Aseguradora;CPT4;Monto\n05/03/2026;Ana;General de Salud;99213;1.250,50";
        using var file = (await desk.Import.OpenAsync("s.csv", Encoding.UTF8.GetBytes(Text), CancellationToken.None)).Value!;
        var columns = ServiceColumns.Guess(file.Header);

        (file.HeaderRow, file.AsksComma(columns)).Should().Be((2, true));
        file.HeaderChoices.Select(choice => choice.Row).Should().Equal(0, 1, 2, 3);
        file.WithHeader(1).Header.Should().Equal("A", "B", "C", "D", "E");
        columns = columns with { MonthFirst = false };
        using var silent = (await desk.Import.PreviewAsync(file, columns, comma: false, null, CancellationToken.None)).Value!;
        using var said = (await desk.Import.PreviewAsync(file, columns, comma: true, null, CancellationToken.None)).Value!;
        silent.Rows.Single().Kind.Should().Be(ImportKind.Error);
        said.Rows.Single().Service!.Amount.Should().Be(1250.50m);
    }
}
