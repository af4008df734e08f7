using System.Diagnostics;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.Correo;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.FacturarPeriodo;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
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
public abstract class HonorarioDb(DbContextOptions options, Actor actor)
    : IdentityDbContext<User, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Practice> Practices => Set<Practice>();
    public DbSet<Emisor> Emisores => Set<Emisor>();
    public DbSet<Llave> Llaves => Set<Llave>();
    public DbSet<EmisorLogo> Logos => Set<EmisorLogo>();
    public DbSet<BankAccount> BankAccounts => Set<BankAccount>();
    public DbSet<Manifiesto> Manifiestos => Set<Manifiesto>();
    public DbSet<CptLink> CptLinks => Set<CptLink>();
    public DbSet<CptCode> CptCodes => Set<CptCode>();
    public DbSet<Insurer> Insurers => Set<Insurer>();
    public DbSet<Patient> Patients => Set<Patient>();
    public DbSet<MedicalService> Services => Set<MedicalService>();
    public DbSet<Invoice> Invoices => Set<Invoice>();
    public DbSet<InvoiceLine> InvoiceLines => Set<InvoiceLine>();
    public DbSet<CreditNote> CreditNotes => Set<CreditNote>();
    public DbSet<InvoiceBatch> Batches => Set<InvoiceBatch>();
    public DbSet<SealedCfdi> SealedCfdis => Set<SealedCfdi>();
    public DbSet<InsurerPayment> Payments => Set<InsurerPayment>();
    public DbSet<PaymentApplication> PaymentApplications => Set<PaymentApplication>();
    public DbSet<ComplementoPago> Complementos => Set<ComplementoPago>();
    public DbSet<ComplementoBatch> ComplementoBatches => Set<ComplementoBatch>();
    public DbSet<ComplementoBatchItem> ComplementoBatchItems => Set<ComplementoBatchItem>();
    public DbSet<BankMovement> BankMovements => Set<BankMovement>();
    public DbSet<StatementLayout> StatementLayouts => Set<StatementLayout>();
    public DbSet<Cancellation> Cancellations => Set<Cancellation>();
    public DbSet<Replacement> Replacements => Set<Replacement>();
    public DbSet<SatCheck> SatChecks => Set<SatCheck>();
    public DbSet<StatusChange> StatusChanges => Set<StatusChange>();
    public DbSet<InvoiceComment> InvoiceComments => Set<InvoiceComment>();
    public DbSet<PortalCompany> PortalCompanies => Set<PortalCompany>();
    public DbSet<PortalGrant> PortalGrants => Set<PortalGrant>();
    public DbSet<PortalKey> PortalKeys => Set<PortalKey>();
    public DbSet<PortalCall> PortalCalls => Set<PortalCall>();
    public DbSet<Webhook> Webhooks => Set<Webhook>();
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();
    public DbSet<MailServer> MailServers => Set<MailServer>();
    public DbSet<InsurerRecipients> InsurerRecipients => Set<InsurerRecipients>();
    public DbSet<MailTemplate> MailTemplates => Set<MailTemplate>();
    public DbSet<Mail> Mails => Set<Mail>();
    public DbSet<Ticket> Tickets => Set<Ticket>();
    public DbSet<TicketLine> TicketLines => Set<TicketLine>();
    public DbSet<TicketPayment> TicketPayments => Set<TicketPayment>();
    public DbSet<CashShift> CashShifts => Set<CashShift>();
    public DbSet<CashCount> CashCounts => Set<CashCount>();
    public DbSet<CopagoInvoice> CopagoInvoices => Set<CopagoInvoice>();
    public DbSet<GlobalInvoice> GlobalInvoices => Set<GlobalInvoice>();
    public DbSet<CopagoSettings> CopagoSettings => Set<CopagoSettings>();
    public DbSet<DailyTask> DailyTasks => Set<DailyTask>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Installation> Installations => Set<Installation>();
    public DbSet<OutboxProcess> OutboxProcesses => Set<OutboxProcess>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Whether the save under way changes people or ends sessions; kept by <see cref="TellAccountChanges"/>.</summary>
    internal bool AccountsChange { get; set; }

    /// <summary>The practice whose rows this context sees; evaluated at every query.</summary>
    private Guid PracticeId => actor.PracticeId;

    /// <summary>Adds to the audit log, in this transaction, what the actor did.</summary>
    public void Record(Guid subjectId, DateTime at, string what, string? detail = null) =>
        Audit.Add(new AuditEntry { SubjectId = subjectId, At = at, Who = actor.Name, PersonId = actor.PersonId, Address = actor.Address,
            What = what, Detail = detail });

    /// <summary>Makes the next save fail if anybody else changed the row since it was read, even when this one changes only what hangs from it.</summary>
    public void Hold(object row) => Entry(row).State = EntityState.Modified;

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        NoteStatusChanges();
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.Entity is IOwned owned && entry.State != EntityState.Unchanged)
                Own(owned, entry.State);
            if (entry is { Entity: OutboxMessage message, State: EntityState.Added })
                (message.Line, message.Trace) = (message.Line == Guid.Empty ? message.PracticeId : message.Line, Activity.Current?.Id);
            if (entry.State == EntityState.Modified && entry.Metadata.FindProperty("Version") is not null)
                entry.CurrentValues["Version"] = (int)entry.OriginalValues["Version"]! + 1;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>().HasOne<PortalCompany>().WithMany().HasForeignKey(user => user.CompanyId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<User>().HasOne<Practice>().WithMany().HasForeignKey(user => user.PracticeId).OnDelete(DeleteBehavior.Restrict);
        builder.Entity<User>().Property(user => user.Role).HasDefaultValue(PracticeRole.Administracion).HasSentinel(PracticeRole.Administracion);
        builder.ApplyConfigurationsFromAssembly(typeof(HonorarioDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().ToList())
        {
            if (typeof(IOwned).IsAssignableFrom(entity.ClrType))
                typeof(HonorarioDb).GetMethod(nameof(Filter), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [builder]);
            if (entity.FindProperty("Version") is { } version)
                version.IsConcurrencyToken = true;
        }
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

    private void Filter<T>(ModelBuilder builder)
        where T : class, IOwned
    {
        builder.Entity<T>().HasQueryFilter(row => row.PracticeId == PracticeId);
        builder.Entity<T>().HasOne<Practice>().WithMany().HasForeignKey(row => row.PracticeId).OnDelete(DeleteBehavior.Restrict);
    }

    /// <summary>No status changes unnoticed: the change is written down, and the outbox tells whoever wants to hear of it.</summary>
    private void NoteStatusChanges()
    {
        foreach (var entry in ChangeTracker.Entries<Invoice>().Where(entry => entry.State == EntityState.Modified).ToList())
        {
            var status = entry.Property(invoice => invoice.Status);
            if (status.OriginalValue == status.CurrentValue)
                continue;
            var at = Audit.Local.LastOrDefault()?.At ?? DateTime.UtcNow;
            var change = new StatusChange { InvoiceId = entry.Entity.Id, From = status.OriginalValue, To = status.CurrentValue, At = at, Who = actor.Name };
            StatusChanges.Add(change);
            Outbox.Add(new OutboxMessage { Kind = TellStatusChange.Kind, SubjectId = change.Id, CreatedAt = at, DueAt = at });
        }
    }

    private void Own(IOwned owned, EntityState state)
    {
        if (PracticeId == Guid.Empty)
            throw new InvalidOperationException("Nobody is signed in: nothing owned can be written.");
        if (state == EntityState.Added && owned.PracticeId == Guid.Empty)
            owned.PracticeId = PracticeId;
        if (owned.PracticeId != PracticeId)
            throw new InvalidOperationException("The row belongs to another practice.");
    }
}

/// <summary>The default: one file.</summary>
public sealed class SqliteHonorarioDb(DbContextOptions<SqliteHonorarioDb> options, Actor actor) : HonorarioDb(options, actor);

/// <summary>For many people at once: a PostgreSQL server.</summary>
public sealed class PostgresHonorarioDb(DbContextOptions<PostgresHonorarioDb> options, Actor actor) : HonorarioDb(options, actor);
