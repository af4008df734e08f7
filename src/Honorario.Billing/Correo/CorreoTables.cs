using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Correo;

/// <summary>The tables of this capability.</summary>
public static class CorreoTables
{
    public static DbSet<MailServer> MailServers(this HonorarioDb db) => db.Set<MailServer>();

    public static DbSet<BounceBox> BounceBoxes(this HonorarioDb db) => db.Set<BounceBox>();

    public static DbSet<InsurerRecipients> InsurerRecipients(this HonorarioDb db) => db.Set<InsurerRecipients>();

    public static DbSet<Mail> Mails(this HonorarioDb db) => db.Set<Mail>();
}

internal sealed class MailServerTable : IEntityTypeConfiguration<MailServer>
{
    public void Configure(EntityTypeBuilder<MailServer> server)
    {
        server.ToTable("mail_servers");
        server.HasIndex(row => row.PracticeId).IsUnique();
    }
}

internal sealed class BounceBoxTable : IEntityTypeConfiguration<BounceBox>
{
    public void Configure(EntityTypeBuilder<BounceBox> box)
    {
        box.ToTable("bounce_boxes");
        box.HasIndex(row => row.PracticeId).IsUnique();
    }
}

internal sealed class InsurerRecipientsTable : IEntityTypeConfiguration<InsurerRecipients>
{
    public void Configure(EntityTypeBuilder<InsurerRecipients> recipients)
    {
        recipients.ToTable("insurer_recipients");
        recipients.HasIndex(row => row.InsurerId).IsUnique();
        recipients.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId);
    }
}

internal sealed class MailTable : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> mail)
    {
        mail.ToTable("mails");
        mail.Property(row => row.About).HasMaxLength(40);
        mail.HasIndex(row => new { row.SubjectId, row.CreatedAt });
    }
}
