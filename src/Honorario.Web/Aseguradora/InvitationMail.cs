using Honorario.Billing.Aseguradora;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Web.Components.Aseguradora;
using Honorario.Web.Components.Cuenta;
using Microsoft.AspNetCore.Identity;

namespace Honorario.Web.Aseguradora;

/// <summary>Puts the one-time link into an invitation as it leaves: each attempt gets its own, and none is kept.</summary>
internal sealed class InvitationMail(UserManager<User> users, PublicAddress address) : IMailSubject
{
    public async Task<string> TextAsync(Mail mail, CancellationToken ct)
    {
        var person = (await users.FindByIdAsync($"{mail.SubjectId}"))!;
        var link = person.PasswordHash is null
            ? ElegirContrasena.Link(address, person.Id, await users.GeneratePasswordResetTokenAsync(person))
            : new Uri(address.Root, BandejaPage.Path);
        return mail.Text.Replace(InvitePortalUser.Link, link.AbsoluteUri, StringComparison.Ordinal);
    }
}
