using Honorario.Billing.Aseguradora;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;

namespace Honorario.Web.Cuentas;

/// <summary>
/// "Olvidé mi contraseña": mails a one-time link by the practice's server; to a person of the portal, by that of the practice that invited
/// first. What is answered never tells who has an account.
/// </summary>
internal sealed class ForgottenPassword(UserManager<User> users, IServiceScopeFactory scopes, HonorarioDb accounts, QueueMail queue, OutboxSignal signal)
{
    private const string Link = "{enlace}";

    public async Task RunAsync(string email)
    {
        if (
            await users.FindByEmailAsync(email.Trim()) is not { } user
            || (user.PracticeId ?? await accounts.InvitedByAsync(user.Id, CancellationToken.None)) is not { } practice)
            return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsSystem(practice, user.DisplayName);
        await using var db = scope.ServiceProvider.GetRequiredService<HonorarioDb>();
        var queued = await queue.AddAsync(
            db,
            PasswordMail.About,
            user.Id,
            new MailForm(
                user.Email!,
                "Elige otra contraseña para Honorario",
                $"Hola, {user.DisplayName}:\n\nCon este enlace eliges otra contraseña; vale por tres días y una sola vez:\n\n{Link}\n\n"
                    + "Si no lo pediste, no hagas nada."
            ),
            CancellationToken.None);
        if (!queued.Ok)
            return;
        await db.SaveChangesAsync();
        signal.Raise();
    }

    /// <summary>Puts the link into the message as it leaves; it is kept nowhere.</summary>
    internal sealed class PasswordMail(UserManager<User> users, PublicAddress address) : IMailSubject
    {
        public const string About = "contrasena";

        public async Task<string> TextAsync(Mail mail, CancellationToken ct)
        {
            var user = (await users.FindByIdAsync($"{mail.SubjectId}"))!;
            return mail.Text.Replace(
                Link,
                PasswordLink.Of(address, user.Id, await users.GeneratePasswordResetTokenAsync(user)).AbsoluteUri,
                StringComparison.Ordinal);
        }
    }
}
