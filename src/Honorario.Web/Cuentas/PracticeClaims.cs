using System.Security.Claims;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Honorario.Web.Cuentas;

/// <summary>Writes into a sign-in for whom the person works, with which rights, and the name shown on screen.</summary>
internal sealed class PracticeClaims(UserManager<User> users, HonorarioDb db, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User>(users, options)
{
    /// <summary>The claim that names the practice.</summary>
    public const string Practice = "practice";

    /// <summary>The claim that names the company of the portal.</summary>
    public const string Company = "portal";

    /// <summary>The claim of who works for one emisor alone: a key of the API.</summary>
    public const string Emisor = "emisor";

    /// <summary>The claim of a company that pays what it receives.</summary>
    public const string Pays = "portal-pays";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        if (user.PracticeId is { } practice)
        {
            var role = await db.RoleAsync(user, CancellationToken.None);
            identity.AddClaims([new Claim(Practice, $"{practice}"), new Claim(Rights.Claim, RoleSet.Text(role.Rights))]);
            if (role.OnlyOwn)
                identity.AddClaim(new Claim(Rights.OnlyOwnClaim, "1"));
        }
        else if (user.CompanyId is { } company)
        {
            identity.AddClaim(new Claim(Company, $"{company}"));
            if (await db.RoleOfAsync(company, CancellationToken.None) == PortalRole.Aseguradora)
                identity.AddClaim(new Claim(Pays, "1"));
        }

        identity.AddClaim(new Claim(ClaimTypes.GivenName, user.DisplayName));
        return identity;
    }
}

internal static class SignedIn
{
    /// <summary>The name shown on screen and in the audit log.</summary>
    public static string DisplayName(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name ?? "";

    /// <summary>From here on the scope works for the signed-in person; for nobody signed in it stays for none.</summary>
    public static void ActFor(this Actor actor, ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
            return;
        var address = user.FindFirstValue(SessionStore.AddressClaim);
        if (Guid.TryParse(user.FindFirstValue(PracticeClaims.Practice), out var practice))
            actor.ActAs(new PracticePerson(practice, person, user.DisplayName(), user.Given(), user.HasClaim(Rights.OnlyOwnClaim, "1"), address,
                Guid.TryParse(user.FindFirstValue(PracticeClaims.Emisor), out var emisor) ? emisor : null));
        else if (Guid.TryParse(user.FindFirstValue(PracticeClaims.Company), out var company))
            actor.ActForCompany(company, person, user.DisplayName(), user.HasClaim(PracticeClaims.Pays, "1"), address);
    }

    /// <summary>Every request acts for whoever signed in; who comes to a use case without its right is refused.</summary>
    public static void UseActor(this WebApplication app) => app.Use(async (context, next) =>
    {
        context.RequestServices.GetRequiredService<Actor>().ActFor(context.User);
        try
        {
            await next(context);
        }
        catch (NoRightException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    });
}
