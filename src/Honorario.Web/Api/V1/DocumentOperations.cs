using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Timbrado;
using static Honorario.Web.Api.FileAnswer;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>A stamped document of any kind, by the id of what it documents, and where it stands with SAT; total in its currency.</summary>
internal sealed record DocumentDoc(
    Guid Id, string Kind, string SerieFolio, string Uuid, DateOnly IssuedOn, string Receptor, decimal Total, bool MadeElsewhere, bool SinValidezFiscal,
    CancellationDoc? Cancellation, SatDoc? Sat, string? CantBeCancelled)
{
    public static DocumentDoc Of(DocumentState row) => new(
        row.SubjectId, $"{row.Kind.Kind}", row.SerieFolio, row.Uuid.Value, row.IssuedOn, row.Receptor, row.Total, row.MadeElsewhere, row.SinValidezFiscal,
        row.Cancelling is { } asked ? new CancellationDoc($"{asked.State}", asked.Motivo, asked.RequestedAt, asked.SettledAt, asked.Message) : null,
        row.Sat is { } sat ? SatDoc.Of(sat) : null, row.Obstacle?.Message);
}

internal sealed record CancellationDoc(string State, string Motivo, DateTime RequestedAt, DateTime? SettledAt, string? Message);

/// <summary>What SAT said, in its words.</summary>
internal sealed record SatDoc(string Estado, string EsCancelable, string EstatusCancelacion, DateTime At, string? Difference)
{
    public static SatDoc Of(SatCheck row) => new(row.Estado, row.EsCancelable, row.EstatusCancelacion, row.At, row.Difference?.Text());
}

/// <summary>SAT's motive (01 to 04) and, with 01, the folio fiscal of the document that takes its place.</summary>
internal sealed record CancelRequest(string Motivo, string Replacement = "");

internal sealed record MailDoc(Guid Id, DateTime CreatedAt, string Recipients, string Title, string State, string? Reason)
{
    public static MailDoc Of(Mail row) => new(row.Id, row.CreatedAt, row.Recipients, row.Title, $"{row.State}", row.Reason);
}

/// <summary>Without recipients the message goes to those of its own whom it did not reach.</summary>
internal sealed record ResendRequest(string? Recipients = null);

internal sealed record SatDifferenceDoc(
    Guid Id, string Kind, string SerieFolio, string Uuid, DateOnly IssuedOn, string Receptor, decimal Total, string Estado, string Difference, DateTime At)
{
    public static SatDifferenceDoc Of(SatDifferenceRow row) => new(
        row.SubjectId, $"{row.Kind.Kind}", row.SerieFolio, row.Uuid.Value, row.IssuedOn, row.Receptor, row.Total, row.Estado, row.Difference.Text(), row.At);
}

/// <summary>Stamped documents of any kind: their files, their cancelling, SAT's word.</summary>
internal static class DocumentOperations
{
    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/documents/{id:guid}", Right.SeeInvoices, "getDocument", "A stamped document and where it stands with SAT",
            async (Guid id, ViewDocument view, CancellationToken ct) => Found(await view.RunAsync(id, ct) is { } row ? DocumentDoc.Of(row) : null))
            .Gives<DocumentDoc>();
        api.Op("GET", "/documents/{id:guid}/xml", Right.SeeInvoices, "getXml", "Its XML",
            async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) => HandOut(await files.XmlAsync(id, ct), response))
            .GivesFile("application/xml");
        api.Op("GET", "/documents/{id:guid}/pdf", Right.SeeInvoices, "getPdf", "Its printed form",
            async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) => HandOut(await files.PdfAsync(id, ct), response))
            .GivesFile("application/pdf");
        api.Op("GET", "/documents/{id:guid}/zip", Right.SeeInvoices, "getZip", "Both in a ZIP",
            async (Guid id, DocumentFiles files, HttpResponse response, CancellationToken ct) => HandOut(await files.ZipAsync(id, ct), response))
            .GivesFile("application/zip");
        api.Op("GET", "/documents/{id:guid}/acuse", Right.SeeInvoices, "getAcuse", "SAT's receipt of its cancellation",
            async (Guid id, HandOutAcuse acuse, HttpResponse response, CancellationToken ct) => HandOut(await acuse.RunAsync(id, ct), response))
            .GivesFile("application/xml");
        api.Op("POST", "/documents/{id:guid}/cancellation", Right.Cancel, "cancelDocument", "Asks SAT to cancel it; the document tells what came of it",
            async (Guid id, Body<CancelRequest> body, ViewDocument view, RequestCancellation request, CancellationToken ct) =>
            {
                if (await view.RunAsync(id, ct) is null)
                    throw Nothing();
                Value(await request.RunAsync(new CancellationForm(id, body.Value.Motivo, body.Value.Replacement), ct));
                return Results.Json(DocumentDoc.Of((await view.RunAsync(id, ct))!), ApiJson.Options, statusCode: 202);
            }).Gives<DocumentDoc>(202);
        api.Op("GET", "/documents/{id:guid}/mails", Right.SeeInvoices, "listMails", "The messages about a document, the latest first",
            async (Guid id, ListMails list, CancellationToken ct) =>
            {
                var rows = await list.RunAsync(id, ct);
                return List(rows, MailDoc.Of);
            }).Gives<Listed<MailDoc>>();
        api.Op("POST", "/mails/{id:guid}/resend", Right.Bill, "resendMail", "Sends a message again, to those whom it did not reach, or to other addresses",
            async (Guid id, Body<ResendRequest> body, ResendMail resend, CancellationToken ct) => Changed(
                body.Value.Recipients is { } others ? await resend.ToAsync(id, others, ct) : await resend.RunAsync(id, ct))).Gives<Done>();
        api.Op("GET", "/sat-differences", Right.SeeInvoices, "listSatDifferences", "Documents about which SAT and this account disagree",
            async (string? cursor, ListSatDifferences list, CancellationToken ct) =>
            {
                var at = Numbered(cursor);
                var page = await list.RunAsync(at, ct);
                return List(page with { Next = NextOf(at, ListSatDifferences.PageSize, page.Count) }, SatDifferenceDoc.Of);
            }).Gives<Listed<SatDifferenceDoc>>();
        api.Op("POST", "/documents/{id:guid}/sat-status", Right.AskSat, "askSat", "Asks SAT for its state and keeps what it says",
            async (Guid id, ViewDocument view, CheckSatStatus check, CancellationToken ct) =>
            {
                if (await view.RunAsync(id, ct) is null)
                    throw Nothing();
                return Results.Json(SatDoc.Of(Value(await check.RunAsync(id, ct))), ApiJson.Options);
            }).Gives<SatDoc>();
    }
}
