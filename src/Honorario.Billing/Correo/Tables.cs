using Honorario.Billing.ServiciosRealizados;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Correo;

internal sealed class MailTable : IEntityTypeConfiguration<Mail>
{
    public void Configure(EntityTypeBuilder<Mail> mail)
    {
        mail.Property(row => row.About).HasMaxLength(40);
        mail.HasIndex(row => new { row.SubjectId, row.CreatedAt });
    }
}

internal sealed class MailServerTable : IEntityTypeConfiguration<MailServer>
{
    public void Configure(EntityTypeBuilder<MailServer> server) => server.HasIndex(row => row.PracticeId).IsUnique();
}

internal sealed class InsurerRecipientsTable : IEntityTypeConfiguration<InsurerRecipients>
{
    public void Configure(EntityTypeBuilder<InsurerRecipients> recipients)
    {
        recipients.HasIndex(row => row.InsurerId).IsUnique();
        recipients.HasOne<Insurer>().WithMany().HasForeignKey(row => row.InsurerId);
    }
}
