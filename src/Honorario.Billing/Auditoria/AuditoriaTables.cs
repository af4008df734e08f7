using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Auditoria;

/// <summary>The table of this capability, and how it is written to.</summary>
public static class AuditoriaTables
{
    public static DbSet<AuditEntry> Audit(this HonorarioDb db) => db.Set<AuditEntry>();

    /// <summary>Adds to the audit log, in the caller's transaction, what the context's actor did.</summary>
    public static void Record(this HonorarioDb db, Guid subjectId, DateTime at, string what, string? detail = null) =>
        db.Audit().Add(new AuditEntry
        {
            SubjectId = subjectId,
            At = at,
            Who = db.Actor.Name,
            PersonId = db.Actor.PersonId,
            Address = db.Actor.Address,
            What = what,
            Detail = detail,
        });
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit");
        entry.HasIndex(row => new { row.SubjectId, row.At });
        entry.HasIndex(row => new { row.PracticeId, row.At });
    }
}
