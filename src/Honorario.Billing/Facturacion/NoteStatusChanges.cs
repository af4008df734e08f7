using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// No invoice changes its status unnoticed: the save that moves it also writes the <see cref="StatusChange"/> and the message of
/// the outbox that tells whoever wants to hear of it.
/// </summary>
public sealed class NoteStatusChanges(TimeProvider clock) : IBeforeSave
{
    public void Saving(HonorarioDb db)
    {
        foreach (var entry in db.ChangeTracker.Entries<Invoice>().Where(entry => entry.State == EntityState.Modified).ToList())
        {
            var status = entry.Property(invoice => invoice.Status);
            if (status.OriginalValue == status.CurrentValue)
                continue;
            var now = clock.GetUtcNow().UtcDateTime;
            var change = new StatusChange
            {
                InvoiceId = entry.Entity.Id,
                From = status.OriginalValue,
                To = status.CurrentValue,
                At = now,
                Who = db.Actor.Name,
                PersonId = db.Actor.PersonId,
            };
            db.StatusChanges().Add(change);
            db.Outbox().Add(new OutboxMessage { Kind = StatusChange.ToTell, SubjectId = change.Id, CreatedAt = now, DueAt = now });
        }
    }
}
