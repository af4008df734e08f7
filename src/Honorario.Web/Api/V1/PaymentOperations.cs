using Honorario.Archivos;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

internal sealed record ShareDoc(Guid InvoiceId, decimal Amount);

/// <summary>What an insurer paid; amounts in pesos. PaidAt is the wall clock at the emisor's place of issue.</summary>
internal sealed record PaymentDoc(
    Guid Id, Guid EmisorId, Guid InsurerId, DateTime PaidAt, decimal Amount, string FormaPago, string OperationNumber, IReadOnlyList<InstalmentDoc> Invoices,
    ComplementDoc? Complement, DateOnly ComplementDue, bool Undone, decimal? Received)
{
    public static PaymentDoc Of(PaymentView view) => new(
        view.Payment.Id, view.Payment.EmisorId, view.Payment.InsurerId, DateTime.SpecifyKind(view.Payment.FechaPago, DateTimeKind.Unspecified),
        view.Payment.Amount, view.Payment.FormaPago, view.Payment.OperationNumber,
        [.. view.Payment.Applications.OrderBy(row => row.InvoiceId).Select(row =>
            new InstalmentDoc(row.InvoiceId, row.Pagado, row.Parcialidad, row.SaldoAnterior, row.SaldoInsoluto))],
        view.Complemento is { } found ? new ComplementDoc(found.Id, $"{found.Status}", found.Serie, found.Folio, found.Uuid?.Value, found.Rejection) : null,
        view.Payment.ComplementDue, view.Payment.UndoneAt is not null, view.Payment.Received);
}

internal sealed record InstalmentDoc(Guid InvoiceId, decimal Amount, int Parcialidad, decimal SaldoAnterior, decimal SaldoInsoluto);

internal sealed record ComplementDoc(Guid Id, string Status, string Serie, string Folio, string? Uuid, string? Rejection);

internal sealed record PaymentListed(
    Guid Id, DateOnly PaidOn, string Insurer, string OperationNumber, string FormaPago, decimal Amount, bool Undone, bool ComplementMissing,
    DateOnly ComplementDue)
{
    public static PaymentListed Of(PaymentRow row) =>
        new(row.Id, row.PaidOn, row.Insurer, row.Operation, row.FormaPago, row.Amount, row.Undone, row.Due, row.ComplementDue);
}

/// <summary>
/// A payment and which invoices it settles. Another says that it is another one than that which looks like it, Early that it came before the invoice.
/// TipoCambio is how many pesos a dollar was worth that day, when it came in USD; amounts are in pesos all the same, at the rate of the invoice.
/// Received is how many pesos came for invoices in USD, where they are others than Amount.
/// </summary>
internal sealed record PaymentRequest(
    DateTime PaidAt, decimal Amount, IReadOnlyList<ShareDoc> Shares, string FormaPago = "03", string OperationNumber = "", string PayerBankRfc = "",
    string PayerAccount = "", string ReceiverAccount = "", bool Another = false,
    bool Early = false, decimal? TipoCambio = null, decimal? Received = null)
{
    public PaymentForm ToForm() => new(
        PaidAt, Amount, FormaPago, OperationNumber, [.. Shares.Select(share => new PaymentShare(share.InvoiceId, share.Amount))], PayerBankRfc, PayerAccount,
        ReceiverAccount, Another: Another, Early: Early, TipoCambio: TipoCambio, Received: Received);
}

internal sealed record OpenInvoiceDoc(Guid Id, Guid InsurerId, string ControlNumber, string Uuid, DateOnly IssueDate, decimal Total, decimal Balance,
    string Status)
{
    public static OpenInvoiceDoc Of(OpenInvoice row) =>
        new(row.Id, row.InsurerId, row.ControlNumber, row.Uuid.Value, row.IssueDate, row.Total, row.Balance, row.Status.Slug());
}

/// <summary>SAT's motive: 02 or 03.</summary>
internal sealed record MotiveRequest(string Motivo = "02");

/// <summary>Any day of the month.</summary>
internal sealed record MonthRequest(DateOnly Month);

internal sealed record MonthProgressDoc(Guid Id, int Total, int Stamped, bool Finished, IReadOnlyList<string> Failed);

/// <summary>What insurers pay, and the complementos de pago.</summary>
internal static class PaymentOperations
{
    public static void MapPayments(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/payments", Right.SeeMoney, "listPayments", "Payments, the latest first",
            async (string? text, Guid? insurerId, DateOnly? from, DateOnly? to, bool? complementMissing, string? cursor, ListPayments list,
                CancellationToken ct) =>
            {
                var at = Place.After(cursor);
                var standing = complementMissing == true ? PaymentStanding.PorTimbrar : (PaymentStanding?)null;
                return List((await list.RunAsync(new PaymentFilter(text, insurerId, from, to, standing, at), ct)).Page, PaymentListed.Of);
            }).Gives<Listed<PaymentListed>>();
        api.Op("GET", "/payments/open-invoices", Right.SeeMoney, "listOpenInvoices", "Invoices that still owe something, to match a payment with",
            async (Guid emisorId, Guid insurerId, OpenInvoices open, CancellationToken ct) =>
            {
                var rows = await open.RunAsync(emisorId, insurerId, ct);
                return List(rows, OpenInvoiceDoc.Of);
            }).Gives<Listed<OpenInvoiceDoc>>();
        api.Op("GET", "/payments/{id:guid}", Right.SeeMoney, "getPayment", "One payment, what it settles and its complement",
            async (Guid id, HttpContext context, ViewPayment view, CancellationToken ct) =>
                Tagged(context, await PaymentAsync(id, view, ct))).Gives<PaymentDoc>().Tagged().Expands("emisor", "insurer");
        api.Op("POST", "/payments", Right.RegisterPayments, "createPayment", "Writes down a payment and what it settles",
            async (Body<PaymentRequest> body, RegisterPayment register, CancellationToken ct) =>
                Made(await register.RunAsync(body.Value.ToForm(), ct), id => $"/api/v1/payments/{id}")).Gives<Done>(201);
        api.Op("POST", "/payments/{id:guid}/undo", Right.RegisterPayments, "undoPayment", "Undoes a payment; its complement is cancelled first when it has one",
            async (Guid id, Body<MotiveRequest> body, ViewPayment view, UndoPayment undo, UndoDocumentedPayment documented, CancellationToken ct) =>
            {
                var found = await PaymentAsync(id, view, ct) ?? throw Nothing();
                return Changed(found.Complement is null ? await undo.RunAsync(id, ct) : await documented.RunAsync(id, body.Value.Motivo, ct));
            }).Gives<Done>();
        api.Op("POST", "/payments/{id:guid}/complement", Right.RegisterPayments, "createComplement", "Seals its complemento de pago and sends it to the PAC",
            async (Guid id, ViewPayment view, GenerateComplemento generate, CancellationToken ct) =>
            {
                _ = await PaymentAsync(id, view, ct) ?? throw Nothing();
                return Made(await generate.RunAsync(id, ct), made => $"/api/v1/documents/{made}");
            }).Gives<Done>(201);
        api.Op("POST", "/payments/{id:guid}/external-complement", Right.RegisterPayments, "loadExternalComplement", "A complemento that was stamped elsewhere",
            async (Guid id, Body<ExternalRequest> body, ViewPayment view, IArchivos archivos, LoadExternalComplemento load, CancellationToken ct) =>
            {
                _ = await PaymentAsync(id, view, ct) ?? throw Nothing();
                return Changed(await load.RunAsync(id, await InvoiceOperations.FilesAsync(body.Value, archivos, ct), body.Value.Reason, ct));
            }).Gives<Done>().WithMetadata(new Largest(32 * 1024 * 1024));
        api.Op("POST", "/complements/month", Right.RegisterPayments, "createMonthComplements", "Seals the complementos that the payments of a month lack",
            async (Body<MonthRequest> body, GenerateMonth generate, CancellationToken ct) =>
                Made(await generate.StartAsync(body.Value.Month, ct), _ => $"/api/v1/complements/month?month={body.Value.Month:yyyy-MM-dd}"))
            .Gives<Done>(201);
        api.Op("GET", "/complements/month", Right.SeeMoney, "getMonthComplements", "How far the latest complementos of a month are",
            async (DateOnly month, GenerateMonth generate, CancellationToken ct) => Found(await generate.ProgressAsync(month, ct) is { } row
                ? new MonthProgressDoc(row.Id, row.Total, row.Stamped, row.Finished, [.. row.Failed.Select(problem => problem.Message)]) : null))
            .Gives<MonthProgressDoc>().Produces<ApiProblem>(404, ApiProblems.ContentType);
        api.Op("POST", "/complements/{id:guid}/mail", Right.RegisterPayments, "mailComplement", "Sends it to the insurer",
            async (Guid id, Body<MailRequest> body, SendComplemento send, CancellationToken ct) =>
                await send.ProposeAsync(id, ct) is { } proposed ? Changed(await send.RunAsync(id, body.Value.Over(proposed), ct))
                    : throw Nothing()).Gives<Done>();
    }

    private static async Task<PaymentDoc?> PaymentAsync(Guid id, ViewPayment view, CancellationToken ct) =>
        await view.RunAsync(id, ct) is { } found ? PaymentDoc.Of(found) : null;
}
