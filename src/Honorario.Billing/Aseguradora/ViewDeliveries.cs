using System.Text.Json;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>One status change as a webhook was told it.</summary>
/// <param name="Uuid">Folio fiscal of the invoice.</param>
/// <param name="ControlNumber">No de Control Interno.</param>
/// <param name="To">The status that it took, and when.</param>
/// <param name="At">When it took it.</param>
/// <param name="Delivery">What came of telling it.</param>
/// <param name="NextTry">When it is tried next; null when it was taken or is not tried any more.</param>
public sealed record DeliveryRow(Uuid Uuid, string ControlNumber, InvoiceStatus To, DateTime At, WebhookDelivery Delivery, DateTime? NextTry);

/// <summary>What a webhook of the scope's company was told lately, and "Enviar prueba".</summary>
public sealed class ViewDeliveries(HonorarioStorage storage, CallWebhook call, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>The latest first; only of invoices that the scope's person may see.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> RunAsync(Guid webhookId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeReceived);
        var rows = await (
            from delivery in db.WebhookDeliveries().IgnoreQueryFilters().AsNoTracking()
            where delivery.WebhookId == webhookId
            join hook in db.Webhooks() on delivery.WebhookId equals hook.Id
            where hook.CompanyId == storage.Actor.CompanyId
                && (hook.Company.SeesAll || db.PortalGrants().Any(grant => grant.UserId == storage.Actor.PersonId && grant.PracticeId == delivery.PracticeId))
            join change in db.StatusChanges() on delivery.ChangeId equals change.Id
            join invoice in db.Invoices() on change.InvoiceId equals invoice.Id
            orderby change.At descending, delivery.Id descending
            select new { delivery, change.To, change.At, invoice.Uuid, invoice.ControlNumber }).Take(Most).ToListAsync(ct);
        var waiting = rows.Where(row => row.delivery.DeliveredAt is null).Select(row => row.delivery.Id).ToList();
        var next = await db.Outbox().IgnoreQueryFilters().Where(row => row.DoneAt == null && row.Kind == DeliverWebhook.Kind && waiting.Contains(row.SubjectId))
            .ToDictionaryAsync(row => row.SubjectId, row => row.DueAt, ct);
        return [.. rows.Select(row => new DeliveryRow(
            row.Uuid!, row.ControlNumber, row.To, row.At, row.delivery, next.TryGetValue(row.delivery.Id, out var due) ? due : null))];
    }

    /// <summary>"Enviar prueba": one call, signed as any other, whose body says <c>{"test":true,"at":…}</c>; nothing of it is kept.</summary>
    /// <returns>What the address answered; null when the company has no such webhook.</returns>
    public async Task<WebhookAnswer?> TestAsync(Guid webhookId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.ConnectSystems);
        return await db.Webhooks().AsNoTracking().SingleOrDefaultAsync(row => row.Id == webhookId && row.CompanyId == storage.Actor.CompanyId, ct) is { } hook
            ? await call.RunAsync(hook, Guid.CreateVersion7(), JsonSerializer.Serialize(new { test = true, at = clock.GetUtcNow().UtcDateTime }), ct)
            : null;
    }
}
