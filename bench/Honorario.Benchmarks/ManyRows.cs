using System.Diagnostics;
using System.Globalization;
using Honorario.Archivos;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.Tests.World;

namespace Honorario.Benchmarks;

/// <summary>
/// A file of so many services through the use cases of "Importar": opened, previewed, kept, loaded again and undone. Prints what each step
/// took by the clock and of the processor, what memory is held after it, and the most that the process ever had.
/// </summary>
internal static class ManyRows
{
    private const int VisitsOfOne = 4;
    private static TimeSpan _worked;

    public static Task RunAsync(int rows) => EmptyDatabase.RunAsync(async (database, folder) =>
    {
        using var workshop = new Workshop();
        await workshop.WarmAsync(CancellationToken.None);
        var world = await BillingWorld.NewAsync(database);
        var import = new ImportServices(
            world.Storage, workshop, world.Compose, world.Turns, world.Places, world.Clock, BillingWorld.Actor(world.PracticeId));
        var undo = new UndoLoad(world.Storage, world.Clock);
        await LoadAsync(import, undo, Written(folder, 2_000, "W"), tell: false);
        var file = Written(folder, rows, "S");
        GC.Collect();
        Console.WriteLine($"{rows:N0} rows, {database.GetType().Name}, {Environment.ProcessorCount} cores; before: {Held()}");
        Worked();
        await LoadAsync(import, undo, file, tell: true);
    });

    private static async Task LoadAsync(ImportServices import, UndoLoad undo, string file, bool tell)
    {
        var loaded = await OnceAsync(import, file, tell);
        await OnceAsync(import, file, tell);
        var watch = Stopwatch.StartNew();
        var undone = await undo.RunAsync(loaded!.Value, CancellationToken.None);
        Print(tell, "undone as a whole", watch, $"{undone.Value:N0} services");
    }

    private static async Task<Guid?> OnceAsync(ImportServices import, string name, bool tell)
    {
        var watch = Stopwatch.StartNew();
        using var file = Demand(await import.OpenAsync("servicios.csv", await File.ReadAllBytesAsync(name), CancellationToken.None));
        // The stack that read the file ends here, and lets its bytes go.
        await Task.Yield();
        Print(tell, "opened", watch, $"{file.Count:N0} rows");
        watch.Restart();
        var columns = (await import.ColumnsAsync(file, CancellationToken.None)).Columns;
        using var preview = Demand(await import.PreviewAsync(file, columns, false, null, CancellationToken.None));
        Print(tell, "previewed", watch, $"{preview.Count(ImportKind.Nuevo):N0} new, {preview.Count(ImportKind.Igual):N0} the same");
        watch.Restart();
        var kept = Demand(await import.ApplyAsync(preview, new ImportAnswers(preview.DoubtfulLines), null, CancellationToken.None));
        Print(tell, "kept", watch, $"{kept.Added:N0} services");
        return kept.LoadId;
    }

    private static string Written(string folder, int rows, string folios)
    {
        var dice = new Random(7);
        var name = Path.Combine(folder, $"{folios}.csv");
        using var text = new StreamWriter(name);
        text.WriteLine("Folio,Fecha,Hora,Paciente,Póliza,Aseguradora,CPT4,Unidades,Monto,Copago,Plan,Realizó,Autorización,Siniestro");
        for (var at = 1; at <= rows; at++)
        {
            var person = dice.Next(Math.Max(1, rows / VisitsOfOne));
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{folios}-{at:000000},{dice.Next(1, 29):00}/{dice.Next(1, 3):00}/2026,{dice.Next(8, 20):00}:30,María José Hernández Ibáñez {person},")
                + string.Create(CultureInfo.InvariantCulture,
                    $"GS-{person},General de Salud,99213,1,{dice.Next(500, 3000)}.00,{dice.Next(300)}.00,,Dra. Xóchitl Casas,AUT-{at},"));
        }

        return name;
    }

    private static T Demand<T>(Result<T> result) => result.Ok ? result.Value! : throw new InvalidOperationException(result.Problems[0].Message);

    private static void Print(bool tell, string step, Stopwatch watch, string what)
    {
        if (tell)
            Console.WriteLine($"{step,-18} {watch.Elapsed.TotalSeconds,6:0.0} s, processor {Worked(),6:0.0} s   {Held()}   {what}");
    }

    /// <summary>What the process has worked since it was last asked.</summary>
    private static double Worked()
    {
        using var process = Process.GetCurrentProcess();
        var (before, now) = (_worked, process.TotalProcessorTime);
        _worked = now;
        return (now - before).TotalSeconds;
    }

    private static string Held()
    {
        using var process = Process.GetCurrentProcess();
        return $"held {GC.GetTotalMemory(forceFullCollection: true) / 1e6,6:0.0} MB, most ever {process.PeakWorkingSet64 / 1e6,6:0} MB";
    }
}
