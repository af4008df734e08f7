using System.Security.Cryptography;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Switches the second step on. Until a code of it is right, the new key is only in the page that shows it, sealed: opening the page
/// changes nothing.
/// </summary>
internal sealed class SecondStep(UserManager<User> users, IUserStore<User> store, IDataProtectionProvider protection)
{
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

    private ITimeLimitedDataProtector Protector(User user) => protection.CreateProtector("segundo-paso", $"{user.Id}").ToTimeLimitedDataProtector();
}
