using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>The tables of this capability.</summary>
public static class ServiciosRealizadosTables
{
    public static DbSet<Insurer> Insurers(this HonorarioDb db) => db.Set<Insurer>();

    public static DbSet<Patient> Patients(this HonorarioDb db) => db.Set<Patient>();

    public static DbSet<MedicalService> Services(this HonorarioDb db) => db.Set<MedicalService>();
}

internal sealed class InsurerTable : IEntityTypeConfiguration<Insurer>
{
    public void Configure(EntityTypeBuilder<Insurer> insurer) => insurer.ToTable("insurers");
}

internal sealed class PatientTable : IEntityTypeConfiguration<Patient>
{
    public void Configure(EntityTypeBuilder<Patient> patient)
    {
        patient.ToTable("patients");
        patient.HasIndex(row => new { row.PracticeId, row.Search });
    }
}

internal sealed class ServiceTable : IEntityTypeConfiguration<MedicalService>
{
    public void Configure(EntityTypeBuilder<MedicalService> service)
    {
        service.ToTable("services");
        service.Property(row => row.Plan).HasMaxLength(ServicePlan.Length);
        service.HasIndex(row => new { row.PracticeId, row.Folio }).IsUnique();
        service.HasIndex(row => new { row.PracticeId, row.InsurerId, row.Date });
        service.HasIndex(row => new { row.PracticeId, row.Date });
        service.HasIndex(row => new { row.PracticeId, row.Cpt });
        service.HasOne<Patient>().WithMany().HasForeignKey(row => row.PatientId).OnDelete(DeleteBehavior.Restrict);
        service.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
    }
}
