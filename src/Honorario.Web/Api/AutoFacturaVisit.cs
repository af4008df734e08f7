using System.Security.Cryptography;
using System.Text.Json;
using Honorario.Archivos;
using Honorario.Billing;
using Honorario.Billing.Copagos;
using Honorario.Billing.Facturacion;
using Honorario.Billing.AutoFactura;
using Honorario.Billing.Timbrado;
using Honorario.Web.Components.AutoFactura;
using Honorario.Web.Components.Shared;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Honorario.Web.Api;

/// <summary>One request to a ticket's public pages, by somebody who came to it by a key.</summary>
internal sealed class AutoFacturaVisit(HttpContext context, IServiceProvider services, string key, Guid ticketId, TicketAccess by)
{
    private string Cookie => context.Request.IsHttps ? "__Secure-honorario-receptor" : "honorario-receptor";

    private IDataProtector Cookies => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("receptor");

    private CancellationToken Stop => context.RequestAborted;

    public async Task<IResult> StartAsync() =>
        Page(await TicketAsync(), by == TicketAccess.Desk ? await services.GetRequiredService<SuggestReceptor>().OfPatientAsync(ticketId, Stop) : Remembered());

    /// <summary>The form of the invoice that is to be corrected.</summary>
    public async Task<IResult> CorrectAsync()
    {
        var ticket = await TicketAsync();
        return ticket is { MayCorrect: true, Invoice: { } invoice }
            ? Page(ticket, (await services.GetRequiredService<SuggestReceptor>().OfInvoiceAsync(ticketId, invoice.Id, Stop))!, corrects: invoice.Id)
            : AutoFacturaEndpoints.SeeOther($"/p/{key}");
    }

    /// <summary>Back from the preview to the form.</summary>
    public async Task<IResult> EditAsync(IFormCollection form) =>
        Corrects(form) is { Ok: true, Value: var corrects } ? Page(await TicketAsync(), Read(form), corrects: corrects) : Results.BadRequest();

    /// <summary>Fills the form in from the Constancia that came with it; what was typed of the rest stays.</summary>
    public async Task<IResult> ReadConstanciaAsync(IFormCollection form)
    {
        if (Corrects(form) is not { Ok: true, Value: var corrects })
            return Results.BadRequest();
        var typed = Read(form);
        var (filled, notes) = await PortalConstancia.FillAsync(
            services, typed, form.Files.GetFile("constancia"), by == TicketAccess.Desk ? Who.Person : Who.Outsider, Stop);
        return Page(await TicketAsync(), filled.Ok ? filled.Value! : typed, null, filled.Problems, corrects, fromConstancia: filled.Ok, notes);
    }

    public async Task<IResult> PreviewAsync(IFormCollection form)
    {
        if (Corrects(form) is not { Ok: true, Value: var corrects })
            return Results.BadRequest();
        var receptor = Read(form);
        var preview = await services.GetRequiredService<InvoiceTicket>().PreviewAsync(ticketId, receptor, Request(corrects), Stop);
        return Page(await TicketAsync(), receptor, preview.Value, preview.Problems, corrects);
    }

    public async Task<IResult> InvoiceAsync(IFormCollection form)
    {
        if (Corrects(form) is not { Ok: true, Value: var corrects })
            return Results.BadRequest();
        var receptor = Read(form);
        var request = Request(corrects) with { Seen = Seen.Read(form["visto"].ToString()) };
        var invoiced = await services.GetRequiredService<InvoiceTicket>().RunAsync(ticketId, receptor, request, Stop);
        if (invoiced.Problems.Any(problem => problem.Code == Seen.Code))
            return Page(await TicketAsync(), receptor,
                (await services.GetRequiredService<InvoiceTicket>().PreviewAsync(ticketId, receptor, Request(corrects), Stop)).Value,
                    invoiced.Problems, corrects);
        if (!invoiced.Ok)
            return Page(await TicketAsync(), receptor, null, invoiced.Problems, corrects);
        if (by != TicketAccess.Desk)
            Remember(receptor);
        return AutoFacturaEndpoints.SeeOther($"/p/{(by == TicketAccess.Folio ? AutoFacturaEndpoints.Sign(context, ticketId, TicketAccess.Link) : key)}");
    }

    public async Task<IResult> FileAsync(Func<DocumentFiles, Guid, Task<Download?>> choose)
    {
        var ticket = await TicketAsync();
        return FileAnswer.HandOut(
            ticket.Invoice is { } invoice ? await choose(services.GetRequiredService<DocumentFiles>(), invoice.Id) : null,
            context.Response);
    }

    private Task<PublicTicket> TicketAsync() => services.GetRequiredService<ViewPublicTicket>().RunAsync(ticketId, by, Stop);

    private InvoicingRequest Request(Guid? corrects) => new(by == TicketAccess.Desk, corrects);

    /// <summary>What the person must mend is answered with 400, on the page that says what.</summary>
    private RazorComponentResult<AutoFacturaPagina> Page(
        PublicTicket ticket,
        ReceptorForm form,
        TicketPreview? preview = null,
        IReadOnlyList<Problem>? problems = null,
        Guid? corrects = null,
        bool fromConstancia = false,
        IReadOnlyList<string>? notes = null
    ) =>
        new(
            new
            {
                Ticket = ticket,
                Key = key,
                Antiforgery = services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!,
                Form = form,
                Preview = preview,
                Problems = problems ?? [],
                Corrects = corrects,
                Desk = by == TicketAccess.Desk,
                FromConstancia = fromConstancia,
                Notes = notes ?? [],
            })
        {
            StatusCode = problems is { Count: > 0 } ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };

    /// <summary>The fields of CamposDelReceptor.</summary>
    internal static ReceptorForm Read(IFormCollection form) =>
        new(
            form["rfc"].ToString(),
            form["nombre"].ToString(),
            form["cp"].ToString(),
            form["regimen"].ToString(),
            form["uso"].ToString(),
            form["correo"].ToString());

    /// <summary>The invoice that the form says it corrects; who has only the folio corrects none.</summary>
    private Result<Guid?> Corrects(IFormCollection form) => (form["corrige"].ToString(), by) switch
    {
        ("", _) => (Guid?)null,
        (_, TicketAccess.Folio) => new Problem("", ""),
        (var text, _) => Guid.TryParse(text, out var id) ? (Guid?)id : new Problem("", ""),
    };

    /// <summary>The receptor that this browser invoiced to before.</summary>
    private ReceptorForm Remembered()
    {
        try
        {
            return context.Request.Cookies[Cookie] is { } cookie
                ? JsonSerializer.Deserialize<ReceptorForm>(Cookies.Unprotect(cookie)) ?? ReceptorForm.Empty
                : ReceptorForm.Empty;
        }
        catch (Exception foreign) when (foreign is CryptographicException or JsonException)
        {
            return ReceptorForm.Empty;
        }
    }

    private void Remember(ReceptorForm form) => context.Response.Cookies.Append(
        Cookie, Cookies.Protect(JsonSerializer.Serialize(form)),
        new CookieOptions { Path = "/p", HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
}
