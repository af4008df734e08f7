using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Inicio;

/// <summary>The tables of this capability.</summary>
public static class InicioTables
{
    public static DbSet<StampBalance> StampBalances(this HonorarioDb db) => db.Set<StampBalance>();
}

internal sealed class StampBalanceTable : IEntityTypeConfiguration<StampBalance>
{
    public void Configure(EntityTypeBuilder<StampBalance> balance)
    {
        balance.ToTable("stamp_balance");
        balance.Property(row => row.Id).ValueGeneratedNever();
    }
}
