using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice went from one status to another: written by <see cref="NoteStatusChanges"/> in the very save that moves it.</summary>
public sealed class StatusChange : IOwned
{
    /// <summary>The kind of the outbox message about it; who tells others of it is registered under this name.</summary>
    public const string ToTell = "status";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid InvoiceId { get; init; }
    public InvoiceStatus From { get; init; }
    public InvoiceStatus To { get; init; }
    public DateTime At { get; init; }
    public Guid? PersonId { get; init; }
    public required string Who { get; init; }
}
