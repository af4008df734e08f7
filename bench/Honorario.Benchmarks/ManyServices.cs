using System.Diagnostics;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;

namespace Honorario.Benchmarks;

/// <summary>
/// An invoice of 5,000 services in a practice that has 20,000: what a person waits for at each step, on SQLite in a temporary file or
/// on the empty database that ConnectionStrings__Postgres names. Prints the median of five turns.
/// </summary>
internal static class ManyServices
{
    private const int Services = 5_000;
    private const int Others = 15_000;
    private const int Turns = 5;

    public static Task RunAsync() => EmptyDatabase.RunAsync(async (database, _) =>
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {database.GetType().Name}");
        await MeasureAsync(await BillingWorld.NewAsync(database));
    });

    private static async Task MeasureAsync(BillingWorld world)
    {
        await FillAsync(world);
        var find = new FindServices(world.Storage);
        var all = new ServicePeriod(BillingWorld.Today.AddDays(-30), BillingWorld.Today, world.InsurerId);
        var draft = await world.DraftAsync("BENCH");
        var marked = await find.AllAsync(all, draft, CancellationToken.None);

        await TimeAsync("list: a page, its count and its sums", () => find.RunAsync(all, 0, draft, CancellationToken.None));
        await TimeAsync(
            "list: searched and ordered by patient",
            () => find.RunAsync(all with { Text = "prueba" }, 3, draft, CancellationToken.None, new(ServiceColumn.Paciente)));
        await TimeAsync(
            "\"Seleccionar todos\" and \"Terminar\"",
            () => SelectedAsync(world, draft, BillingWorld.All with { Expected = Services }));
        await TimeAsync(
            "5,000 marked one by one and \"Terminar\"",
            () => SelectedAsync(world, draft, BillingWorld.All with { All = false, Marked = marked.Keys.ToHashSet() }));
        await TimeAsync(
            "summary",
            async () =>
                (
                    await new ViewInvoice(world.Storage).RunAsync(draft, CancellationToken.None),
                    await find.OfInvoiceAsync(draft, 0, CancellationToken.None)));
        await SealAsync(world, draft);
    }

    /// <summary>Sealing happens once: the first turn on an invoice of its own, so that it isn't the compiler that is measured.</summary>
    private static async Task SealAsync(BillingWorld world, Guid draft)
    {
        var few = await world.AddServicesAsync(20, "W");
        var small = await world.DraftAsync("BENCH-0");
        await SelectedAsync(world, small, BillingWorld.Marking(few));
        await world.Stamp.RunAsync(small, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);
        Print("\"Factura Honorario\": compose, check, seal, store", watch.Elapsed.TotalMilliseconds);
        if (!stamped.Ok)
            throw new InvalidOperationException(stamped.Problems[0].Message);
    }

    private static async Task<Guid> SelectedAsync(BillingWorld world, Guid draft, ServiceSelection selection)
    {
        var selected = await world.Select.RunAsync(draft, selection, CancellationToken.None);
        return selected.Ok ? selected.Value : throw new InvalidOperationException(selected.Problems[0].Message);
    }

    private static async Task FillAsync(BillingWorld world)
    {
        await world.AddServicesAsync(Services);
        await using var db = world.Storage.Open();
        db.AllServices().AddRange(
            Enumerable
                .Range(1, Others)
                .Select(number => new MedicalService
                {
                    Folio = $"V{number:00000}",
                    Date = BillingWorld.Today.AddDays(-40 - (number % 300)),
                    PatientId = world.PatientId,
                    InsurerId = world.InsurerId,
                    Cpt = "99213",
                    InsurerAmount = 500,
                }));
        await db.SaveChangesAsync();
    }

    private static async Task TimeAsync<T>(string name, Func<Task<T>> act)
    {
        await act();
        var times = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var watch = Stopwatch.StartNew();
            await act();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        Print(name, times.Order().ElementAt(Turns / 2));
    }

    private static void Print(string name, double milliseconds) => Console.WriteLine($"{name,-50} {milliseconds,7:0} ms");
}
