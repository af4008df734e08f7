using System.Collections.Concurrent;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Honorario.Billing.Tests;

/// <summary>What waits is carried out once, in its own queue, whoever else waits and whoever dies.</summary>
public class OutboxTests(Databases databases)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_processes_carry_out_each_message_once(Server server)
    {
        var database = await databases.NewAsync(server);
        var practice = await PracticeAsync(database);
        var messages = await AddAsync(database, practice, "stamp", 200);
        await using var first = new Node(database, TimeProvider.System);
        await using var second = new Node(database, TimeProvider.System);

        first.Start();
        second.Start();
        await Until(() => first.Log.Done.Count + second.Log.Done.Count >= messages.Count);

        first.Log.Done.Concat(second.Log.Done).Should().BeEquivalentTo(messages);
        await UntilAsync(async () => await WaitingAsync(database) == 0);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Mail_goes_on_while_every_place_at_the_pac_is_taken(Server server)
    {
        var database = await databases.NewAsync(server);
        var practice = await PracticeAsync(database);
        await AddAsync(database, practice, "stamp", 100);
        var mails = await AddAsync(database, practice, "mail", 20);
        await using var node = new Node(database, TimeProvider.System);
        node.Log.Hold("stamp");

        node.Start();
        await Until(() => mails.All(node.Log.Done.Contains));

        node.Log.UnderWay.Should().BeGreaterThan(0);
        node.Log.Release();
        await Until(() => node.Log.Done.Count == 120);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_invoice_of_another_practice_finds_a_place_while_a_batch_fills_the_queue(Server server)
    {
        var database = await databases.NewAsync(server);
        var busy = await PracticeAsync(database);
        await AddAsync(database, busy, "stamp", 200);
        await using var node = new Node(database, TimeProvider.System);
        node.Log.Hold("stamp");
        node.Start();
        await Until(() => node.Log.UnderWay == new OutboxOptions().Stamp);

        var single = (await AddAsync(database, await PracticeAsync(database), "stamp", 1)).Single();
        node.Signal.Raise();

        await Until(() => node.Log.Begun.Contains(single));
        node.Log.UnderWay.Should().Be(new OutboxOptions().Stamp + 1, "the batch still holds all the places that it may");
        node.Log.Release();
        await Until(() => node.Log.Done.Count == 201);
    }

    [Fact]
    public void Practices_take_turns_and_within_one_its_emisores()
    {
        Guid a = Guid.NewGuid(), b = Guid.NewGuid(), a1 = Guid.NewGuid(), a2 = Guid.NewGuid();
        var turns = new OutboxTurns(parallel: 100, perLine: 100);
        OutboxHead[] heads = [new("stamp", a1, a, default), new("stamp", a2, a, default), new("stamp", b, b, default)];

        var served = Enumerable.Range(0, 8).Select(_ =>
        {
            var head = turns.Next(heads)!;
            turns.Begin(new OutboxMessage { Kind = head.Kind, PracticeId = head.PracticeId, Line = head.Line });
            return head.Line;
        }).ToList();

        served.Should().Equal(a1, b, a2, b, a1, b, a2, b);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_a_dead_process_held_is_taken_over_and_what_a_live_one_holds_is_not(Server server)
    {
        var database = await databases.NewAsync(server);
        var practice = await PracticeAsync(database);
        await AddAsync(database, practice, "stamp", 2);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(1));
        OutboxLeases dead = new(database, clock), slow = new(database, clock), other = new(database, clock);
        await dead.BeatAsync(CancellationToken.None);
        await slow.BeatAsync(CancellationToken.None);
        var left = (await dead.TakeAsync("stamp", practice, CancellationToken.None))!;
        var held = (await slow.TakeAsync("stamp", practice, CancellationToken.None))!;

        for (var passed = TimeSpan.Zero; passed < OutboxLeases.Gone; passed += OutboxLeases.Beat)
        {
            await slow.BeatAsync(CancellationToken.None);
            await other.BeatAsync(CancellationToken.None);
            (await other.TakeAsync("stamp", practice, CancellationToken.None)).Should().BeNull();
            clock.Advance(OutboxLeases.Beat);
        }

        await slow.BeatAsync(CancellationToken.None);
        await other.BeatAsync(CancellationToken.None);
        (await other.TakeAsync("stamp", practice, CancellationToken.None))!.Id.Should().Be(left.Id);
        (await other.TakeAsync("stamp", practice, CancellationToken.None)).Should().BeNull();
        await dead.FinishAsync(left, again: null, fault: null);
        await slow.FinishAsync(held, again: null, fault: null);
        (await WaitingAsync(database)).Should().Be(1, "who lost a message can't say that it is done");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_message_that_fails_is_tried_again_later_and_says_so(Server server)
    {
        var database = await databases.NewAsync(server);
        await AddAsync(database, await PracticeAsync(database), "mail", 1);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(1));
        await using var node = new Node(database, clock);
        node.Log.Faults = 1;

        await node.Dispatcher.DispatchDueAsync(CancellationToken.None);
        await using (var db = database.Open(Access.Machine()))
            (await db.Outbox().IgnoreQueryFilters().AsNoTracking().SingleAsync()).Should().Match<OutboxMessage>(row => row.Fault == "IOException"
                && row.Attempts == 1 && row.DoneAt == null);
        await node.Dispatcher.DispatchDueAsync(CancellationToken.None);
        node.Log.Done.Should().BeEmpty();
        clock.Advance(TimeSpan.FromMinutes(1));
        await node.Dispatcher.DispatchDueAsync(CancellationToken.None);
        node.Log.Done.Should().HaveCount(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Done_messages_are_removed_after_a_while_and_waiting_ones_never(Server server)
    {
        var database = await databases.NewAsync(server);
        var practice = await PracticeAsync(database);
        await AddAsync(database, practice, "mail", 3);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(1));
        await using (var node = new Node(database, clock))
            await node.Dispatcher.DispatchDueAsync(CancellationToken.None);
        var waiting = await AddAsync(database, practice, "mail", 1);

        await new OutboxLeases(database, clock).PruneAsync(clock.GetUtcNow().UtcDateTime.AddSeconds(-1), CancellationToken.None);
        await using var db = database.Open(Access.Machine());
        (await db.Outbox().IgnoreQueryFilters().CountAsync()).Should().Be(4);
        await new OutboxLeases(database, clock).PruneAsync(clock.GetUtcNow().UtcDateTime.AddYears(1), CancellationToken.None);
        (await db.Outbox().IgnoreQueryFilters().Select(row => row.SubjectId).ToListAsync()).Should().Equal(waiting);
    }

    [Fact]
    public async Task On_postgresql_the_database_tells_the_other_processes_of_new_messages()
    {
        var database = await databases.NewAsync(Server.Postgres);
        var practice = await PracticeAsync(database);
        var heard = 0;
        var signal = new OutboxSignal();
        signal.Raised += () => Interlocked.Increment(ref heard);
        using var stop = new CancellationTokenSource();
        var listening = new OutboxListener(database, signal, Microsoft.Extensions.Logging.Abstractions.NullLogger<OutboxListener>.Instance)
            .RunAsync(stop.Token);
        await Until(() => heard == 1);

        await AddAsync(database, practice, "mail", 1);

        await Until(() => heard == 2);
        await stop.CancelAsync();
        await listening;
    }

    private static async Task<Guid> PracticeAsync(IDatabase database)
    {
        await using var db = database.Open(Access.Machine());
        var practice = new Practice { Name = "Consultorio", CreatedAt = DateTime.UtcNow };
        db.Practices.Add(practice);
        await db.SaveChangesAsync();
        return practice.Id;
    }

    private static async Task<List<Guid>> AddAsync(IDatabase database, Guid practice, string kind, int count)
    {
        await using var db = database.Open(Access.Job(practice));
        var messages = Enumerable.Range(0, count)
            .Select(_ => new OutboxMessage { Kind = kind, SubjectId = Guid.CreateVersion7(), CreatedAt = DateTime.UtcNow, DueAt = DateTime.UtcNow }).ToList();
        db.Outbox().AddRange(messages);
        await db.SaveChangesAsync();
        return [.. messages.Select(message => message.SubjectId)];
    }

    private static async Task<int> WaitingAsync(IDatabase database)
    {
        await using var db = database.Open(Access.Machine());
        return await db.Outbox().IgnoreQueryFilters().CountAsync(row => row.DoneAt == null);
    }

    private static Task Until(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Soon);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
            await look.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>A process with two queues, whose handlers only write down what they were given.</summary>
    private sealed class Node : IAsyncDisposable
    {
        private readonly ServiceProvider _services;
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;

        public Node(IDatabase database, TimeProvider clock) => _services = new ServiceCollection().AddLogging()
            .AddSingleton(database).AddSingleton(clock).AddSingleton(Log)
            .AddSingleton(new OutboxOptions()).AddSingleton<OutboxSignal>().AddSingleton<OutboxLeases>().AddSingleton<OutboxDispatcher>()
            .AddScoped<Actor>().AddScoped<HonorarioStorage>()
            .AddKeyedScoped<IOutboxHandler>("stamp", (services, _) => new Writing("stamp", services.GetRequiredService<Log>()))
                .AddSingleton(new OutboxRoute("stamp", OutboxLane.Stamp))
            .AddKeyedScoped<IOutboxHandler>("mail", (services, _) => new Writing("mail", services.GetRequiredService<Log>()))
                .AddSingleton(new OutboxRoute("mail", OutboxLane.Mail))
            .BuildServiceProvider();

        public Log Log { get; } = new();
        public OutboxDispatcher Dispatcher => _services.GetRequiredService<OutboxDispatcher>();
        public OutboxSignal Signal => _services.GetRequiredService<OutboxSignal>();

        public void Start() => _running = Dispatcher.RunAsync(_stop.Token);

        public async ValueTask DisposeAsync()
        {
            Log.Release();
            await _stop.CancelAsync();
            await _running;
            await _services.DisposeAsync();
            _stop.Dispose();
        }
    }

    private sealed class Log
    {
        private TaskCompletionSource _gate = new();
        private int _underWay;

        public ConcurrentBag<Guid> Begun { get; } = [];
        public ConcurrentBag<Guid> Done { get; } = [];
        public int UnderWay => Volatile.Read(ref _underWay);
        public int Faults { get; set; }
        private string Held { get; set; } = "";

        public void Hold(string kind) => (Held, _gate) = (kind, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        public void Release() => _gate.TrySetResult();

        public async Task WriteAsync(string kind, Guid subject)
        {
            if (Faults-- > 0)
                throw new IOException("The disk is tired.");
            Begun.Add(subject);
            if (kind == Held)
            {
                Interlocked.Increment(ref _underWay);
                await _gate.Task;
                Interlocked.Decrement(ref _underWay);
            }

            Done.Add(subject);
        }
    }

    private sealed class Writing(string kind, Log log) : IOutboxHandler
    {
        public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
        {
            await log.WriteAsync(kind, subjectId);
            return null;
        }
    }
}
