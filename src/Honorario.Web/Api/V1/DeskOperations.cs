using System.Security.Cryptography;
using System.Text;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;
using Honorario.Web.Components.Shared;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>A copay that is owed or paid, in pesos.</summary>
internal sealed record ChargeDoc(
    Guid ServiceId, string Folio, DateOnly Date, string Patient, string Cpt, decimal Copay, decimal Paid, decimal Balance, Guid? TicketId)
{
    public static ChargeDoc Of(ChargeRow row) =>
        new(row.ServiceId, row.Folio, row.Date, row.Patient, row.Cpt, row.Copay, row.Paid, row.Balance, row.TicketId);
}

/// <summary>What is charged of one patient's services and in which forms it was received, in pesos.</summary>
internal sealed record TicketRequest(IReadOnlyList<CopayCharge> Charges, IReadOnlyList<CopayPayment> Payments, Guid? EmisorId = null);

/// <summary>A ticket; InvoiceLink is where the patient invoices it, while that is possible. Date is the wall clock at the desk.</summary>
internal sealed record TicketDoc(
    Guid Id, string Folio, Guid PatientId, string Patient, DateTime Date, decimal Total, decimal Change, decimal Balance, IReadOnlyList<TicketLineDoc> Lines,
    IReadOnlyList<CopayPayment> Payments, string? InvoiceLink, DateOnly? LastDayToInvoice, Guid? InvoiceId, bool InGlobal, string? Undone,
    IReadOnlyList<TicketInvoiceDoc> Invoices)
{
    public static TicketDoc Of(TicketView view) => new(
        view.Id, view.Printed.Folio, view.PatientId, view.Patient, DateTime.SpecifyKind(view.Printed.Date, DateTimeKind.Unspecified),
        view.Printed.Lines.Sum(line => line.Amount), view.Printed.Change, view.Printed.Balance,
        [.. view.Printed.Lines.Select(line => new TicketLineDoc(line.Description, line.Amount))],
        [.. view.Printed.Payments.Select(paid => new CopayPayment(paid.FormaPago, paid.Amount))], view.Printed.InvoiceLink?.AbsoluteUri,
        view.Printed.LastDayToInvoice, view.InvoiceId, view.InGlobal, view.Undone,
        [.. view.Invoices.Select(row => new TicketInvoiceDoc(row.Id, $"{row.Status}", row.Uuid?.Value, row.Total))]);
}

internal sealed record TicketLineDoc(string Description, decimal Amount);

internal sealed record TicketInvoiceDoc(Guid Id, string Status, string? Uuid, decimal Total);

/// <summary>Who the ticket is invoiced to, as its Constancia says; Corrects is the invoice whose place it takes.</summary>
internal sealed record ReceptorRequest(
    string Rfc, string Nombre, string CodigoPostal, string RegimenFiscal, string UsoCfdi = "D01", string Email = "", Guid? Corrects = null)
{
    public ReceptorForm ToForm() => new(Rfc, Nombre, CodigoPostal, RegimenFiscal, UsoCfdi, Email);
}

internal sealed record ReasonRequest(string Reason);

internal sealed record EmailRequest(string Email);

/// <summary>The desk: copays, tickets, their invoices and facturas globales.</summary>
internal static class DeskOperations
{
    public static void MapDesk(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/charges", Right.SeeCharges, "listCharges", "Copays of a period; the last thirty days when none is given",
            async (string? patient, DateOnly? from, DateOnly? to, bool? owedOnly, string? cursor, FindCharges find, MexicanToday today, CancellationToken ct) =>
            {
                var (last, at) = (to ?? today.Date, Place.After(cursor));
                var found = await find.RunAsync(new ChargeFilter(patient ?? "", from ?? last.AddDays(-30), last, owedOnly != false, at), ct);
                return List(found.Page, ChargeDoc.Of);
            }).Gives<Listed<ChargeDoc>>();
        api.Op("GET", "/charges/{id:guid}", Right.SeeCharges, "getCharge", "The copay of one service",
            async (Guid id, FindCharges find, CancellationToken ct) => Found(await find.OneAsync(id, ct) is { } row ? ChargeDoc.Of(row) : null))
            .Gives<ChargeDoc>();
        api.Op("POST", "/tickets", Right.Charge, "createTicket", "Charges copays and makes the ticket",
            async (Body<TicketRequest> body, HttpContext context, PayCopay pay, CancellationToken ct) => Made(
                await pay.RunAsync(new CopayForm(FormKey(context), body.Value.Charges, body.Value.Payments, body.Value.EmisorId), ct),
                id => $"/api/v1/tickets/{id}")).Gives<Done>(201);
        api.Op("GET", "/tickets/{id:guid}", Right.SeeCharges, "getTicket", "A ticket, and the link with which its patient invoices it",
            async (Guid id, HttpContext context, ViewTicket view, CancellationToken ct) =>
                Tagged(context, await view.RunAsync(id, ct) is { } found ? TicketDoc.Of(found) : null)).Gives<TicketDoc>().Tagged().Expands("patient");
        api.Op("POST", "/tickets/{id:guid}/undo", Right.Charge, "undoTicket", "Undoes a charge",
            async (Guid id, Body<ReasonRequest> body, ViewTicket view, UndoTicket undo, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Changed(await undo.RunAsync(id, body.Value.Reason, ct));
            }).Gives<Done>();
        api.Op("POST", "/tickets/{id:guid}/invoice", Right.InvoiceTicket, "invoiceTicket", "Invoices a ticket to its patient, or corrects its invoice",
            async (Guid id, Body<ReceptorRequest> body, ViewTicket view, InvoiceTicket invoice, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Made(
                    await invoice.RunAsync(id, body.Value.ToForm(), new InvoicingRequest(AtDesk: true, body.Value.Corrects), ct),
                    made => $"/api/v1/documents/{made}");
            }).Gives<Done>(201);
        api.Op("POST", "/tickets/{id:guid}/mail", Right.Charge, "mailTicket", "Sends the ticket to its patient",
            async (Guid id, Body<EmailRequest> body, ViewTicket view, MailTicket mail, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Results.Json(new Done(Value(await mail.RunAsync(id, body.Value.Email, ct)).Id), ApiJson.Options);
            }).Gives<Done>();
        api.Op("GET", "/global-invoices/proposals", Right.Bill, "listGlobalProposals", "Facturas globales that can be issued now",
            async (ProposeGlobalInvoices propose, CancellationToken ct) =>
            {
                var rows = await propose.RunAsync(ct);
                return List(rows, row => row);
            }).Gives<Listed<GlobalProposal>>();
        api.Op("POST", "/global-invoices", Right.Bill, "createGlobalInvoice", "Seals one that was proposed and sends it to the PAC",
            async (Body<GlobalProposal> body, StampGlobalInvoice stamp, CancellationToken ct) =>
                Made(await stamp.RunAsync(body.Value, seen: null, ct), id => $"/api/v1/documents/{id}")).Gives<Done>(201);
    }

    /// <summary>The key of the form, the same however often it is sent: that of the call.</summary>
    private static Guid FormKey(HttpContext context) => new(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{context.Features.Get<ApiCaller>()!.KeyId} {context.Request.Headers[ApiDoor.IdempotencyKey]}")).AsSpan(0, 16));

    private static async Task ThereAsync(Guid id, ViewTicket view, CancellationToken ct)
    {
        if (await view.RunAsync(id, ct) is null)
            throw Nothing();
    }
}
