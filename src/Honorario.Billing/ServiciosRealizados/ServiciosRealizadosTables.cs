using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>The tables of this capability.</summary>
public static class ServiciosRealizadosTables
{
    public static DbSet<Insurer> Insurers(this HonorarioDb db) => db.Set<Insurer>();

    public static DbSet<Patient> Patients(this HonorarioDb db) => db.Set<Patient>();

    public static DbSet<Policy> Policies(this HonorarioDb db) => db.Set<Policy>();

    /// <summary>Those that stand. What was removed is in <see cref="AllServices"/> alone: cancelled invoices and undone tickets still tell of it.</summary>
    public static IQueryable<MedicalService> Services(this HonorarioDb db) => db.AllServices().Where(service => service.RemovedAt == null);

    public static DbSet<MedicalService> AllServices(this HonorarioDb db) => db.Set<MedicalService>();

    public static DbSet<ServiceLoad> ServiceLoads(this HonorarioDb db) => db.Set<ServiceLoad>();

    public static DbSet<ServiceLoadRow> ServiceLoadRows(this HonorarioDb db) => db.Set<ServiceLoadRow>();

    public static DbSet<ServiceLayout> ServiceLayouts(this HonorarioDb db) => db.Set<ServiceLayout>();

    public static DbSet<InsurerAlias> InsurerAliases(this HonorarioDb db) => db.Set<InsurerAlias>();
}

internal sealed class InsurerTable : IEntityTypeConfiguration<Insurer>
{
    public void Configure(EntityTypeBuilder<Insurer> insurer)
    {
        insurer.ToTable("insurers");
        insurer.Ignore(row => row.Today);
        insurer.Property(row => row.Search).HasDefaultValue("");
        insurer.HasIndex(row => new { row.PracticeId, row.Search });
        insurer.HasOne(row => row.Successor).WithMany().HasForeignKey(row => row.SuccessorId).OnDelete(DeleteBehavior.Restrict);
    }
}
