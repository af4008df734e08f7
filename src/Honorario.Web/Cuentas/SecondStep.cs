using System.Security.Cryptography;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Switches the second step on. Until a code of it is right, the new key is only in the page that shows it, sealed: opening the page
/// changes nothing.
/// </summary>
internal sealed class SecondStep(
    UserManager<User> users, SignInManager<User> signIn, IUserStore<User> store, IDataProtectionProvider protection, RecordSignIn record)
{
    private const int Digits = 6;
    private const string Provider = "Honorario";
    private const string LastCode = "LastCode";
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>The key as the page brings it back.</summary>
    public string Carry(User user, string key) => Protector(user).Protect(key, Lasts);

    /// <summary>The key that the page brought back; null when it is not this person's or too old.</summary>
    public string? Carried(User user, string? sealedKey)
    {
        try
        {
            return sealedKey is null ? null : Protector(user).Unprotect(sealedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <returns>Whether the code was right; only then is the key kept.</returns>
    public async Task<bool> EnableAsync(User user, string key, string code)
    {
        await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(user, key, CancellationToken.None);
        return await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code)
            && (await users.SetTwoFactorEnabledAsync(user, true)).Succeeded;
    }

    /// <summary>Enters with the six digits of now, which count once (RFC 6238 § 5.2), or with a recovery code, however it is written.</summary>
    /// <param name="user">Whose password was right.</param>
    /// <param name="typed">As typed.</param>
    /// <param name="remember">Whether the browser keeps the session.</param>
    public async Task<SignInResult> EnterAsync(User user, string typed, bool remember)
    {
        var code = new string([.. typed.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant();
        var digits = code.Length == Digits && code.All(char.IsAsciiDigit);
        var result = await users.IsLockedOutAsync(user) ? SignInResult.LockedOut
            : digits ? await EnterByDigitsAsync(user, code, remember)
            : await signIn.TwoFactorRecoveryCodeSignInAsync(code.Length == 10 ? $"{code[..5]}-{code[5..]}" : code);
        var how = digits ? "Con segundo paso" : $"Con un código de recuperación: le quedan {await users.CountRecoveryCodesAsync(user)}";
        var refused = result.IsLockedOut ? "Demasiados códigos equivocados" : "Código equivocado o ya usado";
        await record.RunAsync(user, result.Succeeded ? "Entrada" : "Entrada rechazada", result.Succeeded ? how : refused);
        return result;
    }

    private async Task<SignInResult> EnterByDigitsAsync(User user, string code, bool remember)
    {
        if (await users.GetAuthenticationTokenAsync(user, Provider, LastCode) == code)
            return SignInResult.Failed;
        var right = await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code);
        if (right && !(await users.SetAuthenticationTokenAsync(user, Provider, LastCode, code)).Succeeded)
            return SignInResult.Failed;
        return await signIn.TwoFactorAuthenticatorSignInAsync(code, remember, rememberClient: false);
    }

    private ITimeLimitedDataProtector Protector(User user) => protection.CreateProtector("segundo-paso", $"{user.Id}").ToTimeLimitedDataProtector();
}
