using System.Security.Claims;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Web.Components.Aseguradora;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;

namespace Honorario.Web.Aseguradora;

/// <summary>Who may enter the insurer's portal, and what its people may not leave it for.</summary>
internal static class PortalAccess
{
    public const string Policy = "Portal";

    public static void AddPortal(this IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireClaim(PracticeClaims.Company));
        services.AddKeyedScoped<IMailSubject, InvitationMail>(InvitePortalUser.About);
        services.Configure<DataProtectionTokenProviderOptions>(token => token.TokenLifespan = TimeSpan.FromDays(3));
    }

    /// <summary>
    /// Requests of a company's person act for it: pages of practices lead back to the portal, and invoices that are not
    /// addressed to the company do not exist.
    /// </summary>
    public static void UsePortal(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.RequestServices.GetRequiredService<Actor>().Kind != ActorKind.Company)
        {
            await next(context);
            return;
        }

        var path = context.Request.Path;
        var isPage = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
        if (isPage && !path.StartsWithSegments(BandejaPage.Path) && !path.StartsWithSegments("/cuenta") && !path.StartsWithSegments("/aviso"))
            context.Response.Redirect(BandejaPage.Path);
        else if (context.GetRouteValue("Folio")?.ToString() is { } folio
            && await context.RequestServices.GetRequiredService<PortalInvoices>().FindAsync(folio, context.RequestAborted) is null)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            await next(context);
    });
}
