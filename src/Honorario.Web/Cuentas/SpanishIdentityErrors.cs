using Microsoft.AspNetCore.Identity;

namespace Honorario.Web.Cuentas;

/// <summary>What Identity says of a new account, in Spanish.</summary>
internal sealed class SpanishIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), $"Ya hay una cuenta con el correo {email}.");

    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), $"Ya hay una cuenta con el correo {userName}.");

    public override IdentityError InvalidEmail(string? email) =>
        Say(nameof(InvalidEmail), "Escribe un correo electrónico, por ejemplo nombre@consultorio.mx.");

    public override IdentityError InvalidUserName(string? userName) =>
        Say(nameof(InvalidUserName), "Escribe un correo electrónico sin acentos ni espacios, por ejemplo nombre@consultorio.mx.");

    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), $"La contraseña debe tener al menos {length} caracteres.");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Say(nameof(PasswordRequiresUniqueChars), $"La contraseña debe tener al menos {uniqueChars} caracteres distintos.");

    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "La contraseña actual no es correcta.");

    public override IdentityError InvalidToken() => Say(nameof(InvalidToken), "El enlace ya se usó o venció: pide otro.");

    private static IdentityError Say(string code, string text) => new() { Code = code, Description = text };
}
