using System.Text;

namespace Honorario.PacSandbox;

/// <summary>SW Sapien's REST surface: signing in and stamping what the emisor sealed.</summary>
/// <remarks>Source: SW Sapien, Autenticación v2; Timbrado v1 to v4, with CustomID under /v4/; published clients for the paths.</remarks>
internal static class SwEndpoints
{
    /// <summary>Under this prefix, and only there, a header names the document.</summary>
    private const string WithKey = "/v4";

    public static void MapSw(this WebApplication app)
    {
        app.MapPost("/v2/security/authenticate", (Credentials credentials, SwTokens tokens) => Authenticate(credentials.User, credentials.Password, tokens))
            .AddEndpointFilter(Faults.On("authenticate"));
        app.MapPost("/security/authenticate", (HttpRequest request, SwTokens tokens) =>
            Authenticate(request.Headers["user"], request.Headers["password"], tokens)).AddEndpointFilter(Faults.On("authenticate"));

        var stamping = app.Known().MapGroup("").AddEndpointFilter(Faults.On("stamp"));
        stamping.MapPost("/cfdi33/stamp/{version:regex(^v[1-4]$)}/{b64?}", StampAsync);
        stamping.MapPost("/cfdi33/{version:regex(^v[1-4]$)}/stamp/{b64?}", StampAsync);
        stamping.MapPost("/v4/cfdi33/stamp/{version:regex(^v[1-4]$)}/{b64?}", StampAsync);
    }

    /// <summary>A group for those who signed in.</summary>
    public static RouteGroupBuilder Known(this WebApplication app)
    {
        var group = app.MapGroup("");
        group.AddEndpointFilter(RequireToken);
        return group;
    }

    /// <summary>The key that a caller gave the document, where the path allows one.</summary>
    public static string? CustomId(HttpRequest request) =>
        request.Path.StartsWithSegments(WithKey, StringComparison.Ordinal) && request.Headers["customid"].ToString() is { Length: > 0 } given ? given : null;

    /// <summary>The file of the form's only part, "xml"; null when there is none or its base64 is none.</summary>
    public static async Task<byte[]?> XmlAsync(HttpRequest request, bool base64)
    {
        if (!request.HasFormContentType)
            return null;
        var form = await request.ReadFormAsync();
        byte[] bytes;
        if (form.Files["xml"] is { } file)
        {
            using var memory = new MemoryStream();
            await file.CopyToAsync(memory);
            bytes = memory.ToArray();
        }
        else if (form["xml"].ToString() is { Length: > 0 } text)
        {
            bytes = Encoding.UTF8.GetBytes(text);
        }
        else
        {
            return null;
        }

        return !base64 ? bytes : TryDecode(Encoding.ASCII.GetString(bytes), out var decoded) ? decoded : null;
    }

    public static bool TryDecode(string? base64, out byte[] bytes)
    {
        var buffer = new byte[(base64 ?? "").Length];
        var decoded = Convert.TryFromBase64String(base64 ?? "", buffer, out var length);
        bytes = buffer[..length];
        return decoded;
    }

    private static async Task<IResult> StampAsync(HttpContext context, string version, string? b64, StampingDesk desk)
    {
        var base64 = b64 == "b64";
        if (b64 is not null && !base64)
            return Results.NotFound();
        if (await XmlAsync(context.Request, base64) is not { } xml)
            return SwAnswers.BadRequest("301", "La estructura del comprobante es incorrecta.", "Falta el archivo xml.");
        var fault = (context.Items[typeof(Fault)] as Fault)?.Mode;
        return SwAnswers.Of(desk.Stamp(xml, CustomId(context.Request)), version, base64, fault);
    }

    private static ValueTask<object?> RequireToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var token = context.HttpContext.Request.Headers.Authorization.ToString().Split(' ')[^1];
        var known = context.HttpContext.RequestServices.GetRequiredService<SwTokens>().Accepts(token);
        return known ? next(context) : ValueTask.FromResult<object?>(Unknown(token));
    }

    private static IResult Unknown(string token) => token.Length == 0
        ? SwAnswers.Error(StatusCodes.Status401Unauthorized, "AU4101", "El token proporcionado viene vacio.", "")
        : SwAnswers.Error(StatusCodes.Status401Unauthorized, "AU4000", "No fue posible validar el token.", "");

    private static IResult Authenticate(string? user, string? password, SwTokens tokens)
    {
        if (string.IsNullOrEmpty(user) || string.IsNullOrEmpty(password))
            return SwAnswers.Error(
                StatusCodes.Status401Unauthorized, "AU2000", "El usuario y/o contraseña son inválidos, no se puede autenticar el servicio.", "");
        var (token, until) = tokens.Give();
        return SwAnswers.Success(new { token, expires_in = until.ToUnixTimeSeconds(), tokeny_type = "Bearer" });
    }

    internal sealed record Credentials(string? User, string? Password);
}
