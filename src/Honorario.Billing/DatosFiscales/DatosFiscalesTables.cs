using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.DatosFiscales;

/// <summary>The tables of this capability.</summary>
public static class DatosFiscalesTables
{
    public static DbSet<Emisor> Emisores(this HonorarioDb db) => db.Set<Emisor>();

    public static DbSet<Llave> Llaves(this HonorarioDb db) => db.Set<Llave>();

    public static DbSet<EmisorLogo> Logos(this HonorarioDb db) => db.Set<EmisorLogo>();

    public static DbSet<BankAccount> BankAccounts(this HonorarioDb db) => db.Set<BankAccount>();

    public static DbSet<Manifiesto> Manifiestos(this HonorarioDb db) => db.Set<Manifiesto>();
}

internal sealed class EmisorTable : IEntityTypeConfiguration<Emisor>
{
    public void Configure(EntityTypeBuilder<Emisor> emisor)
    {
        emisor.ToTable("emisores");
        emisor.HasIndex(row => new { row.PracticeId, row.Rfc }).IsUnique();
        emisor.HasMany(row => row.Llaves).WithOne().HasForeignKey(llave => llave.EmisorId);
    }
}

internal sealed class LlaveTable : IEntityTypeConfiguration<Llave>
{
    public void Configure(EntityTypeBuilder<Llave> llave) => llave.ToTable("llaves");
}

internal sealed class EmisorLogoTable : IEntityTypeConfiguration<EmisorLogo>
{
    public void Configure(EntityTypeBuilder<EmisorLogo> logo)
    {
        logo.ToTable("logos");
        logo.HasKey(row => row.EmisorId);
        logo.HasOne<Emisor>().WithOne().HasForeignKey<EmisorLogo>(row => row.EmisorId);
    }
}

internal sealed class BankAccountTable : IEntityTypeConfiguration<BankAccount>
{
    public void Configure(EntityTypeBuilder<BankAccount> account)
    {
        account.ToTable("bank_accounts");
        account.HasIndex(row => new { row.EmisorId, row.Clabe }).IsUnique();
        account.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId);
    }
}

internal sealed class ManifiestoTable : IEntityTypeConfiguration<Manifiesto>
{
    public void Configure(EntityTypeBuilder<Manifiesto> manifiesto)
    {
        manifiesto.ToTable("manifiestos");
        manifiesto.HasIndex(row => new { row.EmisorId, row.TextVersion });
        manifiesto.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}
