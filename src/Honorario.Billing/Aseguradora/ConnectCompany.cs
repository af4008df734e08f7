using System.Security.Cryptography;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>A key of the API as listed; the key itself is shown once, when it is made.</summary>
public sealed record KeyRow(Guid Id, string Name, DateTime CreatedAt, DateTime? LastUsedAt);

/// <summary>A webhook as listed.</summary>
public sealed record WebhookRow(Guid Id, string Address, DateTime CreatedAt);

/// <summary>How a company connects its own systems: API keys and webhooks.</summary>
public sealed class ConnectCompany(HonorarioStorage storage, SecretBox secrets, WebhookClient client, TimeProvider clock)
{
    private const int Most = 20;

    public async Task<(IReadOnlyList<KeyRow> Keys, IReadOnlyList<WebhookRow> Webhooks)> ListAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.ConnectSystems);
        return (
            await db.PortalKeys().Where(row => row.CompanyId == storage.Actor.CompanyId && row.RevokedAt == null).OrderBy(row => row.CreatedAt)
                .Select(row => new KeyRow(row.Id, row.Name, row.CreatedAt, row.LastUsedAt)).ToListAsync(ct),
            await db.Webhooks().Where(row => row.CompanyId == storage.Actor.CompanyId).OrderBy(row => row.CreatedAt)
                .Select(row => new WebhookRow(row.Id, row.Address, row.CreatedAt)).ToListAsync(ct));
    }

    /// <returns>The key, which nobody can read again.</returns>
    public async Task<Result<string>> AddKeyAsync(string name, CancellationToken ct)
    {
        await using var db = storage.Open(Right.ConnectSystems);
        if (name.Trim().Length is 0 or > 60)
            return new Problem(FieldNames.Name, "Escribe para qué sistema es la clave, en hasta 60 caracteres.");
        if (await db.PortalKeys().CountAsync(row => row.CompanyId == storage.Actor.CompanyId && row.RevokedAt == null, ct) >= Most)
            return new Problem(FieldNames.Name, $"Ya hay {Most} claves: revoca una.");
        var key = $"hon_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        db.PortalKeys()
            .Add(new PortalKey { CompanyId = storage.Actor.CompanyId, UserId = storage.Actor.PersonId!.Value,
                Name = name.Trim(), Hash = AnswerStatusCall.Hash(key),
            CreatedAt = clock.GetUtcNow().UtcDateTime });
        await db.SaveChangesAsync(ct);
        return key;
    }

    public async Task RevokeKeyAsync(Guid keyId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.ConnectSystems);
        var now = clock.GetUtcNow().UtcDateTime;
        await db.PortalKeys().Where(row => row.Id == keyId && row.CompanyId == storage.Actor.CompanyId && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), ct);
    }

    /// <returns>The secret that signs what the address is told, which nobody can read again.</returns>
    public async Task<Result<string>> AddWebhookAsync(string address, CancellationToken ct)
    {
        if (client.Obstacle(address.Trim()) is { } obstacle)
            return new Problem(FieldNames.Address, obstacle);
        await using var db = storage.Open(Right.ConnectSystems);
        if (await db.Webhooks().CountAsync(row => row.CompanyId == storage.Actor.CompanyId, ct) >= Most)
            return new Problem(FieldNames.Address, $"Ya hay {Most} webhooks: quita uno.");
        var (id, secret) = (Guid.CreateVersion7(), CallWebhook.NewSecret());
        db.Webhooks().Add(new Webhook
        {
            Id = id, CompanyId = storage.Actor.CompanyId, UserId = storage.Actor.PersonId!.Value, Address = new Uri(address.Trim()).AbsoluteUri,
                Secret = secrets.Encrypt(System.Text.Encoding.UTF8.GetBytes(secret), id), CreatedAt = clock.GetUtcNow().UtcDateTime,
        });
        await db.SaveChangesAsync(ct);
        return secret;
    }

    /// <summary>From now on the address is told nothing, what was on its way included.</summary>
    public async Task RemoveWebhookAsync(Guid webhookId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.ConnectSystems);
        await db.Webhooks().Where(row => row.Id == webhookId && row.CompanyId == storage.Actor.CompanyId).ExecuteDeleteAsync(ct);
    }
}
