using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Aseguradora;

/// <summary>The tables of this capability.</summary>
public static class AseguradoraTables
{
    public static DbSet<InvoiceComment> InvoiceComments(this HonorarioDb db) => db.Set<InvoiceComment>();

    public static DbSet<PortalCompany> PortalCompanies(this HonorarioDb db) => db.Set<PortalCompany>();

    public static DbSet<PortalGrant> PortalGrants(this HonorarioDb db) => db.Set<PortalGrant>();

    public static DbSet<PortalKey> PortalKeys(this HonorarioDb db) => db.Set<PortalKey>();

    public static DbSet<PortalCall> PortalCalls(this HonorarioDb db) => db.Set<PortalCall>();

    public static DbSet<Webhook> Webhooks(this HonorarioDb db) => db.Set<Webhook>();

    public static DbSet<WebhookDelivery> WebhookDeliveries(this HonorarioDb db) => db.Set<WebhookDelivery>();
}

internal sealed class InvoiceCommentTable : IEntityTypeConfiguration<InvoiceComment>
{
    public void Configure(EntityTypeBuilder<InvoiceComment> comment)
    {
        comment.ToTable("invoice_comments");
        comment.HasIndex(row => new { row.InvoiceId, row.At });
    }
}

internal sealed class PortalCompanyTable : IEntityTypeConfiguration<PortalCompany>
{
    public void Configure(EntityTypeBuilder<PortalCompany> company)
    {
        company.ToTable("portal_companies");
        company.HasMany<User>().WithOne().HasForeignKey(user => user.CompanyId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PortalGrantTable : IEntityTypeConfiguration<PortalGrant>
{
    public void Configure(EntityTypeBuilder<PortalGrant> grant)
    {
        grant.ToTable("portal_grants");
        grant.HasIndex(row => new { row.UserId, row.PracticeId }).IsUnique();
        grant.HasOne<User>().WithMany().HasForeignKey(row => row.UserId);
    }
}

internal sealed class PortalKeyTable : IEntityTypeConfiguration<PortalKey>
{
    public void Configure(EntityTypeBuilder<PortalKey> key)
    {
        key.ToTable("portal_keys");
        key.HasIndex(row => row.Hash).IsUnique();
        key.HasOne(row => row.Company).WithMany().HasForeignKey(row => row.CompanyId);
    }
}

internal sealed class PortalCallTable : IEntityTypeConfiguration<PortalCall>
{
    public void Configure(EntityTypeBuilder<PortalCall> call)
    {
        call.ToTable("portal_calls");
        call.Property(row => row.Key).HasMaxLength(100);
        call.HasIndex(row => new { row.CompanyId, row.Key }).IsUnique();
        call.HasOne<PortalCompany>().WithMany().HasForeignKey(row => row.CompanyId);
    }
}

internal sealed class WebhookTable : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> hook)
    {
        hook.ToTable("webhooks");
        hook.HasOne(row => row.Company).WithMany().HasForeignKey(row => row.CompanyId);
    }
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("webhook_deliveries");
        delivery.HasIndex(row => new { row.WebhookId, row.ChangeId }).IsUnique();
        delivery.HasOne<Webhook>().WithMany().HasForeignKey(row => row.WebhookId);
        delivery.HasOne<StatusChange>().WithMany().HasForeignKey(row => row.ChangeId);
    }
}
