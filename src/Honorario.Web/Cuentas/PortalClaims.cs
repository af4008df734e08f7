using System.Security.Claims;
using Honorario.Billing.Aseguradora;

namespace Honorario.Web.Cuentas;

/// <summary>The company that a person of the insurers' portal works for, as the sign-in cookie says it.</summary>
internal static class PortalClaims
{
    /// <returns>Whether the user works for a company.</returns>
    public static bool ActFor(this PortalActor actor, ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue(PortalActor.CompanyClaim), out var company))
            return false;
        actor.ActAs(company, Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!), user.DisplayName());
        return true;
    }
}
