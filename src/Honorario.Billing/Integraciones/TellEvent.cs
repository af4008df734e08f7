using System.Text.Json;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>Puts one delivery into the outbox for each of the practice's webhooks.</summary>
public sealed class TellEvent(HonorarioStorage storage, OutboxSignal signal, TimeProvider clock) : IOutboxHandler
{
    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var hooks = await db.PracticeHooks().Select(row => row.Id).ToListAsync(ct);
        if (hooks.Count == 0)
            return null;
        var told = await db.HookDeliveries().Where(row => row.EventId == subjectId).Select(row => row.HookId).ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var hook in hooks.Except(told))
        {
            var delivery = new HookDelivery { HookId = hook, EventId = subjectId };
            db.HookDeliveries().Add(delivery);
            db.Outbox().Add(new OutboxMessage { Kind = DeliverEvent.Kind, SubjectId = delivery.Id, CreatedAt = now, DueAt = now });
        }

        await db.SaveChangesAsync(ct);
        signal.Raise();
        return null;
    }
}

/// <summary>Tells one webhook of one event until it is taken, as <see cref="DeliverWebhook"/> does; one that was removed meanwhile is told nothing
/// more.</summary>
public sealed class DeliverEvent(HonorarioStorage storage, CallWebhook call, SecretBox secrets, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "webhook-consultorio";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        if (await db.HookDeliveries().Include(row => row.Event).SingleOrDefaultAsync(row => row.Id == subjectId, ct) is not { } delivery)
            return null;
        var hook = await db.PracticeHooks().AsNoTracking().SingleAsync(row => row.Id == delivery.HookId, ct);
        var answer = await call.RunAsync(
            hook.Address, secrets.Decrypt(hook.Secret, hook.Id), delivery.EventId, Body(delivery.Event), ct);
        delivery.Tried(answer, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(CancellationToken.None);
        return answer.Taken ? null : DeliverWebhook.Pause(attempt);
    }

    internal static string Body(PracticeEvent told) => JsonSerializer.Serialize(new
    {
        type = told.Type, timestamp = told.At, data = new { id = told.SubjectId, url = EventTypes.Path(told.Type, told.SubjectId) },
    });
}
