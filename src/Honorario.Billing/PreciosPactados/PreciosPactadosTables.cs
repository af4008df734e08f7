using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.PreciosPactados;

/// <summary>The tables of this capability.</summary>
public static class PreciosPactadosTables
{
    public static DbSet<AgreedPrice> AgreedPrices(this HonorarioDb db) => db.Set<AgreedPrice>();
}

internal sealed class AgreedPriceTable : IEntityTypeConfiguration<AgreedPrice>
{
    public void Configure(EntityTypeBuilder<AgreedPrice> price)
    {
        price.ToTable("agreed_prices");
        price.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        price.Property(row => row.PlanKey).HasMaxLength(ServicePlan.Length);
        price.Property(row => row.Cpt).HasMaxLength(CptText.CodeLength);
        price.Property(row => row.Modifiers).HasMaxLength(CptText.ModifiersLength);
        price.HasIndex(row => new { row.InsurerId, row.Cpt, row.Modifiers, row.PlanKey, row.From }).IsUnique();
        price.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
    }
}
