using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Auditoria;

/// <summary>One change of fiscal state: what, of which document, who and when. Written in the same transaction as the change.</summary>
public sealed class AuditEntry : IOwned, ILookedAt
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid SubjectId { get; init; }
    public DateTime At { get; init; }
    public required string Who { get; init; }

    /// <summary>The person's id; null for a job, and for what was written before people were told apart by it.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Whence the person came.</summary>
    public string? Address { get; init; }

    public required string What { get; init; }
    public string? Detail { get; init; }
}
