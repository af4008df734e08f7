using System.Diagnostics;
using System.Globalization;
using Honorario.Billing.Busqueda;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Benchmarks;

/// <summary>
/// Ctrl+K in a practice of a million rows: 250,000 patients with a policy each, 350,000 tickets, 100,000 invoices and 50,000 payments. Prints how long
/// each text takes, the median and the slowest of twenty turns, on SQLite in a temporary file or where ConnectionStrings__Postgres says.
/// </summary>
internal static class Palette
{
    private const int Patients = 250_000;
    private const int Tickets = 350_000;
    private const int Invoices = 100_000;
    private const int Payments = 50_000;
    private const int AtOnce = 5_000;
    private const int Turns = 20;

    private static readonly string[] s_first = ["María José", "Xóchitl", "Abril", "Ximena", "Juan Pablo", "Elena", "Úrsula", "Tomás", "Ñeca", "Hugo"];
    private static readonly string[] s_last = ["Hernández", "Ibáñez", "O'Brien", "Peña", "Solís", "Núñez", "Casas", "Ríos", "Vela", "Quiroz", "Zúñiga"];

    private static readonly string[] s_typed =
    [
        "he", "xq", "hernandez", "hernandez maria", "obrien hugo", "xochitl", "pol", "pol-0123456", "55 0012 3456", "77", "10", "CI-98765", "A98765",
        "3ab4f", "1,234.56", "98765-", "spei 4321", "general", "nadie",
    ];

    public static Task RunAsync() => EmptyDatabase.RunAsync(async (database, _) =>
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {database.GetType().Name}");
        var world = await BillingWorld.NewAsync(database);
        await FillAsync(world, database);
        var find = new FindAnywhere(world.Storage, world.Kinds);
        foreach (var typed in s_typed)
        {
            var (times, hits) = (new List<double>(), 0);
            for (var turn = 0; turn <= Turns; turn++)
            {
                var started = Stopwatch.GetTimestamp();
                hits = (await find.RunAsync(typed, CancellationToken.None)).Count;
                if (turn > 0)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            Console.WriteLine($"{typed,-20} {hits,3} found {times[Turns / 2],7:0.0} ms, slowest {times[^1],7:0.0} ms");
        }
    });

    private static async Task FillAsync(BillingWorld world, IDatabase database)
    {
        var dice = new Random(22);
        var emisor = world.EmisorId;
        var shift = new CashShift { Cashier = "Caja", OpenedAt = DateTime.UtcNow };
        await using (var db = world.Storage.Open())
        {
            db.CashShifts().Add(shift);
            await db.SaveChangesAsync();
        }

        string Name(int at) => $"{s_first[at % s_first.Length]} {s_last[at / 10 % s_last.Length]} {s_last[at / 110 % s_last.Length]} {at}";
        var patients = new List<Guid>(Patients);
        await AddAsync(world, Patients, at =>
        {
            var patient = new Patient
            {
                Name = Name(at), Phone = $"55 {at / 10_000:0000} {at % 10_000:0000}",
                Policies = { new Policy { InsurerId = world.InsurerId, Number = $"POL-{at:0000000}" } },
            };
            patients.Add(patient.Id);
            return patient;
        });
        await AddAsync(world, Invoices, at => new Invoice
        {
            EmisorId = emisor, InsurerId = world.InsurerId, ControlNumber = $"CI-{at}", Search = SearchText.Of($"CI-{at}", "Aseguradora"),
            IssueDate = BillingWorld.Today.AddDays(-at % 900), CreatedAt = DateTime.UtcNow,
        }, (entry, at) => entry.Property("Keys").CurrentValue = InvoiceKeys(at, dice));
        await AddAsync(world, Tickets, at => new Ticket
        {
            Number = at + 1, Folio = $"{at + 1}-{dice.Next(0x100000):X5}", Token = $"{Guid.NewGuid():N}"[..22], RequestKey = Guid.NewGuid(), EmisorId = emisor,
            PatientId = patients[at % Patients], ShiftId = shift.Id, Cashier = "Caja", PaidAt = DateTime.UtcNow, Day = BillingWorld.Today.AddDays(-at % 900),
            Total = at % 5000, FormaPago = "01",
        });
        await AddAsync(world, Payments, at => new InsurerPayment
        {
            EmisorId = emisor, InsurerId = world.InsurerId, PaidOn = BillingWorld.Today.AddDays(-at % 900), Amount = at, FormaPago = "03",
            OperationNumber = $"SPEI {at}", RegisteredAt = DateTime.UtcNow,
        });
        await using var last = database.Open(Access.Machine());
        await last.Database.ExecuteSqlRawAsync("ANALYZE");
    }

    private static string InvoiceKeys(int at, Random dice) =>
        string.Create(CultureInfo.InvariantCulture, $" A{at} {dice.Next(10_000, 90_000_000)} {Guid.NewGuid():N} ").ToUpperInvariant();

    private static async Task AddAsync<T>(
        BillingWorld world, int count, Func<int, T> make, Action<Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry, int>? mend = null)
        where T : class
    {
        for (var from = 0; from < count; from += AtOnce)
        {
            await using var db = world.Storage.Open();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var at = from; at < Math.Min(from + AtOnce, count); at++)
            {
                var entry = db.Add(make(at));
                mend?.Invoke(entry, at);
            }

            await db.SaveChangesAsync();
        }
    }
}
