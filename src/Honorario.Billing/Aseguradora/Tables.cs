using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Aseguradora;

internal sealed class PortalCompanyTable : IEntityTypeConfiguration<PortalCompany>
{
    public void Configure(EntityTypeBuilder<PortalCompany> company) =>
        company.HasMany<User>().WithOne().HasForeignKey(user => user.CompanyId).OnDelete(DeleteBehavior.Restrict);
}

internal sealed class PortalKeyTable : IEntityTypeConfiguration<PortalKey>
{
    public void Configure(EntityTypeBuilder<PortalKey> key)
    {
        key.HasIndex(row => row.Hash).IsUnique();
        key.HasOne(row => row.Company).WithMany().HasForeignKey(row => row.CompanyId);
    }
}

internal sealed class PortalCallTable : IEntityTypeConfiguration<PortalCall>
{
    public void Configure(EntityTypeBuilder<PortalCall> call)
    {
        call.Property(row => row.Key).HasMaxLength(100);
        call.HasIndex(row => new { row.CompanyId, row.Key }).IsUnique();
        call.HasOne<PortalCompany>().WithMany().HasForeignKey(row => row.CompanyId);
    }
}

internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> hook) => hook.HasOne(row => row.Company).WithMany().HasForeignKey(row => row.CompanyId);
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.HasIndex(row => new { row.WebhookId, row.ChangeId }).IsUnique();
        delivery.HasOne<Webhook>().WithMany().HasForeignKey(row => row.WebhookId);
        delivery.HasOne<StatusChange>().WithMany().HasForeignKey(row => row.ChangeId);
    }
}

internal sealed class PortalGrantTable : IEntityTypeConfiguration<PortalGrant>
{
    public void Configure(EntityTypeBuilder<PortalGrant> grant)
    {
        grant.HasIndex(row => new { row.UserId, row.PracticeId }).IsUnique();
        grant.HasOne<User>().WithMany().HasForeignKey(row => row.UserId);
    }
}

internal sealed class InvoiceCommentTable : IEntityTypeConfiguration<InvoiceComment>
{
    public void Configure(EntityTypeBuilder<InvoiceComment> comment) => comment.HasIndex(row => new { row.InvoiceId, row.At });
}
