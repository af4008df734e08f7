using System.Text;
using System.Text.Json;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>A webhook that was made, or whose secret was changed.</summary>
/// <param name="Id">Which.</param>
/// <param name="Secret">What signs, which nobody can read again.</param>
public sealed record MadeHook(Guid Id, string Secret);

/// <summary>The practice's webhooks, what they were told, and telling it again.</summary>
public sealed class KeepHooks(HonorarioStorage storage, SecretBox secrets, WebhookClient client, CallWebhook call, OutboxSignal signal, TimeProvider clock)
{
    public const int Most = 10;
    public const int PageSize = 25;

    public async Task<IReadOnlyList<PracticeHook>> ListAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        return await db.PracticeHooks().AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync(ct);
    }

    public async Task<Result<MadeHook>> AddAsync(string address, CancellationToken ct)
    {
        if (client.Obstacle(address.Trim()) is { } obstacle)
            return new Problem(FieldNames.Address, obstacle);
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.PracticeHooks().CountAsync(ct) >= Most)
            return new Problem(FieldNames.Address, $"Ya hay {Most} webhooks: quita uno.");
        var (id, secret, now) = (Guid.CreateVersion7(), CallWebhook.NewSecret(), clock.GetUtcNow().UtcDateTime);
        db.PracticeHooks().Add(new PracticeHook { Id = id, Address = new Uri(address.Trim()).AbsoluteUri, Secret = Sealed(secret, id), CreatedAt = now });
        db.Record(id, now, "Webhook agregado", address.Trim());
        await db.SaveChangesAsync(ct);
        return new MadeHook(id, secret);
    }

    /// <summary>Another secret, from the next call on.</summary>
    /// <returns>Null when there is no such webhook.</returns>
    public async Task<MadeHook?> RotateAsync(Guid hookId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.PracticeHooks().SingleOrDefaultAsync(row => row.Id == hookId, ct) is not { } hook)
            return null;
        var secret = CallWebhook.NewSecret();
        hook.Secret = Sealed(secret, hook.Id);
        db.Record(hook.Id, clock.GetUtcNow().UtcDateTime, "Secreto de webhook rotado", hook.Address);
        await db.SaveChangesAsync(ct);
        return new MadeHook(hook.Id, secret);
    }

    /// <summary>From now on the address is told nothing, what was on its way included.</summary>
    public async Task<bool> RemoveAsync(Guid hookId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.PracticeHooks().SingleOrDefaultAsync(row => row.Id == hookId, ct) is not { } hook)
            return false;
        db.PracticeHooks().Remove(hook);
        db.Record(hook.Id, clock.GetUtcNow().UtcDateTime, "Webhook quitado", hook.Address);
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>"Enviar prueba": one call, signed as any other; nothing of it is kept.</summary>
    /// <returns>What the address answered; null when there is no such webhook.</returns>
    public async Task<WebhookAnswer?> TestAsync(Guid hookId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.PracticeHooks().AsNoTracking().SingleOrDefaultAsync(row => row.Id == hookId, ct) is not { } hook)
            return null;
        var body = JsonSerializer.Serialize(new { type = "test", timestamp = clock.GetUtcNow().UtcDateTime, data = new { } });
        return await call.RunAsync(hook.Address, secrets.Decrypt(hook.Secret, hook.Id), Guid.CreateVersion7(), body, ct);
    }

    /// <summary>What a webhook was told, the latest first.</summary>
    /// <returns>Null when there is no such webhook.</returns>
    public async Task<Page<HookDelivery>?> DeliveriesAsync(Guid hookId, Place page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (!await db.PracticeHooks().AnyAsync(row => row.Id == hookId, ct))
            return null;
        var told = db.HookDeliveries().AsNoTracking().Include(row => row.Event).Where(row => row.HookId == hookId);
        var (rows, next) = await told.OrderByDescending(row => row.Event.At).ThenByDescending(row => row.Id).AtAsync(page, PageSize, ct);
        return new Page<HookDelivery>(rows, await told.CountAsync(ct)) { Next = next };
    }

    /// <summary>Tells it once more, whatever came of it before; the receiver knows it by its id.</summary>
    /// <returns>Whether there is such a delivery.</returns>
    public async Task<bool> ReplayAsync(Guid hookId, Guid deliveryId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (!await db.HookDeliveries().AnyAsync(row => row.Id == deliveryId && row.HookId == hookId, ct))
            return false;
        var now = clock.GetUtcNow().UtcDateTime;
        db.Outbox().Add(new OutboxMessage { Kind = DeliverEvent.Kind, SubjectId = deliveryId, CreatedAt = now, DueAt = now });
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return true;
    }

    /// <summary>What happened, the latest first, for who prefers to ask.</summary>
    public async Task<Page<PracticeEvent>> EventsAsync(string? type, Place page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var all = db.PracticeEvents().AsNoTracking().Where(row => type == null || row.Type == type);
        var (rows, next) = await all.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).AtAsync(page, PageSize, ct);
        return new Page<PracticeEvent>(rows, await all.CountAsync(ct)) { Next = next };
    }

    private byte[] Sealed(string secret, Guid id) => secrets.Encrypt(Encoding.UTF8.GetBytes(secret), id);
}
