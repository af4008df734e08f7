using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>The tables of this capability.</summary>
public static class NotasDeCreditoTables
{
    public static DbSet<CreditNote> CreditNotes(this HonorarioDb db) => db.Set<CreditNote>();
}

internal sealed class CreditNoteTable : IEntityTypeConfiguration<CreditNote>
{
    public void Configure(EntityTypeBuilder<CreditNote> note)
    {
        note.ToTable("credit_notes");
        note.Property(row => row.Reason).HasMaxLength(IssueCreditNote.ReasonLength);
        note.HasIndex(row => row.InvoiceId);
        note.HasIndex(row => row.Uuid).IsUnique();
        note.HasOne(row => row.Invoice).WithMany().HasForeignKey(row => row.InvoiceId).OnDelete(DeleteBehavior.Restrict);
        note.HasMany(row => row.Lines).WithOne().HasForeignKey(line => line.CreditNoteId);
    }
}

internal sealed class CreditNoteLineTable : IEntityTypeConfiguration<CreditNoteLine>
{
    public void Configure(EntityTypeBuilder<CreditNoteLine> line)
    {
        line.ToTable("credit_note_line");
        line.HasKey(row => new { row.CreditNoteId, row.ServiceId });
        line.HasIndex(row => row.ServiceId);
        line.HasOne(row => row.Service).WithMany().HasForeignKey(row => row.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}
