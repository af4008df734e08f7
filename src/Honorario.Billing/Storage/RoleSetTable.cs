using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Storage;

internal sealed class RoleSetTable : IEntityTypeConfiguration<RoleSet>
{
    /// <summary>The longest name.</summary>
    internal const int NameLength = 60;

    public void Configure(EntityTypeBuilder<RoleSet> set)
    {
        set.ToTable("role_sets");
        set.Ignore(row => row.Role);
        set.Property(row => row.Name).HasMaxLength(NameLength);
        set.HasIndex(row => new { row.PracticeId, row.Name }).IsUnique();
    }
}
