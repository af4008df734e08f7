using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>
/// What a company's system says of an invoice: "aceptada"; "rechazada" with a reason; "programada" with the day it will be paid;
/// "pagada" with amount in pesos, day and operation number. Days are ISO 8601.
/// </summary>
public sealed record StatusCall(
    string? Status, string? Reason = null, DateOnly? ScheduledOn = null, decimal? Amount = null, DateOnly? PaidOn = null, string? OperationNumber = null);

/// <summary>An answer of the API, its body in JSON.</summary>
public sealed record CallAnswer(int StatusCode, string Body);

/// <summary>
/// <c>POST /api/v1/invoices/{uuid}/status</c>. The answer is stored: the same call under the same Idempotency-Key is answered
/// alike and does nothing more; another call under that key is refused. A review is stored with its answer in one transaction;
/// a payment counts once by itself, whatever the key.
/// </summary>
public sealed class AnswerStatusCall(IDatabase database, Actor actor, ReviewInvoice review, SchedulePayment schedule, PayInvoice pay, TimeProvider clock)
{
    private const int KeyLength = 100;
    private static readonly string[] Statuses = ["aceptada", "rechazada", "programada", "pagada"];

    /// <param name="apiKey">As sent after "Bearer".</param>
    /// <param name="idempotencyKey">The header's value.</param>
    /// <param name="uuid">Folio fiscal.</param>
    /// <param name="call">The body.</param>
    public async Task<CallAnswer> RunAsync(string apiKey, string? idempotencyKey, string uuid, StatusCall call, CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var hash = Hash(apiKey);
        var key = await db.PortalKeys().AsNoTracking().Include(row => row.Company).SingleOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, ct);
        if (key is null)
            return Fault(401, "La clave de la API no existe o fue revocada.");
        await UsedAsync(db, key, ct);
        if (idempotencyKey is not { Length: > 0 and <= KeyLength })
            return Fault(400, $"Falta el encabezado Idempotency-Key, de hasta {KeyLength} caracteres.");
        if (!Statuses.Contains(call.Status))
            return Fault(422, $"El campo status es {string.Join(", ", Statuses.Select(status => $"\"{status}\""))}.");

        var asked = new PortalCall { CompanyId = key.CompanyId, Key = idempotencyKey,
            Request = Hash($"{uuid.ToUpperInvariant()}\n{JsonSerializer.Serialize(call)}"), StatusCode = 200, Answer = "",
            At = clock.GetUtcNow().UtcDateTime };
        if (await EarlierAsync(db, asked, ct) is { } earlier)
            return earlier;
        actor.ActForCompany(key.CompanyId, key.UserId, key.Name, key.Company.Role == PortalRole.Aseguradora);
        try
        {
            return call.Status switch
            {
                "programada" =>
                    await StoreAsync(db, asked, await schedule.RunAsync(uuid, call.ScheduledOn, ct),
                    status => Body(uuid, new { status = status.Text(), scheduledOn = call.ScheduledOn }), ct),
                "pagada" => await StoreAsync(
                    db,
                    asked,
                    await pay.RunAsync(uuid, new PortalPayment(call.Amount, call.PaidOn, call.OperationNumber ?? ""), ct),
                    paid => Body(uuid, new { status = paid.Status.Text(), paid = paid.Paid, balance = paid.Balance }),
                    ct),
                _ => await ReviewAsync(db, asked, uuid, call, ct),
            };
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return (await EarlierAsync(db, asked, ct))!;
        }
    }

    private async Task UsedAsync(HonorarioDb db, PortalKey key, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var minute = now.AddMinutes(-1);
        await db.PortalKeys().Where(row => row.Id == key.Id && (row.LastUsedAt == null || row.LastUsedAt <= minute))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), ct);
    }

    /// <summary>SHA-256 in hexadecimal.</summary>
    internal static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<CallAnswer> ReviewAsync(HonorarioDb db, PortalCall asked, string uuid, StatusCall call, CancellationToken ct)
    {
        string Said(InvoiceStatus status) => Body(uuid, new { status = status.Text() });
        var result = await review.RunAsync(
            uuid, new Review(call.Status == "aceptada", call.Reason ?? ""), (own, status) => own.PortalCalls().Add(Answered(asked, Said(status))), ct);
        return result is { Value: var status, Ok: true } ? new CallAnswer(200, Said(status)) : await EarlierAsync(db, asked, ct) ?? Fault(result);
    }

    private static async Task<CallAnswer> StoreAsync<T>(HonorarioDb db, PortalCall asked, Result<T>? result, Func<T, string> say, CancellationToken ct)
    {
        if (result is not { Ok: true, Value: { } value })
            return Fault(result);
        var answered = Answered(asked, say(value));
        db.PortalCalls().Add(answered);
        await db.SaveChangesAsync(ct);
        return new CallAnswer(200, answered.Answer);
    }

    private static PortalCall Answered(PortalCall asked, string answer) =>
        new() { CompanyId = asked.CompanyId, Key = asked.Key, Request = asked.Request, StatusCode = asked.StatusCode, Answer = answer, At = asked.At };

    private static async Task<CallAnswer?> EarlierAsync(HonorarioDb db, PortalCall asked, CancellationToken ct) =>
        await db.PortalCalls().AsNoTracking().SingleOrDefaultAsync(row => row.CompanyId == asked.CompanyId && row.Key == asked.Key, ct) switch
        {
            null => null,
            { } call when call.Request == asked.Request => new CallAnswer(call.StatusCode, call.Answer),
            _ => Fault(422, "Esa Idempotency-Key ya se usó con otra petición."),
        };

    private static string Body(string uuid, object said)
    {
        var body = JsonSerializer.SerializeToNode(said)!.AsObject();
        body.Insert(0, "uuid", uuid.ToUpperInvariant());
        return body.ToJsonString();
    }

    private static CallAnswer Fault<T>(Result<T>? result) => result is { Problems: [var problem, ..] }
        ? Fault(problem.Field.Length > 0 ? 422 : 409, problem.Message)
        : Fault(404, "No hay una factura con ese folio fiscal.");

    private static CallAnswer Fault(int status, string message) => new(status, JsonSerializer.Serialize(new { status, title = message }));
}
