using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Cancelacion;

/// <summary>The tables of this capability.</summary>
public static class CancelacionTables
{
    public static DbSet<Cancellation> Cancellations(this HonorarioDb db) => db.Set<Cancellation>();

    public static DbSet<Replacement> Replacements(this HonorarioDb db) => db.Set<Replacement>();

    public static DbSet<SatCheck> SatChecks(this HonorarioDb db) => db.Set<SatCheck>();
}

internal sealed class CancellationTable : IEntityTypeConfiguration<Cancellation>
{
    public void Configure(EntityTypeBuilder<Cancellation> request)
    {
        request.ToTable("cancellations");
        request.HasIndex(row => row.SubjectId).IsUnique().HasDatabaseName("ix_cancellations_live")
            .HasFilter("state = 'Requested' OR state = 'Waiting'");
        request.HasIndex(row => row.SealedCfdiId);
        request.HasOne<SealedCfdi>().WithMany().HasForeignKey(row => row.SealedCfdiId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReplacementTable : IEntityTypeConfiguration<Replacement>
{
    public void Configure(EntityTypeBuilder<Replacement> replacement)
    {
        replacement.ToTable("replacements");
        replacement.HasIndex(row => row.ReplacedId).IsUnique().HasFilter("state <> 'Undone'");
        replacement.HasIndex(row => row.SubjectId).IsUnique().HasFilter("state <> 'Undone'");
    }
}

internal sealed class SatCheckTable : IEntityTypeConfiguration<SatCheck>
{
    public void Configure(EntityTypeBuilder<SatCheck> check)
    {
        check.ToTable("sat_checks");
        check.HasIndex(row => row.SealedCfdiId).IsUnique();
        check.HasIndex(row => row.SubjectId);
        check.HasIndex(row => new { row.PracticeId, row.At }).HasFilter("difference IS NOT NULL");
        check.HasOne<SealedCfdi>().WithMany().HasForeignKey(row => row.SealedCfdiId).OnDelete(DeleteBehavior.Restrict);
    }
}
