using Honorario.Billing.Cuentas;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>What an insurer pays for one unit, in pesos, from a day on; plan "" is every plan without a price of its own.</summary>
internal sealed record AgreedPriceDoc(Guid Id, Guid InsurerId, string Plan, string Code, DateOnly From, decimal Price, decimal? Copay)
{
    public static AgreedPriceDoc Of(AgreedPrice row) => new(row.Id, row.InsurerId, row.Plan, row.Code, row.From, row.Price, row.Copay);
}

/// <summary>Price and copay are of one unit, in pesos; no copay when nothing was agreed about it.</summary>
internal sealed record AgreedPriceRequest(Guid InsurerId, string Code, DateOnly From, decimal Price, decimal? Copay = null, string Plan = "")
{
    public AgreedPriceForm ToForm() => new(InsurerId, Plan, Code, From, Price, Copay);
}

/// <summary>Precios pactados with aseguradoras.</summary>
internal static class AgreedPriceOperations
{
    public static void MapAgreedPrices(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/agreed-prices", Right.SeeSettings, "listAgreedPrices", "Agreed prices by insurer and code, the latest agreement first",
            async (Guid? insurerId, string? text, string? cursor, ListAgreedPrices list, CancellationToken ct) => List(
                await list.RunAsync(new AgreedPriceFilter(insurerId, text ?? ""), Place.After(cursor), null, ct), row => AgreedPriceDoc.Of(row.Price)))
            .Gives<Listed<AgreedPriceDoc>>();
        api.Op("GET", "/agreed-prices/applicable", Right.SeeSettings, "getApplicablePrice", "What was agreed for a service given on a day",
            async (Guid insurerId, string code, DateOnly date, string? plan, ListAgreedPrices list, CancellationToken ct) =>
            {
                var read = CptText.Read(code)
                    ?? throw new ApiException(400, "code", "El código se escribe como 99213 o 99213-25.", "The code is written 99213 or 99213-25.");
                return Found(await list.OnAsync(insurerId, plan ?? "", read, date, ct) is { } agreed ? AgreedPriceDoc.Of(agreed) : null);
            }).Gives<AgreedPriceDoc>().Produces<ApiProblem>(404, ApiProblems.ContentType);
        api.Op("GET", "/agreed-prices/{id:guid}", Right.SeeSettings, "getAgreedPrice", "One agreed price",
            async (Guid id, HttpContext context, ListAgreedPrices list, CancellationToken ct) => Tagged(context, Doc(await list.FindAsync(id, ct))))
            .Gives<AgreedPriceDoc>().Tagged().Expands("insurer");
        api.Op("POST", "/agreed-prices", Right.AgreePrices, "createAgreedPrice", "Writes down what was agreed",
            async (Body<AgreedPriceRequest> body, AgreePrice agree, CancellationToken ct) =>
                Made(await agree.RunAsync(null, 0, body.Value.ToForm(), ct), id => $"/api/v1/agreed-prices/{id}")).Gives<Done>(201);
        api.Op("PUT", "/agreed-prices/{id:guid}", Right.AgreePrices, "updateAgreedPrice", "Corrects it; services that were registered keep their amounts",
            async (Guid id, Body<AgreedPriceRequest> body, HttpContext context, ListAgreedPrices list, AgreePrice agree, CancellationToken ct) =>
            {
                var now = await list.FindAsync(id, ct);
                Match(context, Doc(now));
                return Changed(await agree.RunAsync(id, now!.Version, body.Value.ToForm(), ct));
            }).Gives<Done>().Matched();
        api.Op("DELETE", "/agreed-prices/{id:guid}", Right.AgreePrices, "removeAgreedPrice", "As if it had never been agreed",
            async (Guid id, HttpContext context, ListAgreedPrices list, AgreePrice agree, CancellationToken ct) =>
            {
                Match(context, Doc(await list.FindAsync(id, ct)));
                return await agree.RemoveAsync(id, ct) ? Results.NoContent() : throw Nothing();
            }).Produces(204).Matched();
    }

    private static AgreedPriceDoc? Doc(AgreedPrice? row) => row is null ? null : AgreedPriceDoc.Of(row);
}
