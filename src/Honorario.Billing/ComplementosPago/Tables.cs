using Honorario.Billing.DatosFiscales;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.ComplementosPago;

internal sealed class InsurerPaymentTable : IEntityTypeConfiguration<InsurerPayment>
{
    public void Configure(EntityTypeBuilder<InsurerPayment> payment)
    {
        payment.Property(row => row.OperationNumber).HasMaxLength(100);
        payment.HasIndex(row => new { row.EmisorId, row.OperationNumber, row.Amount, row.PaidOn }).IsUnique()
            .HasFilter("undone_at IS NULL AND operation_number <> ''");
        payment.HasIndex(row => new { row.PracticeId, row.PaidOn });
        payment.HasIndex(row => row.BankMovementId).IsUnique().HasFilter("undone_at IS NULL AND bank_movement_id IS NOT NULL");
        payment.HasOne<Banco.BankMovement>().WithMany().HasForeignKey(row => row.BankMovementId).OnDelete(DeleteBehavior.Restrict);
        payment.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
        payment.HasOne(row => row.Insurer).WithMany().HasForeignKey(row => row.InsurerId).OnDelete(DeleteBehavior.Restrict);
        payment.HasMany(row => row.Applications).WithOne().HasForeignKey(application => application.PaymentId);
    }
}

internal sealed class PaymentApplicationTable : IEntityTypeConfiguration<PaymentApplication>
{
    public void Configure(EntityTypeBuilder<PaymentApplication> application)
    {
        application.HasKey(row => new { row.PaymentId, row.InvoiceId });
        application.HasIndex(row => new { row.InvoiceId, row.Parcialidad }).IsUnique().HasFilter("undone_at IS NULL");
        application.HasOne(row => row.Invoice).WithMany().HasForeignKey(row => row.InvoiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ComplementoPagoTable : IEntityTypeConfiguration<ComplementoPago>
{
    public void Configure(EntityTypeBuilder<ComplementoPago> complemento)
    {
        complemento.HasIndex(row => row.PaymentId).IsUnique().HasFilter("status <> 'Rechazado' AND status <> 'Cancelado' AND replaced_by_id IS NULL");
        complemento.HasIndex(row => new { row.PaymentId, row.CreatedAt });
        complemento.HasIndex(row => row.Uuid).IsUnique();
        complemento.HasOne(row => row.Payment).WithMany().HasForeignKey(row => row.PaymentId).OnDelete(DeleteBehavior.Restrict);
        complemento.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}
