using System.Diagnostics;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Outbox;

/// <summary>Work that must happen after a transaction, written in it: what, about what, and when to try.</summary>
public sealed class OutboxMessage : IOwned, IBeforeAdd
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>Names the handler, and by it the queue.</summary>
    public required string Kind { get; init; }

    public Guid SubjectId { get; init; }

    /// <summary>Whose work it is when several want a place: the emisor's, or the practice's when it is nobody's in particular.</summary>
    public Guid Line { get; set; }

    public DateTime CreatedAt { get; init; }
    public DateTime DueAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>The <see cref="OutboxProcess"/> that works on it; nobody else may until it is done or that process is gone.</summary>
    public string? LeasedBy { get; set; }

    /// <summary>Why the last attempt failed, when the product is to blame.</summary>
    public string? Fault { get; set; }

    /// <summary>The trace that it continues (W3C traceparent).</summary>
    public string? Trace { get; set; }

    public DateTime? DoneAt { get; set; }

    /// <summary>Its line is the practice's unless it was given another; it continues the trace of what wrote it.</summary>
    public void Adding() => (Line, Trace) = (Line == Guid.Empty ? PracticeId : Line, Activity.Current?.Id);
}

/// <summary>
/// A process that carries out messages. It counts on while it lives; when the others have not seen it count for a while, it is
/// gone and its messages are free. No clock of one machine is compared with that of another.
/// </summary>
public sealed class OutboxProcess
{
    public required string Id { get; init; }
    public DateTime StartedAt { get; init; }
    public long Beats { get; set; }
}
