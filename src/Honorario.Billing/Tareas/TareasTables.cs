using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Tareas;

/// <summary>The tables of this capability.</summary>
public static class TareasTables
{
    public static DbSet<DailyTask> DailyTasks(this HonorarioDb db) => db.Set<DailyTask>();
}

internal sealed class DailyTaskTable : IEntityTypeConfiguration<DailyTask>
{
    public void Configure(EntityTypeBuilder<DailyTask> task)
    {
        task.ToTable("daily_tasks");
        task.Property(row => row.Work).HasMaxLength(80);
        task.HasIndex(row => new { row.PracticeId, row.Day, row.Work }).IsUnique();
    }
}
