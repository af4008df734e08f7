using System.Threading.RateLimiting;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.AutoFactura;
using Honorario.Escritura;
using Honorario.Web.Components.AutoFactura;
using Honorario.Web.Cuentas;
using Honorario.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Honorario.Web.Api;

/// <summary>
/// The pages where patients invoice their tickets: static pages, without scripts. A key in the address is a ticket's own token, or one that this
/// program signed for who found the ticket by its folio (which shows nothing of it) or has just invoiced it (which does).
/// </summary>
internal static class AutoFacturaEndpoints
{
    private const string Limit = "portal";
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(2);

    /// <summary>Setting "Portal:PerMinute": forms a minute from one address.</summary>
    public static void AddPortalLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue("Portal:PerMinute", 20);
        services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(Limit, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.ClientGroup(),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("")));
    }

    public static void MapAutoFactura(this WebApplication app)
    {
        app.UseWhen(
            context =>
                context.Request.Path.StartsWithSegments("/p", StringComparison.Ordinal)
                && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false },
            expired =>
                expired.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return context.Response.WriteAsync(
                        "La página caducó: vuelve a abrirla e inténtalo de nuevo.",
                        context.RequestAborted);
                }));
        var portal = app.MapGroup("/p").AllowAnonymous().RequireRateLimiting(Limit);
        portal.MapGet("", (HttpContext context, IAntiforgery antiforgery) => Start(context, antiforgery, "", "", null));
        portal.MapPost("", FindAsync);
        portal.MapPatientData();
        portal.MapGet(
            "/{key}",
            (string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(context, scopes, key, visit => visit.StartAsync()));
        portal.MapGet(
            "/{key}/correccion",
            (string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(context, scopes, key, visit => visit.CorrectAsync()));
        portal.MapPost(
            "/{key}/revisar",
            ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(context, scopes, key, visit => visit.PreviewAsync(form)));
        portal.MapPost(
            "/{key}/corregir",
            ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(context, scopes, key, visit => visit.EditAsync(form)));
        portal
            .MapPost(
                "/{key}/constancia",
                ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
                    WithAsync(context, scopes, key, visit => visit.ReadConstanciaAsync(form)))
            .WithMetadata(new RequestSizeLimitAttribute(LargeUploads.Read));
        portal.MapPost(
            "/{key}/facturar",
            ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(context, scopes, key, visit => visit.InvoiceAsync(form)));
        portal.MapGet(
            "/{key}/xml",
            (string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(
                    context,
                    scopes,
                    key,
                    visit => visit.FileAsync((files, id) => files.XmlAsync(id, context.RequestAborted))));
        portal.MapGet(
            "/{key}/pdf",
            (string key, HttpContext context, IServiceScopeFactory scopes) =>
                WithAsync(
                    context,
                    scopes,
                    key,
                    visit => visit.FileAsync((files, id) => files.PdfAsync(id, context.RequestAborted))));
        app.MapGet("/finanzas/cobros/ticket/{id:guid}/facturar", AtDeskAsync).Needs(Right.InvoiceTicket);
    }

    /// <summary>"Facturar copago" and "Corregir factura": the desk fills in the same form that the patient would.</summary>
    private static async Task<IResult> AtDeskAsync(Guid id, string? corregir, ViewTicket view, HttpContext context) =>
        await view.RunAsync(id, context.RequestAborted) is null
            ? Results.NotFound()
            : Results.Redirect($"/p/{Sign(context, id, TicketAccess.Desk)}{(corregir is null ? "" : "/correccion")}");

    private static RazorComponentResult<AutoFacturaInicio> Start(
        HttpContext context, IAntiforgery antiforgery, string folio, string total, string? problem, string? field = null)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return new RazorComponentResult<AutoFacturaInicio>(
            new
            {
                Antiforgery = antiforgery.GetAndStoreTokens(context).RequestToken!,
                Folio = folio,
                Total = total,
                Problem = problem,
                Field = field,
            })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound,
        };
    }

    private static async Task<IResult> FindAsync([FromForm] IFormCollection form, HttpContext context, IAntiforgery antiforgery, IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (folio, total) = (form["folio"].ToString(), form["total"].ToString());
        if (TypedMoney.Read(total) is { Message: { } unclear })
            return Start(context, antiforgery, folio, total, unclear, "total");
        var found = await scope.ServiceProvider.GetRequiredService<FindPublicTicket>().ByFolioAsync(folio, total, context.RequestAborted);
        return found is null
            ? Start(context, antiforgery, folio, total, "No hay ningún ticket con ese folio y ese total. Cópialos como están impresos.")
            : SeeOther($"/p/{Sign(context, found.TicketId, TicketAccess.Folio)}");
    }

    /// <summary>Acts in a scope of its own, so that who is signed in to another practice does not act for it here.</summary>
    private static async Task<IResult> WithAsync(HttpContext context, IServiceScopeFactory scopes, string key, Func<AutoFacturaVisit, Task<IResult>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var find = scope.ServiceProvider.GetRequiredService<FindPublicTicket>();
        var signed = Open(context, key);
        if (signed?.By == TicketAccess.Desk)
        {
            var person = context.RequestServices.GetRequiredService<Actor>();
            if (!person.May(Right.InvoiceTicket))
                return Results.NotFound();
            scope.ServiceProvider.GetRequiredService<Actor>().ActLike(person);
        }

        var found = signed is var (ticketId, _)
            ? await find.AgainAsync(ticketId, context.RequestAborted)
            : await find.ByTokenAsync(key, context.RequestAborted);
        if (found is null)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        return await act(new AutoFacturaVisit(context, scope.ServiceProvider, key, found.TicketId, signed?.By ?? TicketAccess.Link));
    }

    internal static RedirectAfterPost SeeOther(string address) => new RedirectAfterPost(address);

    private static ITimeLimitedDataProtector Signer(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("portal").ToTimeLimitedDataProtector();

    internal static string Sign(HttpContext context, Guid ticketId, TicketAccess by) => Signer(context).Protect($"{ticketId:N}{by}", KeyLife);

    private static (Guid TicketId, TicketAccess By)? Open(HttpContext context, string key)
    {
        try
        {
            var text = Signer(context).Unprotect(key);
            return (Guid.ParseExact(text[..32], "N"), Enum.Parse<TicketAccess>(text[32..]));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    /// <summary>303: the browser asks for the next page by GET.</summary>
    internal sealed class RedirectAfterPost(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
