using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

internal sealed record HookDoc(Guid Id, string Url, DateTime CreatedAt);

internal sealed record HookRequest(string Address);

/// <summary>A webhook's secret in the form of Standard Webhooks, shown once.</summary>
internal sealed record HookSecret(Guid Id, string Secret);

/// <summary>What happened, and where the key can fetch it.</summary>
internal sealed record EventDoc(Guid Id, string Type, DateTime Timestamp, Guid SubjectId, string Url)
{
    public static EventDoc Of(PracticeEvent row) => new(row.Id, row.Type, row.At, row.SubjectId, EventTypes.Path(row.Type, row.SubjectId));
}

internal sealed record DeliveryDoc(Guid Id, EventDoc Event, DateTime? TriedAt, int? StatusCode, string? Reason, DateTime? DeliveredAt)
{
    public static DeliveryDoc Of(HookDelivery row) => new(row.Id, EventDoc.Of(row.Event), row.TriedAt, row.Answer, row.Reason, row.DeliveredAt);
}

internal sealed record TestDoc(int? StatusCode, string? Reason)
{
    public static TestDoc Of(WebhookAnswer answer) => new(answer.StatusCode, answer.Reason);
}

/// <summary>The practice's webhooks in the form of Standard Webhooks, and its events.</summary>
internal static class HookOperations
{
    public static void MapHooks(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/events", Right.SeeInvoices, "listEvents", "What happened, the latest first", async (string? type, string? cursor, KeepHooks hooks,
            CancellationToken ct) => List(await hooks.EventsAsync(type, Place.After(cursor), ct), EventDoc.Of))
            .Gives<Listed<EventDoc>>();
        api.Op("GET", "/webhooks", Right.KeepKeys, "listWebhooks", "The practice's webhooks", async (KeepHooks hooks, CancellationToken ct) =>
        {
            var rows = await hooks.ListAsync(ct);
            return List(rows, row => new HookDoc(row.Id, row.Address, row.CreatedAt));
        }).Gives<Listed<HookDoc>>();
        api.Op("POST", "/webhooks", Right.KeepKeys, "createWebhook", "Adds one; its secret is shown this once",
            async (Body<HookRequest> body, KeepHooks hooks, CancellationToken ct) =>
            {
                var made = Value(await hooks.AddAsync(body.Value.Address, ct));
                return Results.Json(new HookSecret(made.Id, made.Secret), ApiJson.Options, statusCode: 201);
            }).Gives<HookSecret>(201);
        api.Op("POST", "/webhooks/{id:guid}/secret", Right.KeepKeys, "rotateWebhookSecret", "Another secret, from the next call on",
            async (Guid id, KeepHooks hooks, CancellationToken ct) =>
                Found(await hooks.RotateAsync(id, ct) is { } made ? new HookSecret(made.Id, made.Secret) : null)).Gives<HookSecret>();
            ;
        api.Op("POST", "/webhooks/{id:guid}/test", Right.KeepKeys, "testWebhook", "Calls it once and tells what it answered",
            async (Guid id, KeepHooks hooks, CancellationToken ct) => Found(await hooks.TestAsync(id, ct) is { } answer ? TestDoc.Of(answer) : null))
            .Gives<TestDoc>();
        api.Op("GET", "/webhooks/{id:guid}/deliveries", Right.KeepKeys, "listDeliveries", "What it was told, the latest first",
            async (Guid id, string? cursor, KeepHooks hooks, CancellationToken ct) => await hooks.DeliveriesAsync(id, Place.After(cursor), ct) is { } page
                ? List(page, DeliveryDoc.Of)
                : throw Nothing()).Gives<Listed<DeliveryDoc>>();
        api.Op("POST", "/webhooks/{id:guid}/deliveries/{delivery:guid}/replay", Right.KeepKeys, "replayDelivery", "Tells it once more",
            async (Guid id, Guid delivery, KeepHooks hooks, CancellationToken ct) =>
                await hooks.ReplayAsync(id, delivery, ct) ? Results.Json(new Done(delivery), ApiJson.Options, statusCode: 202) : throw Nothing())
            .Gives<Done>(202);
        api.Op("DELETE", "/webhooks/{id:guid}", Right.KeepKeys, "removeWebhook", "It is told nothing more",
            async (Guid id, KeepHooks hooks, CancellationToken ct) => await hooks.RemoveAsync(id, ct) ? Results.NoContent() : throw Nothing()).Produces(204);
    }
}
