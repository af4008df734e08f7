using Honorario.Billing;
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
    public async Task<string> TextAsync(Mail mail, CancellationToken cancellation)
    {
        var person = (await users.FindByIdAsync($"{mail.SubjectId}"))!;
        var path = person.PasswordHash is null
            ? $"{Invitacion.Path}?persona={person.Id}&clave={Uri.EscapeDataString(await users.GenerateUserTokenAsync(person, TokenOptions.DefaultProvider, AcceptInvitation.Purpose))}"
            : BandejaPage.Path;
        return mail.Text.Replace(InvitePortalUser.Link, new Uri(address.Root, path).AbsoluteUri, StringComparison.Ordinal);
    }
}

/// <summary>Who was invited chooses a password with the link, once.</summary>
internal sealed class AcceptInvitation(UserManager<User> users)
{
    public const string Purpose = "invitacion";

    /// <returns>Null when the link was used, is too old or never was.</returns>
    public async Task<User?> FindAsync(string? person, string? token) =>
        person is not null && token is not null && await users.FindByIdAsync(person) is { PasswordHash: null } user
        && await users.VerifyUserTokenAsync(user, TokenOptions.DefaultProvider, Purpose, token)
            ? user
            : null;

    public async Task<Result<User>> RunAsync(string? person, string? token, string password)
    {
        if (await FindAsync(person, token) is not { } user)
            return new Problem("", "El enlace ya se usó o venció: pide que te envíen otra invitación.");
        var added = await users.AddPasswordAsync(user, password);
        return added.Succeeded ? user : added.Errors.Select(error => new Problem("Password", error.Description)).DistinctBy(problem => problem.Message).ToList();
    }
}
