using System.Diagnostics;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Faults;

/// <summary>The outbox alone on PostgreSQL: handlers that wait 200 ms, a batch of one practice and one message of another (docs/adr/0001).</summary>
internal static class Queue
{
    private const string Kind = "espera";

    public static async Task<int> RunAsync(int messages)
    {
        using var server = new PostgresServer();
        var watch = Stopwatch.StartNew();
        var database = new PostgresDatabase(server.ConnectionString);
        await using (var db = database.Open(Access.Machine()))
            await db.Database.MigrateAsync();
        var (busy, other) = (await PracticeAsync(database), await PracticeAsync(database));
        watch.Restart();
        await using var node = Node(database);
        using var stop = new CancellationTokenSource();
        var running = node.GetRequiredService<OutboxDispatcher>().RunAsync(stop.Token);
        Console.WriteLine($"start {watch.ElapsedMilliseconds} ms");

        var (process, run) = (Process.GetCurrentProcess(), Stopwatch.StartNew());
        var processor = process.TotalProcessorTime;
        await AddAsync(database, busy, messages);
        Console.WriteLine($"written {messages} in {run.ElapsedMilliseconds} ms");
        node.GetRequiredService<OutboxSignal>().Raise();
        var done = node.GetRequiredService<Done>();
        while (done.Count < messages / 4)
            await Task.Delay(20);
        var single = Stopwatch.StartNew();
        var alone = await AddAsync(database, other, 1);
        node.GetRequiredService<OutboxSignal>().Raise();
        while (!done.Has(alone[0]))
            await Task.Delay(20);
        Console.WriteLine($"another practice's single message after {single.ElapsedMilliseconds} ms");
        while (done.Count < messages + 1)
            await Task.Delay(20);
        process.Refresh();
        Console.WriteLine(
            $"{messages} in {run.ElapsedMilliseconds} ms, {messages * 1000.0 / run.ElapsedMilliseconds:0.0}/s of 80; processor {(process.TotalProcessorTime - processor).TotalMilliseconds / messages:0.00} ms a message");
        await stop.CancelAsync();
        await running;
        return 0;
    }

    private static ServiceProvider Node(IDatabase database) => new ServiceCollection().AddLogging()
        .AddSingleton(database).AddSingleton(TimeProvider.System).AddSingleton<Done>().AddSingleton(new OutboxOptions())
        .AddSingleton<OutboxSignal>().AddSingleton<OutboxLeases>().AddSingleton<OutboxDispatcher>()
        .AddScoped<Actor>().AddScoped<HonorarioStorage>()
        .AddOutbox<Waiting>(Kind, OutboxLane.Stamp)
        .BuildServiceProvider();

    private static async Task<Guid> PracticeAsync(PostgresDatabase database)
    {
        await using var db = database.Open(Access.Machine());
        var practice = new Practice { Name = "Consultorio", CreatedAt = DateTime.UtcNow };
        db.Practices.Add(practice);
        await db.SaveChangesAsync();
        return practice.Id;
    }

    private static async Task<List<Guid>> AddAsync(PostgresDatabase database, Guid practice, int count)
    {
        await using var db = database.Open(Access.Job(practice, "arnés"));
        var now = DateTime.UtcNow;
        var messages = Enumerable.Range(0, count).Select(_ => new OutboxMessage { Kind = Kind, SubjectId = Guid.CreateVersion7(), CreatedAt = now, DueAt =
            now }).ToList();
        db.Outbox().AddRange(messages);
        await db.SaveChangesAsync();
        return [.. messages.Select(message => message.SubjectId)];
    }

    private sealed class Done
    {
        private readonly HashSet<Guid> _subjects = [];

        public int Count
        {
            get
            {
                lock (_subjects)
                    return _subjects.Count;
            }
        }

        public bool Has(Guid subject)
        {
            lock (_subjects)
                return _subjects.Contains(subject);
        }

        public void Add(Guid subject)
        {
            lock (_subjects)
                _subjects.Add(subject);
        }
    }

    private sealed class Waiting(Done done) : IOutboxHandler
    {
        public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken cancellation)
        {
            await Task.Delay(200, cancellation);
            done.Add(subjectId);
            return null;
        }
    }
}
