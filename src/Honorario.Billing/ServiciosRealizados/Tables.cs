using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.ServiciosRealizados;

internal sealed class PatientTable : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> patient)
    {
        patient.ToTable("patients");
        patient.Property(row => row.Phone).HasMaxLength(40);
        patient.Property(row => row.PhoneDigits).HasMaxLength(40);
        patient.HasIndex(row => new { row.PracticeId, row.Search });
        patient.HasIndex(row => row.LoadId);
        patient.HasMany(row => row.Policies).WithOne().HasForeignKey(policy => policy.PatientId);
        patient.ComplexProperty(row => row.Fiscal, fiscal =>
        {
            fiscal.Property(row => row.Rfc).HasMaxLength(13);
            fiscal.Property(row => row.Nombre).HasMaxLength(300);
            fiscal.Property(row => row.CodigoPostal).HasMaxLength(5);
            fiscal.Property(row => row.RegimenFiscal).HasMaxLength(3);
            fiscal.Property(row => row.UsoCfdi).HasMaxLength(4);
        });
    }
}

internal sealed class PolicyTable : IEntityTypeConfiguration<Policy>
{
    public void Configure(EntityTypeBuilder<Policy> policy)
    {
        policy.ToTable("policies");
        policy.Property(row => row.Id).ValueGeneratedNever();
        policy.Property(row => row.Number).HasMaxLength(Policy.NumberLength);
        policy.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        policy.HasIndex(row => new { row.PracticeId, row.Search });
        policy.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ServiceTable : IEntityTypeConfiguration<MedicalService>
{
    public void Configure(EntityTypeBuilder<MedicalService> service)
    {
        service.ToTable("services");
        service.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        service.Property(row => row.Modifiers).HasMaxLength(20);
        service.Property(row => row.Units).HasDefaultValue(1);
        service.Property(row => row.PerformedBy).HasMaxLength(MedicalService.PerformerLength);
        service.Property(row => row.Authorization).HasMaxLength(MedicalService.NoteLength);
        service.Property(row => row.Siniestro).HasMaxLength(MedicalService.NoteLength);
        service.Ignore(row => row.Code);
        service.HasIndex(row => new { row.PracticeId, row.Folio }).IsUnique().HasFilter("removed_at IS NULL");
        service.HasIndex(row => new { row.PracticeId, row.InsurerId, row.Date });
        service.HasIndex(row => new { row.PracticeId, row.Date });
        service.HasIndex(row => new { row.PracticeId, row.Cpt });
        service.HasIndex(row => row.PatientId);
        service.HasIndex(row => row.LoadId);
        service.HasOne<Patient>().WithMany().HasForeignKey(row => row.PatientId).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<ServiceLoad>().WithMany().HasForeignKey(row => row.LoadId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ServiceLoadTable : IEntityTypeConfiguration<ServiceLoad>
{
    public void Configure(EntityTypeBuilder<ServiceLoad> load)
    {
        load.ToTable("service_loads");
        load.Property(row => row.FileName).HasMaxLength(200);
        load.HasIndex(row => new { row.PracticeId, row.At });
    }
}

internal sealed class ServiceLoadRowTable : IEntityTypeConfiguration<ServiceLoadRow>
{
    public void Configure(EntityTypeBuilder<ServiceLoadRow> row)
    {
        row.ToTable("service_load_rows");
        row.HasKey(one => new { one.LoadId, one.ServiceId });
        row.HasOne<ServiceLoad>().WithMany().HasForeignKey(one => one.LoadId);
        row.HasOne<MedicalService>().WithMany().HasForeignKey(one => one.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ServiceLayoutTable : IEntityTypeConfiguration<ServiceLayout>
{
    public void Configure(EntityTypeBuilder<ServiceLayout> layout)
    {
        layout.ToTable("service_layouts");
        layout.HasIndex(row => new { row.PracticeId, row.Header }).IsUnique();
    }
}

internal sealed class InsurerAliasTable : IEntityTypeConfiguration<InsurerAlias>
{
    public void Configure(EntityTypeBuilder<InsurerAlias> alias)
    {
        alias.ToTable("insurer_aliases");
        alias.Property(row => row.Written).HasMaxLength(100);
        alias.HasIndex(row => new { row.PracticeId, row.Written }).IsUnique();
        alias.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Cascade);
    }
}
