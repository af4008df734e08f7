using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Integraciones;

/// <summary>The tables of this capability.</summary>
public static class IntegracionesTables
{
    public static DbSet<ApiKey> ApiKeys(this HonorarioDb db) => db.Set<ApiKey>();

    public static DbSet<ApiAnswer> ApiAnswers(this HonorarioDb db) => db.Set<ApiAnswer>();

    public static DbSet<PracticeHook> PracticeHooks(this HonorarioDb db) => db.Set<PracticeHook>();

    public static DbSet<PracticeEvent> PracticeEvents(this HonorarioDb db) => db.Set<PracticeEvent>();

    public static DbSet<HookDelivery> HookDeliveries(this HonorarioDb db) => db.Set<HookDelivery>();
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.Property(row => row.Name).HasMaxLength(ApiKey.NameLength);
        key.Property(row => row.Start).HasMaxLength(ApiKey.StartLength);
        key.Property(row => row.Hash).HasMaxLength(HashLength);
        key.Property(row => row.EarlierHash).HasMaxLength(HashLength);
        key.HasIndex(row => row.Hash).IsUnique();
        key.HasIndex(row => row.EarlierHash);
        key.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApiAnswerTable : IEntityTypeConfiguration<ApiAnswer>
{
    public void Configure(EntityTypeBuilder<ApiAnswer> answer)
    {
        answer.ToTable("api_answers");
        answer.Property(row => row.Key).HasMaxLength(ApiAnswer.KeyLength);
        answer.HasIndex(row => new { row.ApiKeyId, row.Key }).IsUnique();
        answer.HasIndex(row => row.At);
        answer.HasOne<ApiKey>().WithMany().HasForeignKey(row => row.ApiKeyId);
    }
}

internal sealed class PracticeHookTable : IEntityTypeConfiguration<PracticeHook>
{
    public void Configure(EntityTypeBuilder<PracticeHook> hook) => hook.ToTable("practice_hooks");
}

internal sealed class PracticeEventTable : IEntityTypeConfiguration<PracticeEvent>
{
    public void Configure(EntityTypeBuilder<PracticeEvent> told)
    {
        told.ToTable("practice_events");
        told.Property(row => row.Type).HasMaxLength(40);
        told.HasIndex(row => new { row.PracticeId, row.At });
    }
}

internal sealed class HookDeliveryTable : IEntityTypeConfiguration<HookDelivery>
{
    public void Configure(EntityTypeBuilder<HookDelivery> delivery)
    {
        delivery.ToTable("hook_deliveries");
        delivery.HasIndex(row => new { row.HookId, row.EventId }).IsUnique();
        delivery.HasOne<PracticeHook>().WithMany().HasForeignKey(row => row.HookId);
        delivery.HasOne(row => row.Event).WithMany().HasForeignKey(row => row.EventId);
    }
}
