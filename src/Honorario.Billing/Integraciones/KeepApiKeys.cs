using System.Security.Cryptography;
using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>A key that is asked for.</summary>
/// <param name="Name">For which system.</param>
/// <param name="Rights">What it may do.</param>
/// <param name="EmisorId">The one emisor that it works for; null for all.</param>
/// <param name="ExpiresOn">The last day on which it works; null for no end.</param>
public sealed record ApiKeyForm(string Name, IReadOnlySet<Right> Rights, Guid? EmisorId, DateOnly? ExpiresOn);

/// <summary>A key that was made or rotated.</summary>
/// <param name="Id">Which.</param>
/// <param name="Secret">The key itself, which nobody can read again.</param>
public sealed record MadeKey(Guid Id, string Secret);

/// <summary>The keys with which the practice's own systems call the API.</summary>
public sealed class KeepApiKeys(HonorarioStorage storage, PlaceClock places, TimeProvider clock)
{
    public const int Most = 20;

    /// <summary>What changes what all emisores share: services and patients, the desk, insurers, people and keys.</summary>
    private static readonly Right[] Shared =
        [Right.EditPatients, Right.Charge, Right.CorrectCharges, Right.AgreePrices, Right.KeepKeys, Right.AdministratePeople];

    /// <summary>Those that were not revoked, oldest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        return await db.ApiKeys().AsNoTracking().Where(row => row.RevokedAt == null).OrderBy(row => row.CreatedAt).ToListAsync(ct);
    }

    public async Task<Result<MadeKey>> AddAsync(ApiKeyForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var today = places.TodayAt(PlaceClock.Centre);
        var problems = new List<Problem>();
        if (form.Name.Trim().Length is 0 or > ApiKey.NameLength)
            problems.Add(new Problem(nameof(form.Name), $"Escribe para qué sistema es la clave, en hasta {ApiKey.NameLength} caracteres."));
        var rights = form.Rights.Where(RightFacts.OfPractices.Contains).Order().ToList();
        if (rights.Count == 0)
            problems.Add(new Problem(nameof(form.Rights), "Marca al menos un permiso."));
        else if (rights.Exists(right => !storage.May(right)))
            problems.Add(new Problem(nameof(form.Rights), "Una clave no puede más que tú: quita los permisos que no tienes."));
        else if (form.EmisorId is not null && rights.Exists(Shared.Contains))
            problems.Add(new Problem(
                nameof(form.Rights),
                "Una clave de un solo RFC no cambia lo que es de todos. Quita: "
                    + $"{string.Join("; ", rights.Where(Shared.Contains).Select(right => right.Text()))}."));
        if (form.ExpiresOn < today)
            problems.Add(new Problem(nameof(form.ExpiresOn), "Escribe un día que no haya pasado, o deja la fecha vacía."));
        if (form.EmisorId is { } emisor && !await db.Emisores().AnyAsync(row => row.Id == emisor, ct))
            problems.Add(new Problem(nameof(form.EmisorId), "Elige uno de tus RFC."));
        if (await db.ApiKeys().CountAsync(row => row.RevokedAt == null, ct) >= Most)
            problems.Add(new Problem(nameof(form.Name), $"Ya hay {Most} claves: revoca una."));
        if (problems.Count > 0)
            return problems;
        var (secret, now) = (NewSecret(), clock.GetUtcNow().UtcDateTime);
        var key = new ApiKey
        {
            Name = form.Name.Trim(), Start = secret[..ApiKey.StartLength], Hash = Hash(secret), Rights = string.Join(' ', rights),
            EmisorId = form.EmisorId, ExpiresAt = form.ExpiresOn is { } last ? last.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) : null,
            CreatedAt = now,
        };
        db.ApiKeys().Add(key);
        db.Record(key.Id, now, "Clave de la API creada", key.Name);
        await db.SaveChangesAsync(ct);
        return new MadeKey(key.Id, secret);
    }

    /// <summary>Another secret for the same key; the earlier one works for <see cref="ApiKey.Overlap"/> more.</summary>
    public async Task<Result<MadeKey>> RotateAsync(Guid keyId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.ApiKeys().SingleOrDefaultAsync(row => row.Id == keyId && row.RevokedAt == null, ct) is not { } key)
            return new Problem("", "La clave ya no existe: alguien la revocó.");
        var (secret, now) = (NewSecret(), clock.GetUtcNow().UtcDateTime);
        (key.EarlierHash, key.EarlierUntil) = (key.Hash, now + ApiKey.Overlap);
        (key.Hash, key.Start) = (Hash(secret), secret[..ApiKey.StartLength]);
        db.Record(key.Id, now, "Clave de la API rotada", key.Name);
        await db.SaveChangesAsync(ct);
        return new MadeKey(key.Id, secret);
    }

    /// <summary>From now on neither the key nor the one before it works.</summary>
    public async Task RevokeAsync(Guid keyId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.ApiKeys().SingleOrDefaultAsync(row => row.Id == keyId && row.RevokedAt == null, ct) is not { } key)
            return;
        key.RevokedAt = clock.GetUtcNow().UtcDateTime;
        db.Record(key.Id, key.RevokedAt.Value, "Clave de la API revocada", key.Name);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string NewSecret() => $"{OpenApiKey.Prefix}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
}
