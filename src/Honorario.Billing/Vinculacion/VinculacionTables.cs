using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Vinculacion;

/// <summary>The tables of this capability.</summary>
public static class VinculacionTables
{
    public static DbSet<CptLink> CptLinks(this HonorarioDb db) => db.Set<CptLink>();

    public static DbSet<CptCode> CptCodes(this HonorarioDb db) => db.Set<CptCode>();
}

internal sealed class CptLinkTable : IEntityTypeConfiguration<CptLink>
{
    public void Configure(EntityTypeBuilder<CptLink> link)
    {
        link.ToTable("cpt_links");
        link.HasIndex(row => new { row.PracticeId, row.Cpt }).IsUnique();
    }
}

internal sealed class CptCodeTable : IEntityTypeConfiguration<CptCode>
{
    public void Configure(EntityTypeBuilder<CptCode> code)
    {
        code.ToTable("cpt_codes");
        code.HasIndex(row => new { row.PracticeId, row.Code }).IsUnique();
    }
}
