using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;
using Microsoft.AspNetCore.DataProtection;

namespace Honorario.Web.Api.V1;

/// <summary>
/// OAuth 2.0 client credentials (RFC 6749, 4.4) over the keys that there are: a key's id is the client_id and the key its client_secret; scopes are
/// rights. A token is sealed with the product's own data protection keys and looked up with its key at every call, so that revoking ends it at once.
/// </summary>
internal sealed class ApiTokens(IDataProtectionProvider protection, OpenApiKey keys)
{
    public const string Address = "/api/oauth/token";
    private const string Prefix = "hont_";

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("api-token").ToTimeLimitedDataProtector();

    /// <summary>Whether what was sent is a token, not a key.</summary>
    public static bool Looks(string sent) => sent.StartsWith(Prefix, StringComparison.Ordinal);

    public string Give(Guid keyId, IEnumerable<Right> scope) => Prefix + _protector.Protect($"{keyId:N} {string.Join(' ', scope)}", ApiKey.TokenLasts);

    /// <returns>Null when it is none of ours, has ended, or its key has.</returns>
    public async Task<ApiCaller?> OpenAsync(string token, CancellationToken ct)
    {
        try
        {
            var said = _protector.Unprotect(token[Prefix.Length..], out var ends);
            return await keys.OfAsync(Guid.ParseExact(said[..32], "N"), ct) is { } caller
                ? caller with { Rights = RoleSet.RightsIn(said[32..]).Intersect(caller.Rights).ToHashSet(), ExpiresAt = ends.UtcDateTime }
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>A token, as RFC 6749 names its parts.</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn, [property: JsonPropertyName("scope")] string Scope);

/// <summary>Why there is no token (RFC 6749, 5.2).</summary>
internal sealed record TokenRefusal(
    [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string Description);

/// <summary>Where tokens are given, and where that is said (RFC 8414).</summary>
internal static class TokenEndpoint
{
    private static readonly string[] Grants = ["client_credentials"];
    private static readonly string[] Methods = ["client_secret_basic", "client_secret_post"];

    public static void MapTokens(this WebApplication app)
    {
        app.MapPost(ApiTokens.Address, GiveAsync).AllowAnonymous().DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(16 * 1024));
        app.MapGet("/.well-known/oauth-authorization-server", (PublicAddress address) => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = address.Root.AbsoluteUri.TrimEnd('/'),
            ["token_endpoint"] = new Uri(address.Root, ApiTokens.Address.TrimStart('/')).AbsoluteUri,
            ["grant_types_supported"] = Grants,
            ["response_types_supported"] = Array.Empty<string>(),
            ["token_endpoint_auth_methods_supported"] = Methods,
            ["scopes_supported"] = RightFacts.OfPractices.Select(right => $"{right}"),
        })).AllowAnonymous();
    }

    private static async Task<IResult> GiveAsync(HttpContext context, OpenApiKey keys, ApiTokens tokens, ApiLimits limits, CancellationToken ct)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
            return Refuse("invalid_request", "Send application/x-www-form-urlencoded.");
        var form = await context.Request.ReadFormAsync(ct);
        if (form["grant_type"] != "client_credentials")
            return Refuse("unsupported_grant_type", "grant_type is client_credentials.");
        var (id, secret) = Client(context, form);
        if (await keys.RunAsync(secret, ct) is not { } caller || !Guid.TryParse(id, out var client) || client != caller.KeyId)
        {
            limits.CountStranger(context);
            context.Response.Headers.WWWAuthenticate = "Basic";
            return Refuse("invalid_client", "client_id is the id of a key, client_secret the key; it does not exist, has ended or was revoked.", 401);
        }

        limits.Count(context, caller.KeyId);
        var asked = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var scope = asked.Length == 0 ? caller.Rights : caller.Rights.Where(right => asked.Contains($"{right}")).ToHashSet();
        if (asked.Length > 0 && scope.Count < asked.Distinct().Count())
            return Refuse("invalid_scope", $"The key has these rights: {string.Join(' ', caller.Rights.Order())}.");
        return Results.Json(new TokenAnswer(
            tokens.Give(caller.KeyId, scope.Order()), "Bearer", (int)ApiKey.TokenLasts.TotalSeconds, string.Join(' ', scope.Order())));
    }

    /// <summary>Out of the header (RFC 7617, each part form-encoded) or of the form; never out of both.</summary>
    private static (string Id, string Secret) Client(HttpContext context, IFormCollection form)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return (form["client_id"].ToString(), form["client_secret"].ToString());
        Span<byte> bytes = stackalloc byte[512];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
            return ("", "");
        var parts = Encoding.UTF8.GetString(bytes[..length]).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : ("", "");
    }

    private static IResult Refuse(string error, string description, int status = 400) =>
        Results.Json(new TokenRefusal(error, description), statusCode: status);
}
