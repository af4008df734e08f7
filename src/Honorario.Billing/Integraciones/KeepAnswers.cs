using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>What a POST met under its Idempotency-Key.</summary>
/// <param name="BegunId">The answer to be filled, when it is new; null when it is not.</param>
/// <param name="Earlier">What there is under that key, when it is not new.</param>
public sealed record Begun(Guid? BegunId, ApiAnswer? Earlier);

/// <summary>Keeps what each POST of the API was answered, for a day.</summary>
public sealed class KeepAnswers(IDatabase database, SecretBox secrets, TimeProvider clock)
{
    /// <summary>Of two equal calls at once one begins and the other meets it.</summary>
    public async Task<Begun> BeginAsync(Guid apiKeyId, string key, string request, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var old = now - ApiAnswer.Kept;
        await using var db = database.Open(Access.Machine());
        if (await FindAsync(db, apiKeyId, key, ct) is { } found)
        {
            if (found.At > old)
                return new Begun(null, found);
            await db.ApiAnswers().Where(row => row.ApiKeyId == apiKeyId && row.At <= old).ExecuteDeleteAsync(ct);
        }

        var begun = new ApiAnswer { ApiKeyId = apiKeyId, Key = key, Request = request, At = now };
        db.ApiAnswers().Add(begun);
        try
        {
            await db.SaveChangesAsync(ct);
            return new Begun(begun.Id, null);
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Begun(null, await FindAsync(db, apiKeyId, key, ct));
        }
    }

    public async Task EndAsync(Guid id, int statusCode, string? contentType, string? location, byte[] body)
    {
        await using var db = database.Open(Access.Machine());
        await db.ApiAnswers().Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.StatusCode, statusCode).SetProperty(row => row.ContentType, contentType)
                .SetProperty(row => row.Location, location).SetProperty(row => row.Body, secrets.Encrypt(body, id)),
            CancellationToken.None);
    }

    /// <summary>What was answered, as it was sent.</summary>
    public byte[] BodyOf(ApiAnswer answer) => answer.Body is { } body ? secrets.Decrypt(body, answer.Id) : [];

    /// <summary>It did nothing, so that it may be tried again under the same key.</summary>
    public async Task ForgetAsync(Guid id)
    {
        await using var db = database.Open(Access.Machine());
        await db.ApiAnswers().Where(row => row.Id == id).ExecuteDeleteAsync(CancellationToken.None);
    }

    private static Task<ApiAnswer?> FindAsync(HonorarioDb db, Guid apiKeyId, string key, CancellationToken ct) =>
        db.ApiAnswers().AsNoTracking().SingleOrDefaultAsync(row => row.ApiKeyId == apiKeyId && row.Key == key, ct);
}
