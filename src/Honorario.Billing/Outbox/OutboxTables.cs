using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Outbox;

/// <summary>The tables of this capability.</summary>
public static class OutboxTables
{
    public static DbSet<OutboxMessage> Outbox(this HonorarioDb db) => db.Set<OutboxMessage>();

    public static DbSet<OutboxProcess> OutboxProcesses(this HonorarioDb db) => db.Set<OutboxProcess>();
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("outbox");
        message.Property(row => row.Kind).HasMaxLength(40);
        message.Property(row => row.LeasedBy).HasMaxLength(32);
        message.Property(row => row.Fault).HasMaxLength(200);
        message.Property(row => row.Trace).HasMaxLength(60);
        message.HasIndex(row => row.DueAt).HasFilter("done_at IS NULL");
        message.HasIndex(row => new { row.Kind, row.Line, row.DueAt }).HasFilter("done_at IS NULL AND leased_by IS NULL");
        message.HasIndex(row => row.LeasedBy).HasFilter("done_at IS NULL AND leased_by IS NOT NULL");
        message.HasIndex(row => row.SubjectId).HasFilter("done_at IS NULL");
        message.HasIndex(row => row.DoneAt).HasFilter("done_at IS NOT NULL");
    }
}

internal sealed class OutboxProcessTable : IEntityTypeConfiguration<OutboxProcess>
{
    public void Configure(EntityTypeBuilder<OutboxProcess> process)
    {
        process.ToTable("outbox_processes");
        process.Property(row => row.Id).HasMaxLength(32);
    }
}
