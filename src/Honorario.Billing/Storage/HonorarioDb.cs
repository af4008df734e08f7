using Honorario.Billing.Cuentas;
using Honorario.Cfdi;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>
/// Everything that is kept. The one place where owned rows are filtered by practice (<see cref="OnModelCreating"/>) and
/// stamped with it (<see cref="SaveChangesAsync(bool, CancellationToken)"/>), and where money becomes centavos.
/// </summary>
public abstract class HonorarioDb(DbContextOptions options, Access access, IReadOnlyList<IBeforeSave> beforeSave)
    : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Practice> Practices => Set<Practice>();
    public DbSet<Installation> Installations => Set<Installation>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whether the save under way changes people or ends sessions; kept by <see cref="TellAccountChanges"/>.</summary>
    internal bool AccountsChange { get; set; }

    /// <summary>Whether rows of the practice were saved of which nobody was told yet; kept by <see cref="TellPracticeChanges"/>.</summary>
    internal bool PracticeChanges { get; set; }

    private const string PracticeFilter = "practice";
    internal const string OwnFilter = "own";
    private const string EmisorFilter = "emisor";

    /// <summary>The practice whose rows this context sees; evaluated at every query.</summary>
    private Guid PracticeId => access.Actor.PracticeId;

    /// <summary>The person who sees only what the person made; null for who sees all of the practice.</summary>
    private Guid? Owner => access.Actor.OnlyOwn ? access.Actor.PersonId ?? Guid.Empty : null;

    /// <summary>The one emisor whose documents are seen; null for all of the practice.</summary>
    private Guid? OneEmisor => access.Actor.EmisorId;

    /// <summary>By whom and for what it was opened.</summary>
    internal Access Access => access;

    /// <summary>On whose behalf the context works.</summary>
    public Actor Actor => access.Actor;

    /// <summary>
    /// Makes the next save fail if anybody else changed the row since it was read, even when only rows that belong to it (lines, payments)
    /// change.
    /// </summary>
    public void FailIfChanged(object row) => Entry(row).State = EntityState.Modified;

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var step in beforeSave)
            step.Saving(this);
        LookOnly();
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.Entity is IOwned owned && entry.State != EntityState.Unchanged)
                Own(owned, entry.State);
            if (entry is { Entity: IBeforeAdd added, State: EntityState.Added })
                added.Adding();
            if (entry.State == EntityState.Modified && entry.Metadata.FindProperty("Version") is not null)
                entry.CurrentValues["Version"] = (int)entry.OriginalValues["Version"]! + 1;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().HasOne<Practice>().WithMany().HasForeignKey(user => user.PracticeId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<User>().HasOne<RoleSet>().WithMany().HasForeignKey(user => user.RoleSetId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<User>().Property(user => user.Role).HasDefaultValue(PracticeRole.Administracion).HasSentinel(PracticeRole.Administracion);
        builder.ApplyConfigurationsFromAssembly(typeof(HonorarioDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            if (typeof(IOwned).IsAssignableFrom(entity.ClrType))
                typeof(HonorarioDb).GetMethod(nameof(Filter), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
            if (typeof(IOfPerson).IsAssignableFrom(entity.ClrType))
                typeof(HonorarioDb).GetMethod(nameof(OnlyOwn), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
            if (typeof(IOfEmisor).IsAssignableFrom(entity.ClrType))
                typeof(HonorarioDb).GetMethod(nameof(OfEmisor), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
            if (typeof(IEmisor).IsAssignableFrom(entity.ClrType))
                typeof(HonorarioDb).GetMethod(nameof(ThisEmisor), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
            if (entity.FindProperty("Version") is { } version)
                version.IsConcurrencyToken = true;
        }

        NameForeignKeys(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HaveConversion<Centavos>();
        configurationBuilder.Properties<DateTime>().HaveConversion<Utc>();
        configurationBuilder.Properties<Rfc>().HaveConversion<RfcText>().HaveMaxLength(13);
        configurationBuilder.Properties<Clabe>().HaveConversion<ClabeText>().HaveMaxLength(18);
        configurationBuilder.Properties<PostalCode>().HaveConversion<PostalCodeText>().HaveMaxLength(5);
        configurationBuilder.Properties<Uuid>().HaveConversion<UuidText>().HaveMaxLength(36);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private void OnlyOwn<T>(ModelBuilder builder)
        where T : class, IOfPerson => builder.Entity<T>().HasQueryFilter(OwnFilter, row => Owner == null || row.PersonId == Owner);

    private void OfEmisor<T>(ModelBuilder builder)
        where T : class, IOfEmisor => builder.Entity<T>().HasQueryFilter(EmisorFilter, row => OneEmisor == null || row.EmisorId == OneEmisor);

    private void ThisEmisor<T>(ModelBuilder builder)
        where T : class, IEmisor => builder.Entity<T>().HasQueryFilter(EmisorFilter, row => OneEmisor == null || row.Id == OneEmisor);

    /// <summary>A foreign key is named after both of its tables: only here do all of them have their names. Identity's tables keep theirs.</summary>
    private static void NameForeignKeys(ModelBuilder builder)
    {
        foreach (var key in builder.Model.GetEntityTypes().SelectMany(entity => entity.GetDeclaredForeignKeys()))
        {
            var name = key.GetDefaultName()!["FK_".Length..];
            if (!name.Any(char.IsAsciiLetterUpper))
                key.SetConstraintName($"fk_{name}");
        }
    }

    private void Filter<T>(ModelBuilder builder)
        where T : class, IOwned
    {
        builder.Entity<T>().HasQueryFilter(PracticeFilter, row => row.PracticeId == PracticeId);
        builder.Entity<T>().HasOne<Practice>().WithMany().HasForeignKey(row => row.PracticeId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>Who only looks leaves nothing but a line in the audit log.</summary>
    private void LookOnly()
    {
        if (!access.MayWrite && ChangeTracker.Entries().Any(entry =>
                entry.State is EntityState.Modified or EntityState.Deleted || entry is { State: EntityState.Added, Entity: not ILookedAt }))
            throw new InvalidOperationException($"{access.Right} only looks: nothing can be written with it.");
    }

    private void Own(IOwned owned, EntityState state)
    {
        if (owned is IOfPerson made && state == EntityState.Added)
            made.PersonId ??= access.Actor.PersonId;
        if (PracticeId == Guid.Empty)
            throw new InvalidOperationException("Nobody is signed in: nothing owned can be written.");
        if (state == EntityState.Added && owned.PracticeId == Guid.Empty)
            owned.PracticeId = PracticeId;
        if (owned.PracticeId != PracticeId)
            throw new InvalidOperationException("The row belongs to another practice.");
    }
}

/// <summary>The default: one file.</summary>
public sealed class SqliteHonorarioDb(DbContextOptions<SqliteHonorarioDb> options, Access access, IReadOnlyList<IBeforeSave> beforeSave)
    : HonorarioDb(options, access, beforeSave);

/// <summary>For many people at once: a PostgreSQL server.</summary>
public sealed class PostgresHonorarioDb(DbContextOptions<PostgresHonorarioDb> options, Access access, IReadOnlyList<IBeforeSave> beforeSave)
    : HonorarioDb(options, access, beforeSave);
