using Honorario.Archivos;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Timbrado;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>An invoice to an insurer; amounts in pesos. Waiting says why the PAC has not answered yet.</summary>
internal sealed record InvoiceDoc(
    Guid Id, string ControlNumber, Guid EmisorId, Guid InsurerId, DateOnly IssueDate, string Status, string MetodoPago, string FormaPago, string ServiceKind,
    int Services,
    decimal SubTotal, decimal Discount, decimal IvaTrasladado, decimal IsrRetenido, decimal IvaRetenido, decimal LocalTrasladado,
    decimal LocalRetenido, decimal Total, decimal Paid,
    decimal Credited, decimal Balance, string? Serie, int? Folio, string? Uuid, DateTime? StampedAt, bool Stamping, string? Waiting, string? Rejection,
    string? InsurerReason, DateOnly? PayOn, bool SinValidezFiscal, decimal? TipoCambio)
{
    public static InvoiceDoc Of(InvoiceView view)
    {
        var row = view.Invoice;
        return new InvoiceDoc(
            row.Id, row.ControlNumber, row.EmisorId, row.InsurerId, row.IssueDate, row.Status.Slug(), row.MetodoPago, row.FormaPago, row.ServiceKind,
            view.Services,
            row.SubTotal, row.Discounted, row.IvaTrasladado, row.IsrRetenido, row.IvaRetenido, row.LocalTrasladado, row.LocalRetenido, row.Total, row.Paid,
            row.Credited, row.Balance, row.Serie, row.Folio, row.Uuid?.Value, row.StampedAt, view.Document?.State == PacState.Pending,
            view.Document?.WaitingBecause, row.Rejection, row.InsurerReason, row.PayOn, view.Document?.SinValidezFiscal == true, row.TipoCambio);
    }
}

internal sealed record InvoiceListed(
    Guid Id, string ControlNumber, string Emisor, string Insurer, DateOnly IssueDate, int Services, decimal Total, string Status, bool HasFiles, bool Stamping)
{
    public static InvoiceListed Of(InvoiceRow row) => new(
        row.Id, row.ControlNumber, row.Emisor, row.Insurer, row.IssueDate, row.Services, row.Total, row.Status.Slug(), row.HasFiles, row.OnItsWay);
}

/// <summary>A draft; without a control number the next one is taken.</summary>
internal sealed record InvoiceRequest(Guid EmisorId, Guid InsurerId, DateOnly IssueDate, string? ControlNumber = null, string Plan = "");

internal sealed record RegistrationRequest(string ControlNumber, DateOnly IssueDate);

/// <summary>The insurer that a draft and its services pass to.</summary>
internal sealed record AnotherInsurerRequest(Guid InsurerId);

/// <summary>The services that the draft takes: those of the period, all of them or those that are named.</summary>
internal sealed record SelectionRequest(DateOnly From, DateOnly To, IReadOnlyList<Guid>? Services = null);

/// <summary>TipoCambio is how many pesos a dollar is worth, of an invoice in USD; null in pesos.</summary>
internal sealed record PaymentTermsRequest(string MetodoPago, string FormaPago, string ServiceKind = "médico", decimal? TipoCambio = null)
{
    public PaymentChoice ToChoice() => new(MetodoPago, FormaPago, ServiceKind, TipoCambio is not null, TipoCambio);
}

/// <summary>What is taken off a draft, in pesos: off the whole before taxes, and off the services that are named; others keep theirs.</summary>
internal sealed record DiscountRequest(decimal Whole = 0, IReadOnlyList<DiscountedService>? Services = null);

internal sealed record DiscountedService(Guid ServiceId, decimal Amount);

/// <summary>A CFDI made elsewhere: its XML, its PDF when there is one, and why what is doubtful is accepted.</summary>
internal sealed record ExternalRequest(SentFile Xml, SentFile? Pdf = null, string Reason = "");

/// <summary>A mail to the insurer; what is missing is as the screens propose it.</summary>
internal sealed record MailRequest(string? Recipients = null, string? Title = null, string? Text = null)
{
    public MailForm Over(MailForm proposed) => new(Recipients ?? proposed.Recipients, Title ?? proposed.Title, Text ?? proposed.Text);
}

/// <summary>A credit note: of each service so much, in pesos before taxes.</summary>
internal sealed record CreditNoteRequest(IReadOnlyList<CreditedService> Services, string Reason, string FormaPago = "15", decimal? Owed = null);

internal sealed record CreditedService(Guid ServiceId, decimal Amount);

internal sealed record CreditNoteDoc(
    Guid Id, Guid InvoiceId, string Status, string Reason, decimal Total, string? Uuid, DateTime CreatedAt, int Services)
{
    public static CreditNoteDoc Of(CreditNoteRow row) => new(
        row.Note.Id, row.Note.InvoiceId, $"{row.Note.Status}", row.Note.Reason, row.Note.Total, row.Note.Uuid?.Value, row.Note.CreatedAt, row.Services);
}

internal sealed record CommentDoc(DateTime At, string Who, string Text);

internal sealed record CommentRequest(string Text);

/// <summary>Invoices to insurers from their draft to their stamp, and their credit notes.</summary>
internal static class InvoiceOperations
{
    public static void MapInvoices(this IEndpointRouteBuilder api)
    {
        MapDrafts(api);
        api.Op("POST", "/invoices/{id:guid}/stamp", Right.Bill, "stampInvoice", "Seals the draft and sends it to the PAC; the invoice tells when it is stamped",
            async (Guid id, ViewInvoice view, StampInvoice stamp, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                Value(await stamp.RunAsync(id, ct));
                return Results.Json(InvoiceDoc.Of((await view.RunAsync(id, ct))!), ApiJson.Options, statusCode: 202);
            }).Gives<InvoiceDoc>(202);
        api.Op("POST", "/invoices/{id:guid}/external", Right.Bill, "loadExternalInvoice", "The draft becomes invoiced with a CFDI that was stamped elsewhere",
            async (Guid id, Body<ExternalRequest> body, ViewInvoice view, IArchivos archivos, LoadExternalInvoice load, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Changed(await load.RunAsync(id, await FilesAsync(body.Value, archivos, ct), body.Value.Reason, ct));
            }).Gives<Done>().WithMetadata(new Largest(32 * 1024 * 1024));
        api.Op("POST", "/invoices/{id:guid}/replacement", Right.Cancel, "replaceInvoice", "A draft that takes this one's place (relation 04, motive 01)",
            async (Guid id, ViewInvoice view, ReplaceInvoice replace, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Made(await replace.RunAsync(id, ct), draft => $"/api/v1/invoices/{draft}");
            }).Gives<Done>(201);
        api.Op("POST", "/invoices/{id:guid}/mail", Right.Bill, "mailInvoice", "Sends it to the insurer",
            async (Guid id, Body<MailRequest> body, SendInvoice send, CancellationToken ct) =>
                await send.ProposeAsync(id, ct) is { } proposed ? Changed(await send.RunAsync(id, body.Value.Over(proposed), ct))
                    : throw Nothing()).Gives<Done>();
        MapCreditNotes(api);
        api.Op("GET", "/invoices/{id:guid}/comments", Right.SeeInvoices, "listComments", "What both sides said of an invoice",
            async (Guid id, ViewInvoice view, ListComments list, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                var rows = await list.RunAsync(id, ct);
                return List(rows, row => new CommentDoc(row.At, row.Who, row.Text));
            }).Gives<Listed<CommentDoc>>();
        api.Op("POST", "/invoices/{id:guid}/comments", Right.Bill, "commentInvoice", "Says something that the insurer reads in its portal",
            async (Guid id, Body<CommentRequest> body, ViewInvoice view, CommentInvoice comment, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Made(await comment.FromPracticeAsync(id, body.Value.Text, ct), _ => $"/api/v1/invoices/{id}/comments");
            }).Gives<Done>(201);
    }

    private static void MapDrafts(IEndpointRouteBuilder api)
    {
        api.Op("GET", "/invoices", Right.SeeInvoices, "listInvoices", "Invoices, the newest first",
            async (string? text, string? status, Guid? insurerId, DateOnly? from, DateOnly? to, string? cursor, ListInvoices list, CancellationToken ct) =>
            {
                var at = Place.After(cursor);
                var found = await list.RunAsync(new InvoiceFilter(text, StatusSlugs.Read(status), at, insurerId, from, to), ct);
                return List(found.Page, InvoiceListed.Of);
            }).Gives<Listed<InvoiceListed>>();
        api.Op("GET", "/invoices/{id:guid}", Right.SeeInvoices, "getInvoice", "One invoice and where it stands",
            async (Guid id, HttpContext context, ViewInvoice view, CancellationToken ct) =>
                Tagged(context, await view.RunAsync(id, ct) is { } found ? InvoiceDoc.Of(found) : null)).Gives<InvoiceDoc>().Tagged()
            .Expands("emisor", "insurer", "document");
        api.Op("GET", "/invoices/{id:guid}/services", Right.SeeInvoices, "listInvoiceServices", "The services of an invoice",
            async (Guid id, string? cursor, ViewInvoice view, FindServices find, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return List(await find.OfInvoiceAsync(id, Place.After(cursor), ct), row => row);
            }).Gives<Listed<ServiceRow>>();
        api.Op("POST", "/invoices", Right.Bill, "createInvoice", "Registers a draft",
            async (Body<InvoiceRequest> body, RegisterInvoice register, CancellationToken ct) =>
            {
                var form = body.Value;
                return Made(
                    await register.RunAsync(
                        new InvoiceRegistration(form.EmisorId, form.InsurerId, form.ControlNumber, form.IssueDate, Plan: form.Plan), ct),
                    id => $"/api/v1/invoices/{id}");
            }).Gives<Done>(201);
        api.Op("PUT", "/invoices/{id:guid}", Right.Bill, "updateInvoice", "Changes a draft's control number and date",
            async (Guid id, Body<RegistrationRequest> body, HttpContext context, ViewInvoice view, ChangeRegistration change, CancellationToken ct) =>
            {
                Match(context, await view.RunAsync(id, ct) is { } found ? InvoiceDoc.Of(found) : null);
                return Changed(await change.RunAsync(id, body.Value.ControlNumber, body.Value.IssueDate, ct));
            }).Gives<Done>().Matched();
        api.Op("PUT", "/invoices/{id:guid}/insurer", Right.Bill, "changeInvoiceInsurer", "A draft and its services pass to another insurer",
            async (Guid id, Body<AnotherInsurerRequest> body, ViewInvoice view, ChangeReceptor change, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Changed(await change.RunAsync(id, body.Value.InsurerId, ct));
            }).Gives<Done>();
        api.Op("PUT", "/invoices/{id:guid}/services", Right.Bill, "chooseServices", "The draft takes services; no other invoice can have them then",
            async (Guid id, Body<SelectionRequest> body, ViewInvoice view, SelectServices select, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                var (from, to, named) = (body.Value.From, body.Value.To, body.Value.Services);
                Value(await select.RunAsync(id, new ServiceSelection(from, to, named is null, (named ?? []).ToHashSet()), ct));
                return Found(InvoiceDoc.Of((await view.RunAsync(id, ct))!));
            }).Gives<InvoiceDoc>();
        api.Op("PUT", "/invoices/{id:guid}/payment-terms", Right.Bill, "choosePaymentTerms", "MetodoPago, FormaPago and currency of a draft",
            async (Guid id, Body<PaymentTermsRequest> body, ViewInvoice view, ChoosePayment choose, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                return Changed(await choose.RunAsync(id, body.Value.ToChoice(), ct));
            }).Gives<Done>();
        api.Op("PUT", "/invoices/{id:guid}/discounts", Right.Bill, "discountInvoice", "What is taken off a draft and off its services",
            async (Guid id, Body<DiscountRequest> body, ViewInvoice view, DiscountInvoice discount, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                var lines = ByService((body.Value.Services ?? []).Select(one => (one.ServiceId, one.Amount)));
                Value(await discount.RunAsync(id, new DiscountForm(body.Value.Whole, lines), ct));
                return Found(InvoiceDoc.Of((await view.RunAsync(id, ct))!));
            }).Gives<InvoiceDoc>();
        api.Op("DELETE", "/invoices/{id:guid}", Right.Bill, "deleteDraft", "Deletes a draft; its services are free again",
            async (Guid id, ViewInvoice view, DeleteDraft delete, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                Value(await delete.RunAsync(id, ct));
                return Results.NoContent();
            }).Produces(204);
    }

    private static void MapCreditNotes(IEndpointRouteBuilder api)
    {
        api.Op("GET", "/invoices/{id:guid}/credit-notes", Right.SeeInvoices, "listCreditNotes", "The credit notes of an invoice",
            async (Guid id, ViewInvoice view, ViewCreditNotes notes, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                var rows = await notes.OfInvoiceAsync(id, ct);
                return List(rows, CreditNoteDoc.Of);
            }).Gives<Listed<CreditNoteDoc>>();
        api.Op("POST", "/invoices/{id:guid}/credit-notes", Right.Bill, "createCreditNote", "Seals a credit note and sends it to the PAC",
            async (Guid id, Body<CreditNoteRequest> body, ViewInvoice view, IssueCreditNote issue, CancellationToken ct) =>
            {
                await ThereAsync(id, view, ct);
                var amounts = ByService(body.Value.Services.Select(one => (one.ServiceId, one.Amount)));
                return Made(
                    await issue.RunAsync(new CreditNoteForm(id, amounts, body.Value.Reason, body.Value.FormaPago, body.Value.Owed), ct),
                    note => $"/api/v1/documents/{note}");
            }).Gives<Done>(201);
        api.Op("POST", "/credit-notes/{id:guid}/mail", Right.Bill, "mailCreditNote", "Sends it to the insurer",
            async (Guid id, Body<MailRequest> body, SendCreditNote send, CancellationToken ct) =>
                await send.ProposeAsync(id, ct) is { } proposed ? Changed(await send.RunAsync(id, body.Value.Over(proposed), ct))
                    : throw Nothing()).Gives<Done>();
    }

    /// <summary>One amount for each service: of two it is not known which is meant, or whether both.</summary>
    private static Dictionary<Guid, decimal> ByService(IEnumerable<(Guid ServiceId, decimal Amount)> sent)
    {
        var amounts = new Dictionary<Guid, decimal>();
        foreach (var (service, amount) in sent)
        {
            if (!amounts.TryAdd(service, amount))
                throw new ApiException(
                    422, "services", $"El servicio {service} viene dos veces: mándalo una vez, con su importe.",
                    $"Service {service} is sent twice: send it once.");
        }

        return amounts;
    }

    /// <summary>The files of a document made elsewhere.</summary>
    public static async Task<ExternalFiles> FilesAsync(ExternalRequest sent, IArchivos archivos, CancellationToken ct)
    {
        var files = new[] { sent.Xml, sent.Pdf }.OfType<SentFile>().Select(file => new Download(file.Name, "", file.Content)).ToList();
        return Value(await ExternalFiles.FromAsync(archivos, files, ct));
    }

    private static async Task ThereAsync(Guid id, ViewInvoice view, CancellationToken ct)
    {
        if (!await view.ExistsAsync(id, ct))
            throw Nothing();
    }
}
