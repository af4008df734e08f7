using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;

namespace Honorario.Web.Api.V1;

/// <summary>The API for the systems of practices, and who may come to it.</summary>
internal static class ApiRoutes
{
    private const string Root = "/api/v1";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiLimits>();
        services.AddSingleton<ApiTokens>();
        services.AddApiDocument();
        services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
    }

    /// <summary>Whatever is refused under <c>/api</c> is told in JSON; before routing.</summary>
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(IsApi, api => api.UseMiddleware<ApiProblems>());

    /// <summary>The door of <c>/api/v1</c>; after routing and before authorization.</summary>
    public static void UseApiDoor(this WebApplication app) =>
        app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Root) || context.Request.Path.StartsWithSegments(FhirOperations.Root), api =>
            api.UseMiddleware<ApiDoor>());

    public static void MapApi(this WebApplication app)
    {
        app.MapApiDocument();
        app.MapTokens();
        app.MapFhir();
        var api = app.MapGroup(Root);
        api.Op("GET", "/me", Right.Enter, "getMe", "The key that calls: its rights, its emisor and when it ends", (HttpContext context) =>
            Results.Json(Me.Of(context.Features.GetRequiredFeature<ApiCaller>()), ApiJson.Options)).Gives<Me>().WithTags("Keys");
        api.MapGroup("").WithTags("Emisores").MapEmisores();
        api.MapGroup("").WithTags("Insurers").MapInsurers();
        api.MapGroup("").WithTags("Agreed prices").MapAgreedPrices();
        api.MapGroup("").WithTags("Patients").MapPatients();
        api.MapGroup("").WithTags("Services").MapServices();
        api.MapGroup("").WithTags("Invoices").MapInvoices();
        api.MapGroup("").WithTags("Batches").MapBatches();
        api.MapGroup("").WithTags("Payments").MapPayments();
        api.MapGroup("").WithTags("Bank").MapBank();
        api.MapGroup("").WithTags("Documents").MapDocuments();
        api.MapGroup("").WithTags("Desk").MapDesk();
        api.MapGroup("").WithTags("Cash").MapCash();
        api.MapGroup("").WithTags("Reports").MapReports();
        api.MapGroup("").WithTags("Catalogs").MapCatalogs();
        api.MapGroup("").WithTags("Webhooks").MapHooks();
        api.MapGroup("").WithTags("Received").MapReceived();
    }

    private static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments(FhirOperations.Root);

    private static T GetRequiredFeature<T>(this Microsoft.AspNetCore.Http.Features.IFeatureCollection features) =>
        features.Get<T>() ?? throw new InvalidOperationException($"{typeof(T).Name} is set at the door.");
}

/// <summary>The key that calls.</summary>
internal sealed record Me(string Name, IReadOnlyList<string> Rights, Guid? EmisorId, DateTime? ExpiresAt)
{
    public static Me Of(ApiCaller caller) => new(caller.Name, [.. caller.Rights.Order().Select(right => $"{right}")], caller.EmisorId, caller.ExpiresAt);
}
