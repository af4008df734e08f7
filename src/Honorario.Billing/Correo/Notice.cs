using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Correo;

/// <summary>Mail without files from the product to the people of the practice.</summary>
public sealed class Notice : IMailSubject
{
    public const string About = "aviso";

    /// <summary>The addresses of the practice's own people, as <see cref="MailForm.Recipients"/> takes them.</summary>
    public static async Task<string> RecipientsAsync(HonorarioDb db, Actor actor, CancellationToken ct) => string.Join(
        ", ", await db.Users.Where(user => user.PracticeId == actor.PracticeId).OrderBy(user => user.Email).Select(user => user.Email)
            .Take(QueueMail.MostRecipients).ToListAsync(ct));
}
