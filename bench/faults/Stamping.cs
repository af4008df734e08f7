using System.Diagnostics;
using System.Net.Http.Json;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.FacturarPeriodo;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Faults;

/// <summary>
/// "Timbrar todas" of many invoices of one emisor with a PAC that takes its time, and one invoice of another practice in the midst of it.
/// </summary>
internal static class Stamping
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static async Task<int> RunAsync(int invoices, int latency, int parallel, bool postgres)
    {
        var folder = Directory.CreateTempSubdirectory("honorario-stamping-").FullName;
        using var server = postgres ? new PostgresServer() : null;
        if (server is not null)
            Environment.SetEnvironmentVariable("ConnectionStrings__Postgres", server.ConnectionString);
        using var pac = new Child(Child.Dll("Honorario.PacSandbox"), $"http://127.0.0.1:{Ports.Free()}", "--data", Path.Combine(folder, "pac"));
        using var node = new Child(
            Child.Dll("Honorario.Web"), $"http://127.0.0.1:{Ports.Free()}", "--Data", folder, "--Demo", "true", "--DemoLife", "false", "--Pac:BaseUrl", pac.Url,
            "--Outbox:Stamp", $"{parallel}");
        pac.Start();
        node.Start();
        if (!await pac.HealthyAsync(Patience) || !await node.HealthyAsync(Patience))
            throw new InvalidOperationException("The product did not start.");
        using var desk = new Desk(folder, server?.ConnectionString, pac.Url);
        var practices = await Work.PracticesAsync(desk);
        var batch = await BatchAsync(desk, practices[0], invoices);
        var single = await BatchAsync(desk, practices[1], 1);
        using (var http = new HttpClient())
            await http.PostAsJsonAsync(new Uri($"{pac.Url}/sandbox/faults"), new { mode = "slow", on = "stamp", seconds = latency / 1000.0 });

        var (began, processor) = (Stopwatch.StartNew(), node.Processor);
        await desk.AsAsync(practices[0], "arnés", (StampBatch use) => use.RunAsync(batch, CancellationToken.None));
        var half = invoices / 2;
        await UntilAsync(desk, practices[0], half);
        var warm = node.Processor;
        var asked = Stopwatch.StartNew();
        await desk.AsAsync(practices[1], "arnés", (StampBatch use) => use.RunAsync(single, CancellationToken.None));
        await UntilAsync(desk, practices[1], 1);
        var alone = asked.Elapsed;
        await UntilAsync(desk, practices[0], invoices);

        var took = began.Elapsed;
        var each = (node.Processor - processor) / invoices;
        var possible = parallel * 1000.0 / latency;
        var reached = invoices / took.TotalSeconds;
        Console.WriteLine($"{invoices} invoices of one emisor on {(postgres ? "PostgreSQL" : "SQLite")}, PAC at {latency} ms, {parallel} at once, {Environment.ProcessorCount} processors:");
        Console.WriteLine($"  {took.TotalSeconds:0.0} s, {reached:0.0} stamps a second of {possible:0.0} possible: {reached / possible:0.00}");
        Console.WriteLine($"  {each.TotalMilliseconds:0.0} ms of the node's processor a stamp; {each.TotalMilliseconds * reached / 10 / Environment.ProcessorCount:0} % of all processors");
        Console.WriteLine($"  of the second half, when most is compiled: {(node.Processor - warm).TotalMilliseconds / (invoices - half):0.0} ms a stamp");
        Console.WriteLine($"  another practice's single invoice: stamped after {alone.TotalSeconds:0.0} s");
        return 0;
    }

    /// <summary>Drafts of one service each, written at once; sealing and stamping them is what is measured.</summary>
    private static async Task<Guid> BatchAsync(Desk desk, Guid practice, int count)
    {
        await using var db = desk.Open(practice);
        var emisor = await db.Emisores().AsNoTracking().FirstAsync();
        var like = await db.Services().AsNoTracking().FirstAsync();
        var now = DateTime.UtcNow;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City")).DateTime);
        var batch = new InvoiceBatch { EmisorId = emisor.Id, From = today, To = today, CreatedAt = now, Planned = count, PreparedAt = now };
        db.Batches().Add(batch);
        for (var number = 1; number <= count; number++)
        {
            var service = new MedicalService { Folio = $"B{number:00000}", Date = today, PatientId = like.PatientId, InsurerId = like.InsurerId, Cpt =
                like.Cpt, InsurerAmount = 850.55m };
            var invoice = new Invoice { EmisorId = emisor.Id, InsurerId = like.InsurerId, ControlNumber = $"B-{number:00000}", Search = "", IssueDate = today,
                CreatedAt = now, BatchId = batch.Id };
            db.AddRange(service, invoice, new InvoiceLine { InvoiceId = invoice.Id, ServiceId = service.Id, TakenAt = now });
        }

        await db.SaveChangesAsync();
        return batch.Id;
    }

    private static async Task UntilAsync(Desk desk, Guid practice, int stamped)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(250))
        {
            await using var db = desk.Open(practice);
            if (await db.SealedCfdis().CountAsync(row => row.State == PacState.Stamped) >= stamped)
                return;
        }

        throw new InvalidOperationException($"Less than {stamped} were stamped in {Patience}.");
    }
}
