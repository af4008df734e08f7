using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Honorario.Billing.Integraciones;

/// <summary>
/// Nothing that a practice's systems are told of happens unnoticed: the save that makes it happen writes the <see cref="PracticeEvent"/> too, and the message
/// of the outbox that tells webhooks.
/// </summary>
public sealed class NoteEvents(TimeProvider clock) : IBeforeSave
{
    public void Saving(HonorarioDb db)
    {
        var happened = db.ChangeTracker.Entries().Select(Happened).OfType<(string Type, Guid Subject)>().ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (type, subject) in happened)
        {
            var told = new PracticeEvent { Type = type, SubjectId = subject, At = now };
            db.PracticeEvents().Add(told);
            db.Outbox().Add(new OutboxMessage { Kind = PracticeEvent.ToTell, SubjectId = told.Id, CreatedAt = now, DueAt = now });
        }
    }

    private static (string Type, Guid Subject)? Happened(EntityEntry entry) => entry switch
    {
        { State: EntityState.Modified, Entity: Invoice invoice } when Changes(entry, nameof(Invoice.Status)) => (EventTypes.InvoiceStatus, invoice.Id),
        { State: EntityState.Modified, Entity: SealedCfdi sealed_ } when Changes(entry, nameof(SealedCfdi.State)) =>
            (sealed_.State == PacState.Stamped ? EventTypes.Stamped : EventTypes.Refused, sealed_.SubjectId),
        { State: EntityState.Added, Entity: SealedCfdi { State: PacState.Stamped } loaded } => (EventTypes.Stamped, loaded.SubjectId),
        { State: EntityState.Added, Entity: InsurerPayment payment } => (EventTypes.Payment, payment.Id),
        { State: EntityState.Modified, Entity: InsurerPayment { UndoneAt: not null } undone } when Changes(entry, nameof(InsurerPayment.UndoneAt)) =>
            (EventTypes.PaymentUndone, undone.Id),
        { State: EntityState.Modified, Entity: ComplementoPago complement } when Changes(entry, nameof(ComplementoPago.Status)) =>
            (EventTypes.Complement, complement.PaymentId),
        { State: EntityState.Added, Entity: Ticket ticket } => (EventTypes.Ticket, ticket.Id),
        { State: EntityState.Modified, Entity: Ticket { UndoneAt: not null } undone } when Changes(entry, nameof(Ticket.UndoneAt)) =>
            (EventTypes.TicketUndone, undone.Id),
        { State: EntityState.Added, Entity: Cancellation asked } => (EventTypes.Cancellation, asked.SubjectId),
        { State: EntityState.Modified, Entity: Cancellation answered } when Changes(entry, nameof(Cancellation.State)) =>
            (EventTypes.Cancellation, answered.SubjectId),
        { State: EntityState.Added, Entity: ServiceLoad load } => (EventTypes.Imported, load.Id),
        _ => null,
    };

    private static bool Changes(EntityEntry entry, string property)
    {
        var values = entry.Property(property);
        return !Equals(values.OriginalValue, values.CurrentValue);
    }
}
