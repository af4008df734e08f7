using System.Diagnostics;
using System.Net.Http.Json;
using Honorario.Billing.Correo;
using Honorario.Billing.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Faults;

/// <summary>
/// People work while the nodes and the PAC are killed at random and the PAC misbehaves; then calm, and a count. First of all the nodes are
/// killed at random moments of their first start.
/// </summary>
internal static class Storm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly (string Mode, string On)[] Modes =
    [
        ("none", "stamp"), ("none", "stamp"), ("down", "stamp"), ("error", "stamp"), ("garbage", "stamp"), ("slow", "stamp"), ("drop-after-stamp", "stamp"),
        ("bare-307", "stamp"), ("down", "cancel"), ("error", "cancel"), ("garbage", "cancel"), ("drop-after-stamp", "cancel"), ("slow", "cancel"),
        ("down", "authenticate"), ("error", "authenticate"), ("garbage", "authenticate"), ("down", "status"), ("error", "status"), ("garbage", "status"),
            ("slow", "status"),
    ];

    public static async Task<int> RunAsync(TimeSpan length, bool twoNodes, int seed)
    {
        var dice = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("honorario-faults-").FullName;
        using var server = twoNodes ? new PostgresServer() : null;
        if (server is not null)
            Environment.SetEnvironmentVariable("ConnectionStrings__Postgres", server.ConnectionString);
        using var mailbox = new Mailbox();
        using var pac = new Child(Child.Dll("Honorario.PacSandbox"), $"http://127.0.0.1:{Ports.Free()}", "--data", Path.Combine(folder, "pac"));
        Child Node(bool demo) => new(
            Child.Dll("Honorario.Web"), $"http://127.0.0.1:{Ports.Free()}", "--Data", folder, "--Demo", demo ? "true" : "false", "--DemoLife", "false",
                "--Pac:BaseUrl", pac.Url, "--Pac:Timeout", "00:00:03");
        Child[] nodes = [.. Enumerable.Range(0, twoNodes ? 2 : 1).Select(number => Node(number == 0))];
        var kills = 0;
        try
        {
            pac.Start();
            Console.WriteLine($"Seed {seed}, {nodes.Length} node(s) on {(twoNodes ? "PostgreSQL" : "SQLite")}.");
            kills += await FirstStartsAsync(nodes, dice);
            foreach (var node in nodes)
                Demand(await node.HealthyAsync(Patience), "a node does not start after being killed while it started");

            using var desk = new Desk(folder, server?.ConnectionString, pac.Url);
            var people = await Work.PracticesAsync(desk);
            foreach (var practice in people)
                await desk.AsAsync(practice, "arnés", (EditMailServer use) => use
                    .SaveAsync(new MailServerForm("127.0.0.1", mailbox.Port, MailSecurity.Ninguna, "", null, "a@example.mx", "A"), CancellationToken.None));
            using var stop = new CancellationTokenSource(length);
            var work = new Work(desk, people, stop.Token);
            var working = work.RunAsync();
            kills += await BreakAsync(nodes, pac, dice, stop.Token);
            await working;

            await FaultAsync(pac, "none", "stamp", 0);
            await CalmAsync(desk, nodes, pac);
            var audit = await Audit.RunAsync(desk, pac.Url, mailbox);
            Console.WriteLine($"{work.Done} operations, {work.Refused} with nothing to do or refused with a sentence, {kills} kills; {audit.Documents} documents, {audit.Stamps} stamps, {audit.Doubtful} left to a person.");
            foreach (var reason in work.Reasons.Take(5))
                Console.WriteLine($"  refused {reason}");
            foreach (var fault in work.Escaped.Take(5))
                Console.WriteLine($"escaped: {fault}");
            foreach (var word in audit.Words.Take(20))
                Console.WriteLine(word);
            Console.WriteLine($"lost {audit.Lost}, doubled {audit.Doubled}, stuck {audit.Stuck}, orphaned {audit.Orphaned}, escaped {work.Escaped.Count}");
            return audit.Lost + audit.Doubled + audit.Stuck + audit.Orphaned + work.Escaped.Count == 0 ? 0 : 1;
        }
        finally
        {
            foreach (var node in nodes)
                node.Dispose();
            pac.Dispose();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Kills the first starts (migrations, master key, demo data) at moments that come ever later, then lets one pass.</summary>
    private static async Task<int> FirstStartsAsync(Child[] nodes, Random dice)
    {
        const int Starts = 5;
        for (var start = 1; start <= Starts; start++)
        {
            foreach (var node in nodes)
                node.Start();
            await Task.Delay(dice.Next(300 * start, 900 * start));
            foreach (var node in nodes)
                node.Kill();
        }

        foreach (var node in nodes)
            node.Start();
        return Starts * nodes.Length;
    }

    private static async Task<int> BreakAsync(Child[] nodes, Child pac, Random dice, CancellationToken stop)
    {
        var kills = 0;
        while (!stop.IsCancellationRequested)
        {
            var (mode, on) = Modes[dice.Next(Modes.Length)];
            await FaultAsync(pac, mode, on, dice.NextDouble());
            await Task.Delay(dice.Next(300, 2500), CancellationToken.None);
            var victim = dice.Next(4) == 0 ? pac : nodes[dice.Next(nodes.Length)];
            victim.Kill();
            kills++;
            await Task.Delay(dice.Next(0, 500), CancellationToken.None);
            victim.Start();
            if (dice.Next(3) > 0)
                await victim.HealthyAsync(TimeSpan.FromSeconds(20));
        }

        return kills;
    }

    private static async Task FaultAsync(Child pac, string mode, string on, double probability)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            await http.PostAsJsonAsync(new Uri($"{pac.Url}/sandbox/faults"), new { mode, on, probability, seconds = 5 });
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // It is being killed.
        }
    }

    /// <summary>Nobody is killed; what waits is tried at once, as the button does, until nothing waits.</summary>
    private static async Task CalmAsync(Desk desk, Child[] nodes, Child pac)
    {
        Demand(await pac.HealthyAsync(Patience), "the PAC does not start");
        foreach (var node in nodes)
            Demand(await node.HealthyAsync(Patience), "a node does not start");
        await FaultAsync(pac, "none", "stamp", 0);
        for (var until = Stopwatch.StartNew(); until.Elapsed < Patience; await Task.Delay(1000))
        {
            await using var db = desk.Open();
            var now = DateTime.UtcNow;
            var waiting = db.Outbox().IgnoreQueryFilters().Where(row => row.DoneAt == null);
            if (!await waiting.AnyAsync())
                return;
            await waiting.Where(row => row.LeasedBy == null && row.DueAt > now).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now));
        }
    }

    private static void Demand(bool met, string otherwise)
    {
        if (!met)
            throw new InvalidOperationException(otherwise);
    }
}
