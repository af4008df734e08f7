using System.Security.Claims;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Authorization;

namespace Honorario.Web.Cuentas;

/// <summary>What a page asks of whoever opens it; the use cases that it calls ask again.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(Right right) => (Right, Policy) = (right, $"{right}");

    public Right Right { get; }
}

/// <summary>Rights as pages and files ask for them: a policy each, read from the sign-in. People of the portal have none of a practice's.</summary>
internal static class Rights
{
    /// <summary>The claim with the rights of a practice's person.</summary>
    public const string Claim = "rights";

    /// <summary>The claim of who sees only what the person made.</summary>
    public const string OnlyOwnClaim = "only-own";

    public static void AddRights(this IServiceCollection services)
    {
        var policies = services.AddAuthorizationBuilder();
        foreach (var right in RightFacts.OfPractices.Append(Right.Enter))
            policies.AddPolicy($"{right}", policy => policy.RequireAssertion(context => context.User.Has(right)));
    }

    /// <summary>An endpoint that asks for a right.</summary>
    public static T Needs<T>(this T endpoint, Right right)
        where T : IEndpointConventionBuilder => endpoint.RequireAuthorization($"{right}");

    /// <summary>The rights that an endpoint asks for.</summary>
    public static IReadOnlyList<Right> AskedBy(Endpoint endpoint) =>
        [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(asked => Enum.TryParse<Right>(asked.Policy, out var right) ? right : (Right?)null).OfType<Right>().Distinct()];

    /// <summary>Whether a practice's person was refused for want of a right: to everybody else what was asked for does not exist.</summary>
    public static bool WereMissing(HttpContext context) =>
        context.User.Has(Right.Enter) && context.GetEndpoint() is { } endpoint && AskedBy(endpoint).Count > 0;

    public static bool Has(this ClaimsPrincipal user, Right right) =>
        user.Identity?.IsAuthenticated == true && user.HasClaim(claim => claim.Type == PracticeClaims.Practice)
        && (right == Right.Enter || user.Given().Contains(right));

    public static HashSet<Right> Given(this ClaimsPrincipal user) => RoleSet.RightsIn(user.FindFirstValue(Claim) ?? "");
}
