using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Storage;

internal sealed class InstallationTable : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.Property(row => row.Id).ValueGeneratedNever();
        installation.Property(row => row.MasterKey).HasMaxLength(64);
    }
}
