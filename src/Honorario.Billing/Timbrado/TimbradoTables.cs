using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Timbrado;

/// <summary>The tables of this capability.</summary>
public static class TimbradoTables
{
    public static DbSet<SealedCfdi> SealedCfdis(this HonorarioDb db) => db.Set<SealedCfdi>();
}

internal sealed class SealedCfdiTable : IEntityTypeConfiguration<SealedCfdi>
{
    public void Configure(EntityTypeBuilder<SealedCfdi> document)
    {
        document.ToTable("sealed_cfdis");
        document.HasIndex(row => row.SubjectId).IsUnique().HasFilter("state <> 'Rejected'");
        document.HasIndex(row => row.Uuid).IsUnique();
        document.HasIndex(row => new { row.EmisorId, row.Serie, row.Folio }).IsUnique();
        document.HasIndex(row => new { row.EmisorId, row.Total, row.IssuedOn });
        document.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}
