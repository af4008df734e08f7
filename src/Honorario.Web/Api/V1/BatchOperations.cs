using Honorario.Billing.Cuentas;
using Honorario.Billing.FacturarPeriodo;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>All that can be billed of some days: an invoice for each insurer, or for each of its plans.</summary>
internal sealed record BatchRequest(Guid EmisorId, DateOnly From, DateOnly To, DateOnly IssueDate, bool ByPlan = false)
{
    public BatchForm ToForm() => new(EmisorId, From, To, ByPlan, IssueDate);
}

/// <summary>A batch; its drafts are made one by one until PreparedAt. Problem says what kept drafts from being made.</summary>
internal sealed record BatchDoc(
    Guid Id, Guid EmisorId, DateOnly From, DateOnly To, bool ByPlan, DateOnly? IssueDate, DateTime CreatedAt, int Planned, DateTime? PreparedAt,
    string? Problem)
{
    public static BatchDoc Of(InvoiceBatch row) => new(
        row.Id, row.EmisorId, row.From, row.To, row.ByPlan, row.IssueDate, row.CreatedAt, row.Planned, row.PreparedAt, row.Problem);
}

/// <summary>A batch and how far its invoices are, in pesos.</summary>
internal sealed record BatchProgressDoc(BatchDoc Batch, int Stamped, int OnTheirWay, int Failed, decimal Total, IReadOnlyList<BatchInvoiceDoc> Invoices)
{
    public static BatchProgressDoc Of(BatchView view) => new(
        BatchDoc.Of(view.Batch), view.Stamped, view.OnTheirWay, view.Failed, view.Total, [.. view.Rows.Select(BatchInvoiceDoc.Of)]);
}

internal sealed record BatchInvoiceDoc(
    Guid Id, string ControlNumber, string Insurer, string Plan, int Services, decimal Total, string Status, bool OnItsWay, string? Problem)
{
    public static BatchInvoiceDoc Of(BatchRow row) => new(
        row.Id, row.ControlNumber, row.Insurer, row.Plan, row.Services, row.Total, row.Status.Slug(), row.OnItsWay, row.Problem);
}

/// <summary>"Facturar periodo": all invoices of some days prepared and stamped together.</summary>
internal static class BatchOperations
{
    public static void MapBatches(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/invoice-batches", Right.SeeInvoices, "listBatches", "The latest batches", async (ViewBatch view, CancellationToken ct) =>
        {
            var rows = await view.LatestAsync(ct);
            return List(rows, BatchDoc.Of);
        }).Gives<Listed<BatchDoc>>();
        api.Op("GET", "/invoice-batches/{id:guid}", Right.SeeInvoices, "getBatch", "A batch, its invoices and how far they are",
            async (Guid id, ViewBatch view, CancellationToken ct) => Found(await view.RunAsync(id, ct) is { } found ? BatchProgressDoc.Of(found) : null))
            .Gives<BatchProgressDoc>();
        api.Op("POST", "/invoice-batches/preview", Right.SeeInvoices, "previewBatch", "The invoices that a period would give; nothing is kept",
            async (Body<BatchRequest> body, PrepareBatch prepare, CancellationToken ct) =>
            {
                var rows = Value(await prepare.PreviewAsync(body.Value.ToForm(), ct));
                return List(rows, row => row);
            }).Gives<Listed<BatchGroup>>();
        api.Op("POST", "/invoice-batches", Right.Bill, "createBatch", "Makes the drafts of a period; the batch tells how far it is",
            async (Body<BatchRequest> body, PrepareBatch prepare, CancellationToken ct) =>
                Made(await prepare.RunAsync(body.Value.ToForm(), ct), id => $"/api/v1/invoice-batches/{id}")).Gives<Done>(201);
        api.Op("POST", "/invoice-batches/{id:guid}/stamp", Right.Bill, "stampBatch", "Seals its drafts and sends them to the PAC, one by one",
            async (Guid id, ViewBatch view, StampBatch stamp, CancellationToken ct) =>
            {
                _ = await view.RunAsync(id, ct) ?? throw Nothing();
                return Results.Json(new CountDone(Value(await stamp.RunAsync(id, ct))), ApiJson.Options, statusCode: 202);
            }).Gives<CountDone>(202);
    }
}
