using System.Security.Claims;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Authorization;

namespace Honorario.Web.Cuentas;

/// <summary>
/// What each page and file asks of the practice's people: nothing (charging copays), to bill, or to administrate. People of the
/// insurer's portal pass, as <c>UsePortal</c> sends them to their own pages.
/// </summary>
internal static class Rights
{
    public const string Facturar = "Facturar";
    public const string Administrar = "Administrar";
    public const string Claim = "practice-role";

    private static readonly string[] Policies = [Facturar, Administrar];

    public static void AddRights(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .AddPolicy(Facturar, policy => policy.RequireAssertion(context => IsAtLeast(context.User, PracticeRole.Facturacion)))
        .AddPolicy(Administrar, policy => policy.RequireAssertion(context => IsAtLeast(context.User, PracticeRole.Administracion)));

    /// <summary>Whether what was refused was refused for want of a right: everything else does not exist for the person.</summary>
    public static bool WereMissing(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(asked => Policies.Contains(asked.Policy)) == true;

    public static PracticeRole? RoleOf(this ClaimsPrincipal user) => Enum.TryParse<PracticeRole>(user.FindFirstValue(Claim), out var role) ? role : null;

    public static string Text(this PracticeRole role) => role switch
    {
        PracticeRole.Administracion => "Administración",
        PracticeRole.Facturacion => "Facturación",
        _ => "Caja",
    };

    private static bool IsAtLeast(ClaimsPrincipal user, PracticeRole role) =>
        user.HasClaim(claim => claim.Type == PortalActor.CompanyClaim) || user.RoleOf() <= role;
}
