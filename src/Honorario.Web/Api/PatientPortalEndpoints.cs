using System.Text.Json;
using System.Threading.RateLimiting;
using Honorario.Billing;
using Honorario.Billing.Copagos;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Portal;
using Honorario.Web.Components.Portal;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Honorario.Web.Api;

/// <summary>
/// The patient's portal: static pages, without scripts. A key in the address is a ticket's own token, or one that this
/// program signed for who found the ticket by its folio (which shows nothing of it) or has just invoiced it (which does).
/// </summary>
internal static class PatientPortalEndpoints
{
    private const string Limit = "portal";
    private const string Cookie = "honorario-receptor";
    private static readonly TimeSpan KeyLife = TimeSpan.FromHours(2);

    /// <summary>Setting "Portal:PerMinute": forms a minute from one address.</summary>
    public static void AddPortalLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue("Portal:PerMinute", 20);
        services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy(Limit, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })
            : RateLimitPartition.GetNoLimiter("")));
    }

    public static void MapPatientPortal(this WebApplication app)
    {
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/p", StringComparison.Ordinal) && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false },
            expired => expired.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return context.Response.WriteAsync("La página caducó: vuelve a abrirla e inténtalo de nuevo.", context.RequestAborted);
            }));
        var portal = app.MapGroup("/p").AllowAnonymous().RequireRateLimiting(Limit);
        portal.MapGet("", (HttpContext context, IAntiforgery antiforgery) => Start(context, antiforgery, "", "", null));
        portal.MapPost("", FindAsync);
        portal.MapGet("/{key}", (string key, HttpContext context, IServiceScopeFactory scopes) => WithAsync(context, scopes, key, visit => visit.ShowAsync(visit.Remembered(), null, [])));
        portal.MapPost("/{key}/revisar", ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
            WithAsync(context, scopes, key, visit => visit.PreviewAsync(Read(form))));
        portal.MapPost("/{key}/corregir", ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
            WithAsync(context, scopes, key, visit => visit.ShowAsync(Read(form), null, [])));
        portal.MapPost("/{key}/facturar", ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
            WithAsync(context, scopes, key, visit => visit.InvoiceAsync(Read(form))));
        portal.MapGet("/{key}/xml", (string key, HttpContext context, IServiceScopeFactory scopes) => WithAsync(context, scopes, key, visit => visit.FileAsync((files, id) => files.XmlAsync(id, context.RequestAborted))));
        portal.MapGet("/{key}/pdf", (string key, HttpContext context, IServiceScopeFactory scopes) => WithAsync(context, scopes, key, visit => visit.FileAsync((files, id) => files.PdfAsync(id, context.RequestAborted))));
    }

    private static RazorComponentResult<PortalInicio> Start(HttpContext context, IAntiforgery antiforgery, string folio, string total, string? problem)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return new RazorComponentResult<PortalInicio>(new { Antiforgery = antiforgery.GetAndStoreTokens(context).RequestToken!, Folio = folio, Total = total, Problem = problem });
    }

    private static async Task<IResult> FindAsync([FromForm] IFormCollection form, HttpContext context, IAntiforgery antiforgery, IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (folio, total) = (form["folio"].ToString(), form["total"].ToString());
        var found = await scope.ServiceProvider.GetRequiredService<FindPortalTicket>().ByFolioAsync(folio, total, context.RequestAborted);
        return found is null
            ? Start(context, antiforgery, folio, total, "No hay ningún ticket con ese folio y ese total. Cópialos como están impresos.")
            : SeeOther($"/p/{Sign(context, found.TicketId, PortalKey.Folio)}");
    }

    /// <summary>Acts in a scope of its own, so that who is signed in to another practice does not act for it here.</summary>
    private static async Task<IResult> WithAsync(HttpContext context, IServiceScopeFactory scopes, string key, Func<Visit, Task<IResult>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var find = scope.ServiceProvider.GetRequiredService<FindPortalTicket>();
        var signed = Open(context, key);
        var found = signed is var (ticketId, _)
            ? await find.AgainAsync(ticketId, context.RequestAborted)
            : await find.ByTokenAsync(key, context.RequestAborted);
        if (found is null)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        return await act(new Visit(context, scope.ServiceProvider, key, found.TicketId, signed?.By ?? PortalKey.Link));
    }

    private static ReceptorForm Read(IFormCollection form) => new(
        form["rfc"].ToString(), form["nombre"].ToString(), form["cp"].ToString(), form["regimen"].ToString(), form["uso"].ToString(), form["correo"].ToString());

    private static RedirectAfterPost SeeOther(string address) => new RedirectAfterPost(address);

    private static ITimeLimitedDataProtector Signer(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("portal").ToTimeLimitedDataProtector();

    private static string Sign(HttpContext context, Guid ticketId, PortalKey by) => Signer(context).Protect($"{ticketId:N}{by}", KeyLife);

    private static (Guid TicketId, PortalKey By)? Open(HttpContext context, string key)
    {
        try
        {
            var text = Signer(context).Unprotect(key);
            return (Guid.ParseExact(text[..32], "N"), Enum.Parse<PortalKey>(text[32..]));
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

    private sealed class Visit(HttpContext context, IServiceProvider services, string key, Guid ticketId, PortalKey by)
    {
        private IDataProtector Cookies => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("receptor");

        public async Task<IResult> ShowAsync(ReceptorForm form, TicketPreview? preview, IReadOnlyList<Problem> problems)
        {
            var ticket = await services.GetRequiredService<ViewPortalTicket>().RunAsync(ticketId, by, context.RequestAborted);
            return new RazorComponentResult<PortalPagina>(new
            {
                Ticket = ticket,
                Key = key,
                Antiforgery = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!,
                Form = form,
                Preview = preview,
                Problems = problems,
            });
        }

        public async Task<IResult> PreviewAsync(ReceptorForm form)
        {
            var preview = await services.GetRequiredService<InvoiceTicket>().PreviewAsync(ticketId, form, context.RequestAborted);
            return await ShowAsync(form, preview.Value, preview.Problems);
        }

        public async Task<IResult> InvoiceAsync(ReceptorForm form)
        {
            var invoiced = await services.GetRequiredService<InvoiceTicket>().RunAsync(ticketId, form, context.RequestAborted);
            if (!invoiced.Ok)
                return await ShowAsync(form, null, invoiced.Problems);
            Remember(form);
            return SeeOther($"/p/{(by == PortalKey.Link ? key : Sign(context, ticketId, PortalKey.Link))}");
        }

        public async Task<IResult> FileAsync(Func<CopagoFiles, Guid, Task<Download?>> choose)
        {
            var ticket = await services.GetRequiredService<ViewPortalTicket>().RunAsync(ticketId, by, context.RequestAborted);
            return FileAnswer.HandOut(ticket.Invoice is { } invoice ? await choose(services.GetRequiredService<CopagoFiles>(), invoice.Id) : null, context.Response);
        }

        /// <summary>The receptor that this browser invoiced to before.</summary>
        public ReceptorForm Remembered()
        {
            try
            {
                return context.Request.Cookies[Cookie] is { } cookie ? JsonSerializer.Deserialize<ReceptorForm>(Cookies.Unprotect(cookie)) ?? ReceptorForm.Empty : ReceptorForm.Empty;
            }
            catch (Exception foreign) when (foreign is System.Security.Cryptography.CryptographicException or JsonException)
            {
                return ReceptorForm.Empty;
            }
        }

        private void Remember(ReceptorForm form) => context.Response.Cookies.Append(
            Cookie, Cookies.Protect(JsonSerializer.Serialize(form)),
            new CookieOptions { Path = "/p", HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
    }
}
