using Honorario.Billing.Auditoria;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Storage;

internal sealed class EmisorTable : IEntityTypeConfiguration<Emisor>
{
    public void Configure(EntityTypeBuilder<Emisor> emisor)
    {
        emisor.HasIndex(row => new { row.PracticeId, row.Rfc }).IsUnique();
        emisor.HasMany(row => row.Llaves).WithOne().HasForeignKey(llave => llave.EmisorId);
    }
}

internal sealed class BankAccountTable : IEntityTypeConfiguration<BankAccount>
{
    public void Configure(EntityTypeBuilder<BankAccount> account)
    {
        account.HasIndex(row => new { row.EmisorId, row.Clabe }).IsUnique();
        account.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId);
    }
}

internal sealed class ManifiestoTable : IEntityTypeConfiguration<Manifiesto>
{
    public void Configure(EntityTypeBuilder<Manifiesto> manifiesto)
    {
        manifiesto.HasIndex(row => new { row.EmisorId, row.TextVersion });
        manifiesto.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CptLinkTable : IEntityTypeConfiguration<CptLink>
{
    public void Configure(EntityTypeBuilder<CptLink> link) => link.HasIndex(row => new { row.PracticeId, row.Cpt }).IsUnique();
}

internal sealed class CptCodeTable : IEntityTypeConfiguration<CptCode>
{
    public void Configure(EntityTypeBuilder<CptCode> code) => code.HasIndex(row => new { row.PracticeId, row.Code }).IsUnique();
}

internal sealed class PatientTable : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> patient) => patient.HasIndex(row => new { row.PracticeId, row.Search });
}

internal sealed class ServiceTable : IEntityTypeConfiguration<MedicalService>
{
    public void Configure(EntityTypeBuilder<MedicalService> service)
    {
        service.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        service.HasIndex(row => new { row.PracticeId, row.Folio }).IsUnique();
        service.HasIndex(row => new { row.PracticeId, row.InsurerId, row.Date });
        service.HasIndex(row => new { row.PracticeId, row.Date });
        service.HasIndex(row => new { row.PracticeId, row.Cpt });
        service.HasOne<Patient>().WithMany().HasForeignKey(row => row.PatientId).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvoiceTable : IEntityTypeConfiguration<Invoice>
{
    public void Configure(EntityTypeBuilder<Invoice> invoice)
    {
        invoice.Property(row => row.ControlNumber).HasMaxLength(40);
        invoice.HasIndex(row => new { row.EmisorId, row.ControlNumber }).IsUnique();
        invoice.HasIndex(row => new { row.PracticeId, row.CreatedAt });
        invoice.HasIndex(row => new { row.PracticeId, row.IssueDate });
        invoice.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        invoice.HasIndex(row => row.Uuid).IsUnique();
        invoice.HasIndex(row => row.BatchId);
        invoice.HasOne<FacturarPeriodo.InvoiceBatch>().WithMany().HasForeignKey(row => row.BatchId).OnDelete(DeleteBehavior.Restrict);
        invoice.HasOne(row => row.Emisor).WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
        invoice.HasOne(row => row.Insurer).WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
        invoice.HasMany(row => row.Lines).WithOne().HasForeignKey(line => line.InvoiceId);
    }
}

internal sealed class InvoiceLineTable : IEntityTypeConfiguration<InvoiceLine>
{
    public void Configure(EntityTypeBuilder<InvoiceLine> line)
    {
        line.HasKey(row => new { row.InvoiceId, row.ServiceId });
        line.HasOne(row => row.Service).WithMany().HasForeignKey(row => row.ServiceId).OnDelete(DeleteBehavior.Restrict);
        line.HasIndex(row => row.ServiceId).IsUnique().HasFilter("released_at IS NULL");
    }
}

internal sealed class SealedCfdiTable : IEntityTypeConfiguration<SealedCfdi>
{
    public void Configure(EntityTypeBuilder<SealedCfdi> document)
    {
        document.HasIndex(row => row.SubjectId).IsUnique().HasFilter("state <> 'Rejected'");
        document.HasIndex(row => row.Uuid).IsUnique();
        document.HasIndex(row => new { row.EmisorId, row.Serie, row.Folio }).IsUnique();
        document.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OutboxTable : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.Property(row => row.Kind).HasMaxLength(40);
        message.Property(row => row.LeasedBy).HasMaxLength(32);
        message.Property(row => row.Fault).HasMaxLength(200);
        message.Property(row => row.Trace).HasMaxLength(60);
        message.HasIndex(row => row.DueAt).HasFilter("done_at IS NULL");
        message.HasIndex(row => new { row.Kind, row.Line, row.DueAt }).HasFilter("done_at IS NULL AND leased_by IS NULL");
        message.HasIndex(row => row.LeasedBy).HasFilter("done_at IS NULL AND leased_by IS NOT NULL");
        message.HasIndex(row => row.SubjectId).HasFilter("done_at IS NULL");
        message.HasIndex(row => row.DoneAt).HasFilter("done_at IS NOT NULL");
    }
}

internal sealed class InstallationTable : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.Property(row => row.Id).ValueGeneratedNever();
        installation.Property(row => row.MasterKey).HasMaxLength(64);
    }
}

internal sealed class OutboxProcessTable : IEntityTypeConfiguration<OutboxProcess>
{
    public void Configure(EntityTypeBuilder<OutboxProcess> process) => process.Property(row => row.Id).HasMaxLength(32);
}

internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.HasIndex(row => new { row.SubjectId, row.At });
        entry.HasIndex(row => new { row.PracticeId, row.At });
    }
}
