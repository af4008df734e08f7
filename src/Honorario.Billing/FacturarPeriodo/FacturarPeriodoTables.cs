using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>The tables of this capability.</summary>
public static class FacturarPeriodoTables
{
    public static DbSet<InvoiceBatch> Batches(this HonorarioDb db) => db.Set<InvoiceBatch>();
}

internal sealed class InvoiceBatchTable : IEntityTypeConfiguration<InvoiceBatch>
{
    public void Configure(EntityTypeBuilder<InvoiceBatch> batch)
    {
        batch.ToTable("batches");
        batch.HasIndex(row => new { row.PracticeId, row.CreatedAt });
        batch.HasMany<Invoice>().WithOne().HasForeignKey(row => row.BatchId).OnDelete(DeleteBehavior.Restrict);
        batch.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}
