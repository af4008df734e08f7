using Honorario.Billing.Cuentas;
using Honorario.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Entering with a password. Unknown, locked and closed accounts are refused like a wrong password: by the same words, after the same
/// time, and after the same number of attempts.
/// </summary>
internal sealed class AccountSignIn(
    UserManager<User> users,
    IHttpContextAccessor requests,
    IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    LoginLimit limit,
    RecordSignIn record) : SignInManager<User>(users, requests, claims, options, log, schemes, confirmation)
{
    /// <summary>A refusal takes at least so long, whatever had to be done for it.</summary>
    private static readonly TimeSpan Refusal = TimeSpan.FromMilliseconds(500);

    /// <summary>Nobody's, to compare a password with that belongs to nobody: it takes as long as anybody's.</summary>
    private static string? s_nobody;

    /// <returns>Entered, the second step to come, too many attempts (<see cref="SignInResult.IsLockedOut"/>), or refused without a word why.</returns>
    public async Task<SignInResult> EnterAsync(string email, string password, bool remember)
    {
        if (!limit.MayTry(email, Context.ClientGroup()))
            return SignInResult.LockedOut;
        var refusal = Task.Delay(Refusal);
        var user = await UserManager.FindByEmailAsync(email.Trim());
        var right = await IsRightAsync(user, password);
        if (right && !await UserManager.IsLockedOutAsync(user!))
        {
            var entered = await SignInOrTwoFactorAsync(user!, remember);
            if (entered.Succeeded)
                await record.RunAsync(user!, "Entrada");
            return entered;
        }

        if (user is not null)
            await record.RunAsync(user, "Entrada rechazada", right ? "El acceso está cerrado o en pausa" : "Contraseña equivocada");
        await refusal;
        return SignInResult.Failed;
    }

    private async Task<bool> IsRightAsync(User? user, string password)
    {
        if (user?.PasswordHash is not null)
            return await UserManager.CheckPasswordAsync(user, password);
        var nobody = new User { DisplayName = "" };
        s_nobody ??= UserManager.PasswordHasher.HashPassword(nobody, $"{Guid.NewGuid()}");
        UserManager.PasswordHasher.VerifyHashedPassword(nobody, s_nobody, password);
        return false;
    }
}
