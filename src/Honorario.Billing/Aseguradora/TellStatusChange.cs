using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>
/// Puts into the outbox one delivery of a status change for each webhook that wants to hear of it, and the look of the insurer's rule at what has
/// just arrived there.
/// </summary>
public sealed class TellStatusChange(HonorarioStorage storage, OutboxSignal signal, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = StatusChange.ToTell;

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var change = await db.StatusChanges().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        var insurer = await db.Invoices().Where(row => row.Id == change.InvoiceId && row.Uuid != null).Select(row => row.Insurer.Rfc).SingleOrDefaultAsync(ct);
        if (insurer is null)
            return null;
        var hooks = await db.Webhooks()
            .Where(hook => hook.Company.InsurerRfc == insurer && (hook.Company.SeesAll || db.PortalGrants().Any(grant => grant.UserId == hook.UserId)))
            .Select(hook => hook.Id).ToListAsync(ct);
        var told = await db.WebhookDeliveries().Where(row => row.ChangeId == change.Id).Select(row => row.WebhookId).ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var hook in hooks.Except(told))
        {
            var delivery = new WebhookDelivery { WebhookId = hook, ChangeId = change.Id };
            db.WebhookDeliveries().Add(delivery);
            db.Outbox().Add(new OutboxMessage { Kind = DeliverWebhook.Kind, SubjectId = delivery.Id, CreatedAt = now, DueAt = now });
        }

        var ruled = ReviewInvoice.MayReview(change.To, accept: true)
            && await db.PortalCompanies().AnyAsync(row => row.InsurerRfc == insurer && row.AcceptsAlone, ct);
        if (ruled)
            db.Outbox().Add(new OutboxMessage { Kind = AcceptByRule.Kind, SubjectId = change.Id, CreatedAt = now, DueAt = now });
        await db.SaveChangesAsync(ct);
        if (ruled || hooks.Count > 0)
            signal.Raise();
        return null;
    }
}
