using System.Security.Claims;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Honorario.Web.Cuentas;

/// <summary>Writes into the sign-in cookie whose practice the user works for and the name shown on screen.</summary>
internal sealed class PracticeClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.PracticeId is { } practice)
            identity.AddClaims([new Claim(Actor.PracticeClaim, practice.ToString()), new Claim(Rights.Claim, user.Role.ToString())]);
        if (user.CompanyId is { } company)
            identity.AddClaim(new Claim(PortalActor.CompanyClaim, company.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.GivenName, user.DisplayName));
        return identity;
    }
}

internal static class SignedIn
{
    /// <summary>The name shown on screen and in the audit log.</summary>
    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? "";

    /// <summary>From here on the scope works for the signed-in user's practice; for nobody signed in it stays for none.</summary>
    public static void ActFor(this Actor actor, ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated == true && Guid.TryParse(user.FindFirstValue(Actor.PracticeClaim), out var practice))
            actor.ActAs(practice, user.DisplayName(), user.PersonId(), user.FindFirstValue(SessionStore.AddressClaim));
    }

    private static Guid? PersonId(this ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Every request acts for whoever signed in.</summary>
    public static void UseActor(this WebApplication app) => app.Use((context, next) =>
    {
        context.RequestServices.GetRequiredService<Actor>().ActFor(context.User);
        return next(context);
    });
}
