using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using static Honorario.Web.Api.FileAnswer;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>An invoice that is addressed to the company, by its folio fiscal; amounts in pesos.</summary>
internal sealed record ReceivedDoc(
    string Uuid, string ControlNumber, string EmisorRfc, string Emisor, DateOnly IssueDate, decimal Total, decimal Balance, DateOnly? PayOn, string Status)
{
    public static ReceivedDoc Of(PortalRow row) => new(
        row.Uuid.Value, row.ControlNumber, row.EmisorRfc.Value, row.Emisor, row.IssueDate, row.Total, row.Balance, row.PayOn, row.Status.Slug());
}

internal sealed record StandingDoc(string Status, int Count, decimal Balance, DateOnly? PayOn)
{
    public static StandingDoc Of(PortalStanding row) => new(row.Status.Slug(), row.Count, row.Balance, row.PayOn);
}

/// <summary>What the company says of several invoices; each as <c>POST /api/v1/invoices/{uuid}/status</c> takes it.</summary>
internal sealed record BulkRequest(IReadOnlyList<BulkItem> Items);

internal sealed record BulkItem(
    Guid Uuid, string Status, string? Reason = null, DateOnly? ScheduledOn = null, decimal? Amount = null, DateOnly? PaidOn = null,
    string? OperationNumber = null)
{
    public StatusCall ToCall() => new(Status, Reason, ScheduledOn, Amount, PaidOn, OperationNumber);
}

internal sealed record BulkAnswer(Guid Uuid, int StatusCode, System.Text.Json.Nodes.JsonNode? Answer);

/// <summary>A remittance in CSV or XLSX: UUID, Monto, Fecha, Número de operación.</summary>
internal sealed record RemittanceRequest(SentFile File, bool Preview = false);

internal sealed record RemittanceRow(int Line, string Invoice, decimal? Amount, DateOnly? PaidOn, string OperationNumber, bool Paid,
    IReadOnlyList<string> Problems)
{
    public static RemittanceRow Of(LayoutRow row) => new(
        row.Line, row.Named, row.Payment.Amount, row.Payment.PaidOn, row.Payment.OperationNumber, row.Already, [.. row.Problems.Select(problem =>
        problem.Message)]);
}

/// <summary>The systems of insurers and administradoras, by the keys of their portal: what they receive, review and pay.</summary>
internal static class ReceivedOperations
{
    public static void MapReceived(this IEndpointRouteBuilder api)
    {
        var room = api.MapGroup("").WithMetadata(ForInsurers.Instance).AllowAnonymous();
        room.Op("GET", "/received", Right.SeeReceived, "listReceived", "Invoices addressed to the company, the newest first",
            async (string? text, string? status, DateOnly? from, DateOnly? to, string? cursor, PortalInvoices received, CancellationToken ct) =>
            {
                var at = Place.After(cursor);
                var inbox = await received.ListAsync(new PortalFilter(text, StatusSlugs.Read(status), at, null, from, to), ct) ?? throw Nothing();
                return List(inbox.Page, ReceivedDoc.Of);
            }).Gives<Listed<ReceivedDoc>>();
        room.Op("GET", "/received/standing", Right.SeeReceived, "getStanding", "What waits for the company, by status",
            async (PortalInvoices received, CancellationToken ct) =>
            {
                var rows = await received.WaitingAsync(ct);
                return List(rows, StandingDoc.Of);
            }).Gives<Listed<StandingDoc>>();
        room.Op("GET", "/received/{uuid:guid}/xml", Right.SeeReceived, "getReceivedXml", "Its XML",
            async (Guid uuid, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
                HandOut(await hand.OfInvoiceAsync($"{uuid}", (files, id) => files.XmlAsync(id, ct), ct), response)).GivesFile("application/xml");
        room.Op("GET", "/received/{uuid:guid}/pdf", Right.SeeReceived, "getReceivedPdf", "Its printed form",
            async (Guid uuid, HandOutPortalFiles hand, HttpResponse response, CancellationToken ct) =>
                HandOut(await hand.OfInvoiceAsync($"{uuid}", (files, id) => files.PdfAsync(id, ct), ct), response)).GivesFile("application/pdf");
        room.Op("POST", "/received/status", Right.ReviewReceived, "answerMany", "Accepts, rejects, schedules or pays several; each is answered by itself",
            AnswerManyAsync).Gives<Listed<BulkAnswer>>();
        room.Op("POST", "/received/remittance", Right.PayReceived, "payRemittance", "Pays what a file says; the same file again pays nothing more",
            async (Body<RemittanceRequest> body, PayByLayout pay, CancellationToken ct) =>
            {
                var (file, preview) = (body.Value.File, body.Value.Preview);
                var rows = Value(preview ? await pay.PreviewAsync(file.Name, file.Content, ct) : await pay.ApplyAsync(file.Name, file.Content, ct));
                return List(rows, RemittanceRow.Of);
            }).Gives<Listed<RemittanceRow>>();
    }

    private static async Task<IResult> AnswerManyAsync(Body<BulkRequest> body, HttpContext context, AnswerStatusCall answer, CancellationToken ct)
    {
        var (items, key) = (body.Value.Items, context.Request.Headers[ApiDoor.IdempotencyKey].ToString());
        if (key.Length is 0 or > 60)
            throw new ApiException(
                400, ApiDoor.IdempotencyKey, "Falta el encabezado Idempotency-Key, de hasta 60 caracteres.",
                "The header Idempotency-Key is missing, up to 60 characters.");
        if (items.Count is 0 or > 500)
            throw new ApiException(422, "/items", "Manda de 1 a 500 facturas.", "Send 1 to 500 invoices.");
        var said = new List<BulkAnswer>();
        foreach (var item in items)
        {
            var one = await answer.RunAsync(ApiDoor.KeyOf(context), $"{key}:{item.Uuid:N}", $"{item.Uuid}", item.ToCall(), ct);
            said.Add(new BulkAnswer(item.Uuid, one.StatusCode, System.Text.Json.Nodes.JsonNode.Parse(one.Body)));
        }

        return List(said, row => row);
    }
}
