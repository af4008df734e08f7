using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;

namespace Honorario.Faults;

/// <summary>
/// So many calls a second of the API, begun on time whether or not the earlier ones were answered: six in ten read a list, three write a patient or a
/// service, one bills a service and asks for its stamp.
/// </summary>
internal static class Load
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Lists = ["services", "invoices", "patients", "payments", "events", "me"];

    public static async Task<int> RunAsync(int rate, TimeSpan lasts, bool postgres)
    {
        var folder = Directory.CreateTempSubdirectory("honorario-load-").FullName;
        using var server = postgres ? new PostgresServer() : null;
        if (server is not null)
            Environment.SetEnvironmentVariable("ConnectionStrings__Postgres", server.ConnectionString);
        using var pac = new Child(Child.Dll("Honorario.PacSandbox"), $"http://127.0.0.1:{Ports.Free()}", "--data", Path.Combine(folder, "pac"));
        using var node = new Child(
            Child.Dll("Honorario.Web"), $"http://127.0.0.1:{Ports.Free()}", "--Data", folder, "--Demo", "true", "--DemoLife", "false", "--Pac:BaseUrl",
            pac.Url, "--Api:PerMinute", "1000000");
        pac.Start();
        node.Start();
        if (!await pac.HealthyAsync(Patience) || !await node.HealthyAsync(Patience))
            throw new InvalidOperationException("The product did not start.");
        using var desk = new Desk(folder, server?.ConnectionString, pac.Url);
        var practice = (await Work.PracticesAsync(desk))[0];
        var key = await desk.AsAsync(practice, "arnés", (KeepApiKeys use) => use.AddAsync(
            new ApiKeyForm("carga", RightFacts.OfPractices.ToHashSet(), null, null), CancellationToken.None));
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 200 })
        {
            BaseAddress = new Uri($"{node.Url}/api/v1/"), Timeout = TimeSpan.FromSeconds(30),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value!.Secret);
        var caller = new Caller(http, await IdAsync(http, "emisores"), await IdAsync(http, "insurers"));
        for (var warm = 0; warm < 60; warm++)
            await caller.CallAsync(warm);
        caller.Forget();

        var processor = node.Processor;
        var calls = new List<Task>();
        var clock = Stopwatch.StartNew();
        for (var number = 0; number < rate * lasts.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate) - clock.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            var mine = number;
            calls.Add(Task.Run(() => caller.CallAsync(mine)));
        }

        await Task.WhenAll(calls);
        var answered = caller.Took.OrderBy(one => one).ToList();
        double At(double share) => answered[(int)Math.Min(answered.Count - 1, answered.Count * share)].TotalMilliseconds;
        Console.WriteLine($"{answered.Count} calls at {rate} a second for {lasts.TotalSeconds:0} s on {(postgres ? "PostgreSQL" : "SQLite")}:");
        Console.WriteLine($"  {answered.Count / clock.Elapsed.TotalSeconds:0.0} a second answered, {caller.Faults.Count} errors");
        Console.WriteLine($"  ms: median {At(0.5):0.0}, p95 {At(0.95):0.0}, p99 {At(0.99):0.0}, slowest {At(1):0.0}");
        Console.WriteLine($"  {(node.Processor - processor).TotalMilliseconds / answered.Count:0.0} ms of the node's processor a call, its jobs included");
        foreach (var fault in caller.Faults.GroupBy(one => one).OrderByDescending(group => group.Count()).Take(5))
            Console.WriteLine($"  {fault.Count()} × {fault.Key}");
        return caller.Faults.IsEmpty ? 0 : 1;
    }

    private static async Task<string> IdAsync(HttpClient http, string list) =>
        (await http.GetFromJsonAsync<JsonNode>(list))!["data"]![0]!["id"]!.GetValue<string>();

    /// <summary>Makes the calls and keeps what each took.</summary>
    private sealed class Caller(HttpClient http, string emisor, string insurer)
    {
        private readonly string _today = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City"))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        public ConcurrentBag<TimeSpan> Took { get; } = [];

        public ConcurrentBag<string> Faults { get; } = [];

        public void Forget()
        {
            Took.Clear();
            Faults.Clear();
        }

        public async Task CallAsync(int number)
        {
            switch (number % 10)
            {
                case < 6:
                    await SendAsync(HttpMethod.Get, Lists[number % Lists.Length]);
                    break;
                case 6:
                    await SendAsync(HttpMethod.Post, "patients", new { name = $"Carga {Guid.NewGuid():N}" });
                    break;
                case < 9:
                    await ServiceAsync();
                    break;
                default:
                    await BillAsync();
                    break;
            }
        }

        private Task<JsonNode?> ServiceAsync() => SendAsync(HttpMethod.Post, "services", new
        {
            insurerId = insurer, date = _today, newPatient = new { name = $"Carga {Guid.NewGuid():N}" }, policyNumber = $"{Guid.NewGuid():N}"[..10],
            lines = new[] { new { code = "99213", price = "850.50" } }, acceptDoubts = true,
        });

        private async Task BillAsync()
        {
            var service = (await ServiceAsync())?["ids"]?[0]?.GetValue<string>();
            var draft = (await SendAsync(HttpMethod.Post, "invoices", new { emisorId = emisor, insurerId = insurer, issueDate = _today }))?["id"]
                ?.GetValue<string>();
            if (service is null || draft is null)
                return;
            await SendAsync(HttpMethod.Put, $"invoices/{draft}/services", new { from = _today, to = _today, services = new[] { service } });
            await SendAsync(HttpMethod.Post, $"invoices/{draft}/stamp");
        }

        private async Task<JsonNode?> SendAsync(HttpMethod method, string path, object? body = null)
        {
            using var call = new HttpRequestMessage(method, path);
            if (body is not null)
                call.Content = JsonContent.Create(body);
            if (method == HttpMethod.Post)
                call.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
            var clock = Stopwatch.StartNew();
            try
            {
                using var answer = await http.SendAsync(call);
                var said = await answer.Content.ReadAsStringAsync();
                Took.Add(clock.Elapsed);
                if (answer.IsSuccessStatusCode)
                    return JsonNode.Parse(said);
                Faults.Add($"{method} {path.Split('/')[0]}: {(int)answer.StatusCode} {said[..Math.Min(said.Length, 200)]}");
            }
            catch (Exception broken) when (broken is HttpRequestException or TaskCanceledException)
            {
                Took.Add(clock.Elapsed);
                Faults.Add($"{method} {path.Split('/')[0]}: {broken.GetType().Name}");
            }

            return null;
        }
    }
}
