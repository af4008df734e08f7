using System.Text.Json;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>Tells one webhook of one status change until it is taken; a webhook that was removed meanwhile is told nothing more.</summary>
public sealed class DeliverWebhook(HonorarioStorage storage, CallWebhook call, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "webhook";

    /// <summary>The last attempt is about seventeen hours after the first.</summary>
    private const int Tries = 12;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        if (await db.WebhookDeliveries().SingleOrDefaultAsync(row => row.Id == subjectId && row.DeliveredAt == null, ct) is not { } delivery)
            return null;
        var hook = await db.Webhooks().AsNoTracking().SingleAsync(row => row.Id == delivery.WebhookId, ct);
        var answer = await call.RunAsync(hook, delivery.ChangeId, await BodyAsync(db, delivery.ChangeId, ct), ct);
        delivery.Tried(answer, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(CancellationToken.None);
        return answer.Taken ? null : Pause(attempt);
    }

    /// <returns>How long to wait after an attempt that was not taken; null after the last one.</returns>
    public static TimeSpan? Pause(int attempt) => attempt >= Tries ? null : FirstWait * Math.Pow(2, attempt - 1);

    private static async Task<string> BodyAsync(HonorarioDb db, Guid changeId, CancellationToken ct)
    {
        var change = await db.StatusChanges().AsNoTracking().SingleAsync(row => row.Id == changeId, ct);
        var invoice = await db.Invoices().AsNoTracking().Include(row => row.Emisor).Include(row => row.Insurer)
            .SingleAsync(row => row.Id == change.InvoiceId, ct);
        return JsonSerializer.Serialize(new
        {
            uuid = invoice.Uuid!.Value,
            controlNumber = invoice.ControlNumber,
            emisorRfc = invoice.Emisor.Rfc.Value,
            receptorRfc = invoice.Insurer.Rfc.Value,
            total = invoice.Total,
            from = change.From.Text(),
            to = change.To.Text(),
            at = change.At,
        });
    }
}
