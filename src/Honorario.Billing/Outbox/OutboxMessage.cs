using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Outbox;

/// <summary>Work that must happen after a transaction, written in it: what, about what, and when to try.</summary>
public sealed class OutboxMessage : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>Names the handler.</summary>
    public required string Kind { get; init; }

    public Guid SubjectId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime DueAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>Who works on it and until when nobody else may.</summary>
    public string? LeasedBy { get; set; }

    public DateTime? LeasedUntil { get; set; }
    public DateTime? DoneAt { get; set; }
}
