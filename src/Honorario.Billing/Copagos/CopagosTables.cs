using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Copagos;

/// <summary>The tables of this capability.</summary>
public static class CopagosTables
{
    public static DbSet<Ticket> Tickets(this HonorarioDb db) => db.Set<Ticket>();

    public static DbSet<TicketLine> TicketLines(this HonorarioDb db) => db.Set<TicketLine>();

    public static DbSet<TicketPayment> TicketPayments(this HonorarioDb db) => db.Set<TicketPayment>();

    public static DbSet<CashShift> CashShifts(this HonorarioDb db) => db.Set<CashShift>();

    public static DbSet<CashCount> CashCounts(this HonorarioDb db) => db.Set<CashCount>();

    public static DbSet<CopagoInvoice> CopagoInvoices(this HonorarioDb db) => db.Set<CopagoInvoice>();

    public static DbSet<GlobalInvoice> GlobalInvoices(this HonorarioDb db) => db.Set<GlobalInvoice>();

    public static DbSet<CopagoRefund> CopagoRefunds(this HonorarioDb db) => db.Set<CopagoRefund>();

    public static DbSet<CopagoSettings> CopagoSettings(this HonorarioDb db) => db.Set<CopagoSettings>();
}

internal sealed class TicketTable : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> ticket)
    {
        ticket.ToTable("tickets");
        ticket.Property(row => row.Folio).HasMaxLength(20);
        ticket.Property(row => row.Token).HasMaxLength(22);
        ticket.HasIndex(row => new { row.PracticeId, row.Number }).IsUnique();
        ticket.HasIndex(row => row.Folio).IsUnique();
        ticket.HasIndex(row => row.Token).IsUnique();
        ticket.HasIndex(row => new { row.PracticeId, row.RequestKey }).IsUnique();
        ticket.HasIndex(row => new { row.EmisorId, row.Day }).HasFilter("invoice_id IS NULL AND global_invoice_id IS NULL AND undone_at IS NULL");
        ticket.HasIndex(row => row.GlobalInvoiceId);
        ticket.HasIndex(row => new { row.PracticeId, row.UndoneAt }).HasFilter("undone_at IS NOT NULL");
        ticket.HasOne(row => row.Emisor).WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne(row => row.Patient).WithMany().HasForeignKey(row => row.PatientId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<CashShift>().WithMany().HasForeignKey(row => row.ShiftId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasOne<CashShift>().WithMany().HasForeignKey(row => row.UndoneInShiftId).OnDelete(DeleteBehavior.Restrict);
        ticket.HasMany(row => row.Lines).WithOne().HasForeignKey(line => line.TicketId);
        ticket.HasMany(row => row.Payments).WithOne().HasForeignKey(payment => payment.TicketId);
    }
}

internal sealed class TicketLineTable : IEntityTypeConfiguration<TicketLine>
{
    public void Configure(EntityTypeBuilder<TicketLine> line)
    {
        line.ToTable("ticket_lines");
        line.HasKey(row => new { row.TicketId, row.ServiceId });
        line.HasIndex(row => new { row.ServiceId, row.Charge }).IsUnique();
        line.HasOne(row => row.Service).WithMany().HasForeignKey(row => row.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TicketPaymentTable : IEntityTypeConfiguration<TicketPayment>
{
    public void Configure(EntityTypeBuilder<TicketPayment> payment)
    {
        payment.ToTable("ticket_payments");
        payment.HasKey(row => new { row.TicketId, row.FormaPago });
        payment.Property(row => row.FormaPago).HasMaxLength(2);
    }
}

internal sealed class CashShiftTable : IEntityTypeConfiguration<CashShift>
{
    public void Configure(EntityTypeBuilder<CashShift> shift)
    {
        shift.ToTable("cash_shifts");
        shift.Property(row => row.Cashier).HasMaxLength(256);
        shift.HasIndex(row => new { row.PracticeId, row.CashierId }).IsUnique().HasFilter("closed_at IS NULL");
        shift.HasIndex(row => new { row.PracticeId, row.ClosedAt });
        shift.HasMany(row => row.Counts).WithOne().HasForeignKey(count => count.ShiftId);
    }
}

internal sealed class CashCountTable : IEntityTypeConfiguration<CashCount>
{
    public void Configure(EntityTypeBuilder<CashCount> count)
    {
        count.ToTable("cash_counts");
        count.HasKey(row => new { row.ShiftId, row.FormaPago });
    }
}

internal sealed class CopagoInvoiceTable : IEntityTypeConfiguration<CopagoInvoice>
{
    public void Configure(EntityTypeBuilder<CopagoInvoice> invoice)
    {
        invoice.ToTable("copago_invoices");
        invoice.HasIndex(row => row.TicketId);
        invoice.HasIndex(row => new { row.PracticeId, row.Rfc, row.RequestedAt });
        invoice.HasIndex(row => row.TicketId).IsUnique().HasDatabaseName("ix_copago_invoices_live")
            .HasFilter("corrects_id IS NULL AND status NOT IN ('Rechazada', 'Cancelada')");
        invoice.HasOne<Ticket>().WithMany().HasForeignKey(row => row.TicketId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class GlobalInvoiceTable : IEntityTypeConfiguration<GlobalInvoice>
{
    public void Configure(EntityTypeBuilder<GlobalInvoice> invoice)
    {
        invoice.ToTable("global_invoices");
        invoice.HasIndex(row => new { row.PracticeId, row.RequestedAt });
        invoice.HasOne<Emisor>().WithMany().HasForeignKey(row => row.EmisorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CopagoRefundTable : IEntityTypeConfiguration<CopagoRefund>
{
    public void Configure(EntityTypeBuilder<CopagoRefund> refund)
    {
        refund.ToTable("copago_refunds");
        refund.Property(row => row.Reason).HasMaxLength(UndoTicket.ReasonLength);
        refund.HasIndex(row => row.TicketId);
        refund.HasIndex(row => row.BilledId);
        refund.HasIndex(row => row.ShiftId);
        refund.HasOne<Ticket>().WithMany().HasForeignKey(row => row.TicketId).OnDelete(DeleteBehavior.Restrict);
        refund.HasOne<CashShift>().WithMany().HasForeignKey(row => row.ShiftId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CopagoSettingsTable : IEntityTypeConfiguration<CopagoSettings>
{
    public void Configure(EntityTypeBuilder<CopagoSettings> settings)
    {
        settings.ToTable("copago_settings");
        settings.Property(row => row.Paper).HasMaxLength(5);
        settings.HasIndex(row => row.PracticeId).IsUnique();
    }
}
