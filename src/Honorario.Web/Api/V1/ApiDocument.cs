using System.Text.Json.Nodes;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Honorario.Web.Api.V1;

/// <summary>The OpenAPI 3.1 document of <c>/api/v1</c> and the page that shows it; docs/openapi.json is the same one.</summary>
internal static class ApiDocument
{
    public const string Address = "/api/openapi/v1.json";
    private const string Scheme = "key";
    private const string OAuth = "oauth";

    /// <summary>The page brings its own script, with the document's address written into it; nobody is signed in there.</summary>
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.ShouldInclude = operation => operation.ActionDescriptor.EndpointMetadata.OfType<NeedsRight>().Any()
            && operation.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true;
        document.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(decimal) || context.JsonTypeInfo.Type == typeof(decimal?))
                Decimal(schema, nullable: context.JsonTypeInfo.Type == typeof(decimal?));
            return Task.CompletedTask;
        });
        document.AddOperationTransformer((operation, context, _) =>
        {
            Tell(operation, context);
            return Task.CompletedTask;
        });
        document.AddDocumentTransformer((whole, _, _) =>
        {
            Head(whole);
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/api/openapi/{documentName}.json").AllowAnonymous();
        // The page's address takes any word behind it; only the version is one.
        app.Map("/api/{name:regex(^(?!v1$).+)}", () => Results.NotFound());
        app.MapScalarApiReference("/api", page => page.WithTitle("Honorario · API").WithOpenApiRoutePattern(Address).DisableDefaultFonts()).AllowAnonymous()
            .AddEndpointFilter(async (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = PagePolicy;
                return await next(context);
            });
    }

    private static void Decimal(OpenApiSchema schema, bool nullable)
    {
        schema.Type = nullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        (schema.Format, schema.Pattern) = ("decimal", "^-?[0-9]+(\\.[0-9]{1,6})?$");
        schema.Examples = [JsonValue.Create("1200.50")];
    }

    private static void Tell(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var right = metadata.OfType<NeedsRight>().First().Right;
        operation.Description = right == Right.Enter ? "Any key."
            : metadata.OfType<ForInsurers>().Any() ? "A key of the insurers' portal (Conexión de sistemas)." : $"Right: `{right}` ({right.Text()}).";
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (!metadata.OfType<ForInsurers>().Any())
            operation.Security.Add(new OpenApiSecurityRequirement
            {
                [new OpenApiSecuritySchemeReference(OAuth, context.Document)] = right == Right.Enter ? [] : [$"{right}"],
            });
        operation.Parameters ??= [];
        if (context.Description.HttpMethod == "POST")
            operation.Parameters.Add(Header(ApiDoor.IdempotencyKey, "The same key with the same request is carried out once and answered alike for 24 hours."));
        if (metadata.OfType<Expandable>().FirstOrDefault() is { } expands)
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "expand", In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Description = $"What comes along under \"expanded\": {string.Join(", ", expands.Names)}, with commas between.",
            });
        if (operation.Responses?.ContainsKey("412") == true)
            operation.Parameters.Add(Header("If-Match", "The ETag of the read."));
    }

    private static OpenApiParameter Header(string name, string text) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = true, Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static void Head(OpenApiDocument whole)
    {
        whole.Info = new OpenApiInfo
        {
            Title = "Honorario", Version = "v1",
            Description = "What the screens of a practice do. Decimals are strings (\"1200.50\"), days ISO 8601, instants UTC, ids UUIDs. "
                + "Refusals are RFC 9457 problems, in Spanish and English, with SAT's code. docs/api.md begins with a key and ends with a stamped CFDI.",
        };
        whole.Servers = [new OpenApiServer { Url = "/" }];
        whole.Components ??= new OpenApiComponents();
        whole.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of Configuración → Integraciones: Authorization: Bearer honp_…",
            },
            [OAuth] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "The same key as client credentials: client_id is its id, client_secret the key itself; scopes are rights that it has.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow
                    {
                        TokenUrl = new Uri(ApiTokens.Address, UriKind.Relative),
                        Scopes = RightFacts.OfPractices.ToDictionary(right => $"{right}", right => right.Text()),
                    },
                },
            },
        };
    }
}
