using System.Diagnostics;
using System.Globalization;
using Honorario.Archivos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
using Honorario.Archivos.Taller;

namespace Honorario.Archivos.Tests;

/// <summary>Tests of how large this process becomes and how long a child takes: nothing else of it runs beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>The child process: what is hostile ends with a sentence, in time, and hurts nobody else.</summary>
[Collection(nameof(Alone))]
public sealed class WorkshopTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public static TheoryData<string, Func<byte[]>> Bombs => new()
    {
        { "doble.pdf", Bombas.PdfDoubleFlate },
        { "operadores.pdf", Bombas.PdfOperators },
        { "anidado.pdf", Bombas.PdfNested },
        { "objetos.pdf", Bombas.PdfNestedObjects },
        { "textos.xlsx", Bombas.XlsxSharedStrings },
        { "hoja.xlsx", Bombas.XlsxSheet },
        { "inflado.xlsx", Bombas.XlsxInflated },
        { "zips.zip", Bombas.ZipOfZips },
        { "pixeles.png", () => Bombas.PngPixels(60_000, 1024) },
        { "infla.png", () => Bombas.PngPixels(3_900, 1_000_000_000) },
        { "sinlineas.csv", () => Bombas.CsvWithoutLines(64 * 1024 * 1024) },
        { "hondo.xls", Bombas.Html },
        { "entidades.xml", Bombas.XmlEntities },
    };

    public void Dispose() => _workshop.Dispose();

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_ends_with_a_sentence_in_time_and_the_next_file_is_read(string name, Func<byte[]> make)
    {
        await _workshop.WarmAsync(CancellationToken.None);
        var file = new BroughtFile(name, make());
        GC.Collect();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var started = Stopwatch.GetTimestamp();

        var refusal = await RefusalAsync(file);

        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Bombas.InTime);
        (Process.GetCurrentProcess().WorkingSet64 - before).Should().BeLessThan(64 * 1024 * 1024);
        if (name != "entidades.xml")
            refusal.Should().NotBeNullOrEmpty().And.EndWith(".");
        (await ReadAsync(Who.Outsider)).Codes.Should().Equal("626");
    }

    [Fact]
    public async Task A_machine_that_does_not_come_to_a_file_is_named_and_not_the_file()
    {
        using var busy = new Workshop(patience: TimeSpan.FromSeconds(1));
        await busy.WarmAsync(CancellationToken.None);
        foreach (var child in busy.Children)
        {
            using var stop = Process.Start("kill", ["-STOP", $"{child}"]);
            await stop.WaitForExitAsync();
        }

        var read = await busy.ConstanciaAsync(Caso.File("06-reg-ended.pdf"), Who.Outsider, CancellationToken.None);

        read.Refusal.Should().Be("06-reg-ended.pdf no se terminó de leer porque el servidor está muy ocupado: inténtalo otra vez en un minuto.");
    }

    /// <summary>At 600 dots an inch a page has 34 million pixels, in colour a hundred megabytes.</summary>
    [Fact]
    public async Task A_constancia_that_was_scanned_is_told_from_one_however_fine_the_scan()
    {
        await _workshop.WarmAsync(CancellationToken.None);
        using var scan = new Hoja();
        scan.Scan(5100, 6600);
        using var recognized = new Hoja();
        recognized.Scan(1275, 1650);
        for (var line = 0; line < 30; line++)
            recognized.WriteUnseen("CONSTANCIA DE SITUACIÓN FISCAL RFC: CACX7605101P8", 40, 40 + (line * 12));

        foreach (var pdf in (byte[][])[scan.Build(), Bombas.PdfScan(), recognized.Build()])
        {
            var started = Stopwatch.GetTimestamp();
            var read = await _workshop.ConstanciaAsync(new BroughtFile("constancia.pdf", pdf), Who.Outsider, CancellationToken.None);
            read.Refusal.Should().StartWith("El PDF es una imagen escaneada: descarga la Constancia del portal del SAT");
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Bombas.InTime);
        }

        foreach (var picture in (byte[][])[Hoja.Picture(5100, 6600, png: true), Hoja.Picture(5100, 6600, png: false), [.. "II*\0"u8, .. new byte[100]]])
        {
            (await _workshop.ConstanciaAsync(new BroughtFile("constancia.png", picture), Who.Outsider, CancellationToken.None)).Refusal
                .Should().StartWith("Es una imagen: descarga el PDF");
        }
    }

    [Fact]
    public async Task What_the_child_reads_is_what_is_read_here()
    {
        var here = new HereAndNow();
        foreach (var name in (string[])["bajio.csv", "datetime.xlsx", "usd.sta", "banamex-html.xls"])
        {
            var (there, own) = (await _workshop.BankAsync(Caso.File(name), CancellationToken.None),
                await here.BankAsync(Caso.File(name), CancellationToken.None));
            there.Value.Should().BeEquivalentTo(own.Value, name);
        }

        var zip = Caso.File("acuse.zip");
        var (pieces, expected) = ((await _workshop.UnpackAsync([zip], CancellationToken.None)).Value!,
            (await here.UnpackAsync([zip], CancellationToken.None)).Value!);
        pieces.All.Should().BeEquivalentTo(expected.All);
        pieces.All.Select(piece => piece.Content.Length).Should().Equal(expected.All.Select(piece => piece.Content.Length)).And.OnlyContain(length =>
            length > 0);
    }

    [Fact]
    public async Task A_table_of_a_hundred_thousand_rows_is_handed_on_whole_and_in_its_order()
    {
        const int Count = 100_000;
        var text = new System.Text
            .StringBuilder("Folio,Fecha,Hora,Paciente,Póliza,Aseguradora,CPT4,Unidades,Monto,Copago,Plan,Realizó,Autorización,Siniestro\n");
        for (var at = 1; at <= Count; at++)
            text.Append(CultureInfo.InvariantCulture,
                $"S-{at:000000},15/03/2026,10:30,María José Hernández Ibáñez {at},GS-{at},General de Salud,99213,1,850.00,150.00,,Dra. Casas,AUT-{at},\n");
        var file = new BroughtFile("servicios.csv", System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        var (rows, inOrder) = (0, true);

        var read = await _workshop.RowsAsync(file, new TableLimits(Count, Characters: 30_000_000), (_, row) =>
        {
            inOrder &= row[0].Text == (rows == 0 ? "Folio" : $"S-{rows:000000}");
            rows++;
        }, CancellationToken.None);

        read.Refusal.Should().BeNull();
        read.Value!.All.Should().ContainSingle();
        (rows, inOrder).Should().Be((Count + 1, true));
    }

    [Fact]
    public async Task Outsiders_wait_for_their_own_and_take_nothing_from_the_people_of_the_house()
    {
        await _workshop.WarmAsync(CancellationToken.None);
        var bomb = new BroughtFile("operadores.pdf", Bombas.PdfOperators());
        var strangers = Enumerable.Range(0, 12).Select(_ => _workshop.ConstanciaAsync(bomb, Who.Outsider, CancellationToken.None)).ToList();
        var started = Stopwatch.GetTimestamp();

        var own = await ReadAsync(Who.Person);

        own.Codes.Should().Equal("626");
        var refused = await Task.WhenAll(strangers);
        refused.Should().OnlyContain(read => read.Refusal != null);
        Stopwatch.GetElapsedTime(started).Should().BeLessThan(Bombas.InTime);
        refused.Count(read => read.Refusal!.Contains("en espera", StringComparison.Ordinal)).Should().BeGreaterThan(2);
    }

    [Fact]
    public async Task Nothing_of_a_child_stays_behind()
    {
        var before = Directory.GetFileSystemEntries(Path.GetTempPath(), "dotnet-diagnostic-*").ToHashSet();
        int child;
        using (var workshop = new Workshop())
        {
            await workshop.WarmAsync(CancellationToken.None);
            child = workshop.Children[0];
            await workshop.ConstanciaAsync(new BroughtFile("doble.pdf", Bombas.PdfDoubleFlate()), Who.Outsider, CancellationToken.None);
            Directory.GetFileSystemEntries(Path.GetTempPath(), $"*-{child}-*").Should().BeEmpty();
        }

        using var gone = Running(child);
        gone?.WaitForExit(5000);
        (gone is null || gone.HasExited).Should().BeTrue();
    }

    private async Task<ConstanciaData> ReadAsync(Who who) =>
        (await _workshop.ConstanciaAsync(Caso.File("06-reg-ended.pdf"), who, CancellationToken.None)).Value!;

    private static Process? Running(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private async Task<string?> RefusalAsync(BroughtFile file) => Path.GetExtension(file.Name) switch
    {
        ".pdf" => (await _workshop.ConstanciaAsync(file, Who.Outsider, CancellationToken.None)).Refusal,
        ".zip" => (await _workshop.UnpackAsync([file], CancellationToken.None)).Refusal,
        ".png" => (await _workshop.PictureAsync(file, CancellationToken.None)).Refusal,
        ".xml" => (await _workshop.UnpackAsync([file], CancellationToken.None)).Refusal,
        ".csv" => (await _workshop.BankAsync(file, CancellationToken.None)).Refusal,
        _ => (await _workshop.BookAsync(file, 20_000, CancellationToken.None)).Refusal,
    };
}
