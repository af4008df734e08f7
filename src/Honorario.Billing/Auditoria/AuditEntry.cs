using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Auditoria;

/// <summary>One change of fiscal state: what, of which document, who and when. Written in the same transaction as the change.</summary>
public sealed class AuditEntry : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid SubjectId { get; init; }
    public DateTime At { get; init; }
    public required string Who { get; init; }
    public required string What { get; init; }
    public string? Detail { get; init; }
}
