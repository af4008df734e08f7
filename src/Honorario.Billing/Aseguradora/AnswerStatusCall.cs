using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>What a company's system says of an invoice: "aceptada", or "rechazada" with a reason.</summary>
public sealed record StatusCall(string? Status, string? Reason);

/// <summary>An answer of the API, its body in JSON.</summary>
public sealed record CallAnswer(int StatusCode, string Body);

/// <summary>
/// <c>POST /api/v1/invoices/{uuid}/status</c>. The answer is stored with the change it made: the same call under the same
/// Idempotency-Key is answered alike and does nothing more; another call under that key is refused.
/// </summary>
public sealed class AnswerStatusCall(IDatabase database, PortalActor actor, ReviewInvoice review, TimeProvider clock)
{
    private const int KeyLength = 100;

    /// <param name="apiKey">As sent after "Bearer".</param>
    /// <param name="idempotencyKey">The header's value.</param>
    /// <param name="uuid">Folio fiscal.</param>
    /// <param name="call">The body.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<CallAnswer> RunAsync(string apiKey, string? idempotencyKey, string uuid, StatusCall call, CancellationToken cancellation)
    {
        await using var db = database.Open(new Actor());
        var hash = Hash(apiKey);
        var key = await db.PortalKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, cancellation);
        if (key is null)
            return Fault(401, "La clave de la API no existe o fue revocada.");
        if (idempotencyKey is not { Length: > 0 and <= KeyLength })
            return Fault(400, $"Falta el encabezado Idempotency-Key, de hasta {KeyLength} caracteres.");
        if (call.Status is not ("aceptada" or "rechazada"))
            return Fault(422, "El campo status es \"aceptada\" o \"rechazada\".");

        var request = Hash($"{uuid.ToUpperInvariant()}\n{call.Status}\n{call.Reason}");
        if (await EarlierAsync(db, key.CompanyId, idempotencyKey, request, cancellation) is { } earlier)
            return earlier;
        actor.ActAs(key.CompanyId, key.Name);
        try
        {
            var result = await review.RunAsync(uuid, new Review(call.Status == "aceptada", call.Reason ?? ""), Remember, cancellation);
            return result switch
            {
                null => Fault(404, "No hay una factura con ese folio fiscal."),
                { Ok: false, Problems: [var problem, ..] } =>
                    await EarlierAsync(db, key.CompanyId, idempotencyKey, request, cancellation) ?? Fault(problem.Field.Length > 0 ? 422 : 409, problem.Message),
                { Value: var status } => new CallAnswer(200, Body(status)),
            };
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return (await EarlierAsync(db, key.CompanyId, idempotencyKey, request, cancellation))!;
        }

        string Body(InvoiceStatus status) => JsonSerializer.Serialize(new { uuid = uuid.ToUpperInvariant(), status = status.Text() });

        void Remember(HonorarioDb own, InvoiceStatus status) => own.PortalCalls.Add(new PortalCall
        {
            CompanyId = key.CompanyId, Key = idempotencyKey, Request = request, StatusCode = 200, Answer = Body(status), At = clock.GetUtcNow().UtcDateTime,
        });
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    internal static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<CallAnswer?> EarlierAsync(HonorarioDb db, Guid companyId, string key, string request, CancellationToken cancellation) =>
        await db.PortalCalls.AsNoTracking().SingleOrDefaultAsync(row => row.CompanyId == companyId && row.Key == key, cancellation) switch
        {
            null => null,
            { } call when call.Request == request => new CallAnswer(call.StatusCode, call.Answer),
            _ => Fault(422, "Esa Idempotency-Key ya se usó con otra petición."),
        };

    private static CallAnswer Fault(int status, string message) => new(status, JsonSerializer.Serialize(new { status, title = message }));
}
