using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Outbox;

/// <summary>The tables of this capability.</summary>
public static class OutboxTables
{
    public static DbSet<OutboxMessage> Outbox(this HonorarioDb db) => db.Set<OutboxMessage>();
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("outbox");
        message.Property(row => row.Kind).HasMaxLength(40);
        message.HasIndex(row => row.DueAt).HasFilter("done_at IS NULL");
    }
}
