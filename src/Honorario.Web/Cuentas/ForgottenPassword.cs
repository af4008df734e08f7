using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Web.Components.Cuenta;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>"Olvidé mi contraseña": mails a one-time link by a practice's server. What is answered never tells who has an account.</summary>
internal sealed class ForgottenPassword(UserManager<User> users, Actor actor, HonorarioDb db, QueueMail queue, OutboxSignal signal)
{
    private const string Link = "{enlace}";

    public async Task RunAsync(string email)
    {
        if (await users.FindByEmailAsync(email.Trim()) is not { } user || await PracticeAsync(user) is not { } practice)
            return;
        actor.ActAs(practice, user.DisplayName);
        var queued = await queue.AddAsync(
            db, PasswordMail.About, user.Id,
            new MailForm(user.Email!, "Elige otra contraseña para Honorario", $"Hola, {user.DisplayName}:\n\nCon este enlace eliges otra contraseña; vale por tres días y una sola vez:\n\n{Link}\n\nSi no lo pediste, no hagas nada."),
            CancellationToken.None);
        if (!queued.Ok)
            return;
        await db.SaveChangesAsync();
        signal.Raise();
    }

    /// <summary>By whose server the mail goes: the own practice's; for a person of the portal, that of the practice that invited first.</summary>
    private async Task<Guid?> PracticeAsync(User user) => user.PracticeId ?? await db.PortalGrants.IgnoreQueryFilters().Where(grant => grant.UserId == user.Id)
        .OrderBy(grant => grant.At).Select(grant => (Guid?)grant.PracticeId).FirstOrDefaultAsync();

    /// <summary>Puts the link into the message as it leaves; it is kept nowhere.</summary>
    internal sealed class PasswordMail(UserManager<User> users, PublicAddress address) : IMailSubject
    {
        public const string About = "contrasena";

        public async Task<string> TextAsync(Mail mail, CancellationToken cancellation)
        {
            var user = (await users.FindByIdAsync($"{mail.SubjectId}"))!;
            return mail.Text.Replace(Link, ElegirContrasena.Link(address, user.Id, await users.GeneratePasswordResetTokenAsync(user)).AbsoluteUri, StringComparison.Ordinal);
        }
    }
}
