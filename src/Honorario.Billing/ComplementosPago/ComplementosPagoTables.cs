using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The tables of this capability.</summary>
public static class ComplementosPagoTables
{
    public static DbSet<InsurerPayment> Payments(this HonorarioDb db) => db.Set<InsurerPayment>();

    public static DbSet<PaymentApplication> PaymentApplications(this HonorarioDb db) => db.Set<PaymentApplication>();

    public static DbSet<ComplementoPago> Complementos(this HonorarioDb db) => db.Set<ComplementoPago>();

    public static DbSet<ComplementoBatch> ComplementoBatches(this HonorarioDb db) => db.Set<ComplementoBatch>();

    public static DbSet<ComplementoBatchItem> ComplementoBatchItems(this HonorarioDb db) => db.Set<ComplementoBatchItem>();

    public static DbSet<BankMovement> BankMovements(this HonorarioDb db) => db.Set<BankMovement>();

    public static DbSet<StatementLayout> StatementLayouts(this HonorarioDb db) => db.Set<StatementLayout>();
}

internal sealed class InsurerPaymentTable : IEntityTypeConfiguration<InsurerPayment>
{
    public void Configure(EntityTypeBuilder<InsurerPayment> payment)
    {
        payment.ToTable("payments");
        payment.Property(row => row.TipoCambio).HasConversion<Millionths>();
        payment.Property(row => row.OperationNumber).HasMaxLength(100);
        // Two alike are two when a person says so: it finds them, and does not forbid them.
        payment.HasIndex(row => new { row.EmisorId, row.OperationNumber, row.Amount, row.PaidOn })
            .HasFilter("undone_at IS NULL AND operation_number <> ''");
        payment.HasIndex(row => new { row.PracticeId, row.PaidOn });
        payment.HasIndex(row => row.BankMovementId).IsUnique().HasFilter("undone_at IS NULL AND bank_movement_id IS NOT NULL");
        payment.HasOne<BankMovement>().WithMany().HasForeignKey(row => row.BankMovementId).OnDelete(DeleteBehavior.Restrict);
        payment.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
        payment.HasOne(row => row.Insurer).WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
        payment.HasMany(row => row.Applications).WithOne().HasForeignKey(application => application.PaymentId);
    }
}

internal sealed class PaymentApplicationTable : IEntityTypeConfiguration<PaymentApplication>
{
    public void Configure(EntityTypeBuilder<PaymentApplication> application)
    {
        application.ToTable("payment_applications");
        application.HasKey(row => new { row.PaymentId, row.InvoiceId });
        application.HasIndex(row => new { row.InvoiceId, row.Parcialidad }).IsUnique().HasFilter("undone_at IS NULL");
        application.HasOne(row => row.Invoice).WithMany().HasForeignKey(row => row.InvoiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ComplementoPagoTable : IEntityTypeConfiguration<ComplementoPago>
{
    public void Configure(EntityTypeBuilder<ComplementoPago> complemento)
    {
        complemento.ToTable("complementos");
        complemento.HasIndex(row => row.PaymentId).IsUnique().HasFilter("status <> 'Rechazado' AND status <> 'Cancelado' AND replaced_by_id IS NULL");
        complemento.HasIndex(row => new { row.PaymentId, row.CreatedAt });
        complemento.HasIndex(row => row.Uuid).IsUnique();
        complemento.HasOne(row => row.Payment).WithMany().HasForeignKey(row => row.PaymentId).OnDelete(DeleteBehavior.Restrict);
        complemento.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ComplementoBatchTable : IEntityTypeConfiguration<ComplementoBatch>
{
    public void Configure(EntityTypeBuilder<ComplementoBatch> batch)
    {
        batch.ToTable("complemento_batches");
        batch.HasIndex(row => new { row.PracticeId, row.Month }).IsUnique().HasFilter("finished_at IS NULL");
        batch.HasMany(row => row.Items).WithOne().HasForeignKey(item => item.BatchId);
    }
}

internal sealed class ComplementoBatchItemTable : IEntityTypeConfiguration<ComplementoBatchItem>
{
    public void Configure(EntityTypeBuilder<ComplementoBatchItem> item)
    {
        item.ToTable("complemento_batch_items");
        item.HasKey(row => new { row.BatchId, row.PaymentId });
        item.HasOne<InsurerPayment>().WithMany().HasForeignKey(row => row.PaymentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BankMovementTable : IEntityTypeConfiguration<BankMovement>
{
    public void Configure(EntityTypeBuilder<BankMovement> movement)
    {
        movement.ToTable("bank_movements");
        movement.Property(row => row.Reference).HasMaxLength(BankMovement.ReferenceLength);
        movement.Property(row => row.Text).HasMaxLength(BankMovement.TextLength);
        movement.Property(row => row.TrackingKey).HasMaxLength(BankMovement.TrackingKeyLength).HasDefaultValue("");
        movement.Property(row => row.Payer).HasMaxLength(BankMovement.PayerLength).HasDefaultValue("");
        movement.HasIndex(row => new { row.EmisorId, row.Account, row.Date, row.Amount, row.Ordinal }).IsUnique();
        movement.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StatementLayoutTable : IEntityTypeConfiguration<StatementLayout>
{
    public void Configure(EntityTypeBuilder<StatementLayout> layout)
    {
        layout.ToTable("statement_layouts");
        layout.Ignore(row => row.Columns);
        layout.HasIndex(row => new { row.EmisorId, row.Account }).IsUnique();
        layout.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}
