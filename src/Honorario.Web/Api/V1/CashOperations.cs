using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>The fondo de caja that a shift begins with, in pesos.</summary>
internal sealed record FloatRequest(decimal OpeningFloat);

/// <summary>What was found in the drawer, in pesos; a form of payment that is not named was found empty.</summary>
internal sealed record CutRequest(IReadOnlyList<CountedDoc> Counted);

internal sealed record CountedDoc(string FormaPago, decimal Amount);

/// <summary>A cut, in pesos.</summary>
internal sealed record CutDoc(
    Guid Id, string Cashier, DateTime OpenedAt, DateTime ClosedAt, decimal OpeningFloat, int Charges, decimal Difference, IReadOnlyList<CutCountDoc> Counts)
{
    public static CutDoc Of(CutView row) => new(
        row.Id, row.Cashier, row.OpenedAt, row.ClosedAt, row.OpeningFloat, row.Charges, row.Difference,
        [.. row.Counts.Select(count => new CutCountDoc(count.FormaPago, count.Expected, count.Counted))]);
}

internal sealed record CutCountDoc(string FormaPago, decimal Expected, decimal Counted);

/// <summary>OpeningFloat is the cash that was in the drawer, where the shift has not said it yet.</summary>
internal sealed record GiveBackRequest(string Reason, decimal? OpeningFloat = null);

/// <summary>The cash desk of the key that calls: its shift, its cuts, money given back.</summary>
internal static class CashOperations
{
    public static void MapCash(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/cash/shift", Right.SeeCharges, "getShift", "The key's open shift and what should be in its drawer",
            async (CutCash cut, CancellationToken ct) => Results.Json(await cut.CurrentAsync(ct), ApiJson.Options)).Gives<ShiftView>();
        api.Op("POST", "/cash/shift", Right.Charge, "openShift", "Says with how much the shift begins",
            async (Body<FloatRequest> body, OpenCash open, CancellationToken ct) => Changed(await open.RunAsync(body.Value.OpeningFloat, ct))).Gives<Done>();
        api.Op("GET", "/cash/cuts", Right.SeeCharges, "listCuts", "Cuts, the latest first; without the right to see all, the key's own",
            async (string? cashier, string? cursor, ListCuts list, CancellationToken ct) =>
                List((await list.RunAsync(new CutFilter(cashier, Page: Place.After(cursor)), ct)).Page, row => row)).Gives<Listed<CutRow>>();
        api.Op("GET", "/cash/cuts/{id:guid}", Right.SeeCharges, "getCut", "One cut",
            async (Guid id, ViewCuts view, CancellationToken ct) => Found(await view.RunAsync(id, ct) is { } found ? CutDoc.Of(found) : null)).Gives<CutDoc>();
        api.Op("POST", "/cash/cuts", Right.Charge, "cutCash", "Ends the key's shift with what was counted",
            async (Body<CutRequest> body, CutCash cut, CancellationToken ct) => Made(
                await cut.RunAsync(
                    body.Value.Counted.GroupBy(row => row.FormaPago).ToDictionary(group => group.Key, group => group.Sum(row => row.Amount)), ct),
                id => $"/api/v1/cash/cuts/{id}")).Gives<Done>(201);
        api.Op("POST", "/cash/cuts/{id:guid}/reopen", Right.Charge, "reopenCut", "Takes a cut back, so that it can be counted again",
            async (Guid id, Body<ReasonRequest> body, ViewCuts view, ReopenCut reopen, CancellationToken ct) =>
            {
                _ = await view.RunAsync(id, ct) ?? throw Nothing();
                return Changed(await reopen.RunAsync(id, body.Value.Reason, ct));
            }).Gives<Done>();
        api.Op("POST", "/tickets/{id:guid}/give-back", Right.Charge, "giveBackTicket", "Gives a charge back; what it is billed with is cancelled",
            async (Guid id, Body<GiveBackRequest> body, ViewTicket view, GiveBackTicket give, CancellationToken ct) =>
            {
                _ = await view.RunAsync(id, ct) ?? throw Nothing();
                return Changed(await give.RunAsync(id, body.Value.Reason, body.Value.OpeningFloat, ct));
            }).Gives<Done>();
        api.Op("GET", "/global-invoices", Right.SeeInvoices, "listGlobalInvoices", "Facturas globales, the latest first",
            async (string? cursor, ListGlobalInvoices list, CancellationToken ct) =>
                List((await list.RunAsync(new GlobalFilter(Page: Place.After(cursor)), ct)).Page, GlobalDoc.Of)).Gives<Listed<GlobalDoc>>();
    }
}

/// <summary>A factura global; TakenOut tickets of it are invoiced apart.</summary>
internal sealed record GlobalDoc(
    Guid Id, string Periodicidad, DateOnly From, DateOnly To, string FormaPago, int Tickets, decimal Total, string Serie, int Folio, string? Uuid,
    string Status, string? Rejection, int TakenOut)
{
    public static GlobalDoc Of(GlobalRow row) => new(
        row.Id, row.Periodicidad, row.From, row.To, row.FormaPago, row.Tickets, row.Total, row.Serie, row.Folio, row.Uuid?.Value, $"{row.Status}",
        row.Rejection, row.TakenOut);
}
