using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Storage;

internal sealed class SessionTable : IEntityTypeConfiguration<Session>
{
    /// <summary>The longest address of a machine, and the most that is kept of what a browser calls itself.</summary>
    internal const int AddressLength = 64, DeviceLength = 300;

    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(row => row.Stamp).HasMaxLength(256);
        session.Property(row => row.Address).HasMaxLength(AddressLength);
        session.Property(row => row.Device).HasMaxLength(DeviceLength);
        session.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
