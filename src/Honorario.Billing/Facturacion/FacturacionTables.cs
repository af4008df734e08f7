using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Facturacion;

/// <summary>The tables of this capability.</summary>
public static class FacturacionTables
{
    public static DbSet<Invoice> Invoices(this HonorarioDb db) => db.Set<Invoice>();

    public static DbSet<InvoiceLine> InvoiceLines(this HonorarioDb db) => db.Set<InvoiceLine>();

    public static DbSet<StatusChange> StatusChanges(this HonorarioDb db) => db.Set<StatusChange>();

    public static DbSet<ExchangeRate> ExchangeRates(this HonorarioDb db) => db.Set<ExchangeRate>();

    public static DbSet<MailTemplate> MailTemplates(this HonorarioDb db) => db.Set<MailTemplate>();
}

internal sealed class InvoiceTable : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> invoice)
    {
        invoice.ToTable("invoices");
        invoice.Property(row => row.ControlNumber).HasMaxLength(40);
        invoice.HasIndex(row => new { row.EmisorId, row.ControlNumber }).IsUnique();
        invoice.HasIndex(row => new { row.PracticeId, row.CreatedAt });
        invoice.HasIndex(row => new { row.PracticeId, row.IssueDate });
        invoice.Property(row => row.TipoCambio).HasConversion<Millionths>();
        invoice.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        invoice.HasIndex(row => row.Uuid).IsUnique();
        invoice.HasIndex(row => row.BatchId);
        invoice.HasOne(row => row.Emisor).WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
        invoice.HasOne(row => row.Insurer).WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
        invoice.HasMany(row => row.Lines).WithOne().HasForeignKey(line => line.InvoiceId);
    }
}

internal sealed class InvoiceLineTable : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> line)
    {
        line.ToTable("invoice_lines");
        line.HasKey(row => new { row.InvoiceId, row.ServiceId });
        line.HasOne(row => row.Service).WithMany().HasForeignKey(row => row.ServiceId).OnDelete(DeleteBehavior.Restrict);
        line.HasIndex(row => row.ServiceId).IsUnique().HasFilter("released_at IS NULL");
    }
}

internal sealed class StatusChangeTable : IEntityTypeConfiguration<StatusChange>
{
    public void Configure(EntityTypeBuilder<StatusChange> change)
    {
        change.ToTable("status_changes");
        change.HasIndex(row => new { row.InvoiceId, row.At });
    }
}

internal sealed class ExchangeRateTable : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> rate)
    {
        rate.ToTable("exchange_rates");
        rate.Property(row => row.Rate).HasConversion<Millionths>();
        rate.HasIndex(row => new { row.PracticeId, row.PublishedOn }).IsUnique();
    }
}

internal sealed class MailTemplateTable : IEntityTypeConfiguration<MailTemplate>
{
    public void Configure(EntityTypeBuilder<MailTemplate> template)
    {
        template.ToTable("mail_templates");
        template.HasIndex(row => row.PracticeId).IsUnique();
    }
}
