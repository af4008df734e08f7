using System.Text.Json;
using System.Text.Json.Nodes;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Integraciones;
using Honorario.Billing.Pacientes;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Web.Api.V1;

/// <summary>What an operation gives along when "expand" names it.</summary>
internal sealed record Expandable(IReadOnlyList<string> Names);

/// <summary>
/// <c>?expand=insurer,emisor</c> on one resource: what it names by id comes along under "expanded", as its own operation would give it to the same key.
/// The ETag stays that of the resource alone.
/// </summary>
internal static class ApiExpansion
{
    private const string Parameter = "expand";

    private static readonly Dictionary<string, (Right Right, Func<IServiceProvider, Guid, CancellationToken, Task<object?>> Find)> Known = new()
    {
        ["emisor"] = (Right.SeeInvoices, async (all, id, ct) =>
            await all.GetRequiredService<ListEmisores>().FindAsync(id, ct) is { } found ? EmisorDoc.Of(found.Emisor) : null),
        ["insurer"] = (Right.SeeSettings, async (all, id, ct) =>
            (await all.GetRequiredService<EditInsurer>().ListAsync(ct)).FirstOrDefault(row => row.Id == id) is { } found ? InsurerDoc.Of(found) : null),
        ["patient"] = (Right.SeePatients, async (all, id, ct) =>
            await all.GetRequiredService<ViewPatient>().RunAsync(id, ct) is { } found ? PatientDoc.Of(found) : null),
        ["invoice"] = (Right.SeeInvoices, async (all, id, ct) =>
            await all.GetRequiredService<ViewInvoice>().RunAsync(id, ct) is { } found ? InvoiceDoc.Of(found) : null),
        ["payment"] = (Right.SeeMoney, async (all, id, ct) =>
            await all.GetRequiredService<ViewPayment>().RunAsync(id, ct) is { } found ? PaymentDoc.Of(found) : null),
        ["document"] = (Right.SeeInvoices, async (all, id, ct) =>
            await all.GetRequiredService<ViewDocument>().RunAsync(id, ct) is { } found ? DocumentDoc.Of(found) : null),
    };

    /// <summary>The operation gives these along; a document is that of the resource itself, the others are named by "insurerId", "emisorId"….</summary>
    public static RouteHandlerBuilder Expands(this RouteHandlerBuilder built, params string[] names)
    {
        if (names.FirstOrDefault(name => !Known.ContainsKey(name)) is { } unknown)
            throw new InvalidOperationException($"Nothing is known of {unknown}.");
        return built.WithMetadata(new Expandable(names)).AddEndpointFilter(async (call, next) =>
        {
            var context = call.HttpContext;
            if (context.Request.Query[Parameter].ToString() is not { Length: > 0 } asked)
                return await next(call);
            context.Request.Headers.IfNoneMatch = default;
            var wanted = asked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
            Check(wanted, names, context.Features.Get<ApiCaller>()!);
            return await next(call) is IValueHttpResult { Value: { } value } ? await WithAsync(context, value, wanted) : throw ApiAnswers.Nothing();
        });
    }

    private static void Check(List<string> wanted, string[] names, ApiCaller caller)
    {
        if (wanted.Except(names).Any())
            throw new ApiException(400, Parameter, $"expand admite: {string.Join(", ", names)}.", $"expand takes: {string.Join(", ", names)}.");
        if (wanted.FirstOrDefault(name => !caller.Rights.Contains(Known[name].Right)) is { } closed)
            throw new ApiException(
                403, Parameter, $"A la clave le falta el permiso «{Known[closed].Right.Text()}» para {closed}.",
                $"The key lacks the right {Known[closed].Right} for {closed}.");
    }

    private static async Task<IResult> WithAsync(HttpContext context, object value, List<string> wanted)
    {
        var whole = JsonSerializer.SerializeToNode(value, value.GetType(), ApiJson.Options)!.AsObject();
        var expanded = new JsonObject();
        foreach (var name in wanted)
        {
            var id = whole[name == "document" ? "id" : $"{name}Id"];
            var found = id is null ? null : await Known[name].Find(context.RequestServices, id.GetValue<Guid>(), context.RequestAborted);
            expanded[name] = found is null ? null : JsonSerializer.SerializeToNode(found, found.GetType(), ApiJson.Options);
        }

        whole["expanded"] = expanded;
        return Results.Json(whole, ApiJson.Options);
    }
}
