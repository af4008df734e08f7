using System.Net.Mime;
using System.Security.Claims;
using System.Security.Cryptography;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Http.Features;

namespace Honorario.Web.Api.V1;

/// <summary>The right that an operation needs.</summary>
internal sealed record NeedsRight(Right Right);

/// <summary>The most bytes that an operation reads.</summary>
internal sealed record Largest(long Bytes)
{
    public const long Usual = 1024 * 1024;
}

/// <summary>An operation for the systems of insurers, by the keys of their portal.</summary>
internal sealed class ForInsurers
{
    public static readonly ForInsurers Instance = new();
}

/// <summary>An endpoint that knows its callers by itself.</summary>
internal sealed class OwnDoor
{
    public static readonly OwnDoor Instance = new();
}

/// <summary>
/// Who comes to <c>/api/v1</c> and <c>/fhir</c>: first the size of the body, then the key or its token, how often it calls, what it may do, and for a POST
/// what it was answered before. The cookies of people do not count here.
/// </summary>
internal sealed class ApiDoor(RequestDelegate next, OpenApiKey keys, ApiTokens tokens, KeepAnswers answers, ApiLimits limits)
{
    public const string IdempotencyKey = "Idempotency-Key";
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        LimitBody(context, endpoint);
        if (endpoint?.Metadata.GetMetadata<OwnDoor>() is not null)
        {
            await next(context);
            return;
        }

        context.User = new ClaimsPrincipal();
        if (endpoint?.Metadata.GetMetadata<ForInsurers>() is not null)
        {
            limits.Count(context, await InsurerAsync(context));
            await next(context);
            return;
        }

        var caller = await KnownAsync(context);
        limits.Count(context, caller.KeyId);
        context.User = Principal(caller);
        context.Features.Set(caller);
        if (endpoint is null)
            throw new ApiException(404, "", "Esa dirección no existe en la API.", "There is nothing at this address.");
        if (endpoint.Metadata.GetMetadata<NeedsRight>() is { } needs && needs.Right != Right.Enter && !caller.Rights.Contains(needs.Right))
            throw new ApiException(403, "", $"A la clave le falta el permiso «{needs.Right.Text()}».", $"The key lacks the right {needs.Right}.");
        if (HttpMethods.IsPost(context.Request.Method) && endpoint.Metadata.GetMetadata<NeedsRight>() is not null)
            await OnceAsync(context, caller);
        else
            await next(context);
    }

    private static void LimitBody(HttpContext context, Endpoint? endpoint)
    {
        var most = endpoint?.Metadata.GetMetadata<Largest>()?.Bytes ?? Largest.Usual;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        if (context.Request.ContentLength > most)
            throw new ApiException(413, "", $"El contenido pesa más de {most / 1024:N0} KB.", $"The body is larger than {most / 1024} KB.");
    }

    private async Task<ApiCaller> KnownAsync(HttpContext context)
    {
        var sent = KeyOf(context);
        if (await (ApiTokens.Looks(sent) ? tokens.OpenAsync(sent, context.RequestAborted) : keys.RunAsync(sent, context.RequestAborted)) is { } caller)
            return caller;
        limits.CountStranger(context);
        throw Unknown(context);
    }

    /// <summary>From here on the scope works for the company whose key it is.</summary>
    private async Task<Guid> InsurerAsync(HttpContext context)
    {
        if (await context.RequestServices.GetRequiredService<OpenPortalKey>().RunAsync(KeyOf(context), context.RequestAborted) is { } key)
            return key;
        limits.CountStranger(context);
        throw Unknown(context);
    }

    /// <summary>The key that was sent; "" for none.</summary>
    public static string KeyOf(HttpContext context)
    {
        var sent = context.Request.Headers.Authorization.ToString();
        return sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? sent[Bearer.Length..].Trim() : "";
    }

    private static ApiException Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return new ApiException(
            401, "Authorization", "Envía tu clave en Authorization: Bearer; ésta no existe, terminó o fue revocada.",
            "Send your key as Authorization: Bearer; this one does not exist, has ended or was revoked.");
    }

    private static ClaimsPrincipal Principal(ApiCaller caller) => new(new ClaimsIdentity(
        [
            new Claim(PracticeClaims.Practice, $"{caller.PracticeId}"), new Claim(Rights.Claim, RoleSet.Text(caller.Rights)),
            new Claim(ClaimTypes.NameIdentifier, $"{caller.KeyId}"), new Claim(ClaimTypes.GivenName, $"API: {caller.Name}"),
            .. caller.EmisorId is { } emisor ? [new Claim(PracticeClaims.Emisor, $"{emisor}")] : Array.Empty<Claim>(),
        ],
        "api-key"));

    /// <summary>A POST is carried out once under its Idempotency-Key; the same one again gets the answer that there is.</summary>
    private async Task OnceAsync(HttpContext context, ApiCaller caller)
    {
        var key = context.Request.Headers[IdempotencyKey].ToString();
        if (key.Length is 0 or > ApiAnswer.KeyLength)
            throw new ApiException(
                400, IdempotencyKey, $"Falta el encabezado Idempotency-Key, de hasta {ApiAnswer.KeyLength} caracteres.",
                $"The header Idempotency-Key is missing, up to {ApiAnswer.KeyLength} characters.");
        context.Request.EnableBuffering();
        var asked = await AskedAsync(context.Request, context.RequestAborted);
        var begun = await answers.BeginAsync(caller.KeyId, key, asked, context.RequestAborted);
        if (begun.BegunId is not { } id)
        {
            await RepeatAsync(context, begun.Earlier!, asked);
            return;
        }

        var (body, finished) = (context.Response.Body, false);
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
            var response = context.Response;
            if (response.StatusCode >= 400 && response.ContentType is null)
                await ApiProblems.WriteAsync(context, response.StatusCode, []);
            await KeepAsync(id, context, kept);
            finished = true;
        }
        catch (ApiException refused)
        {
            await ApiProblems.WriteAsync(context, refused.Status, refused.Faults);
            await KeepAsync(id, context, kept);
            finished = true;
        }
        finally
        {
            context.Response.Body = body;
            if (!finished)
                await answers.ForgetAsync(id);
        }

        kept.Position = 0;
        await kept.CopyToAsync(body, context.RequestAborted);
    }

    private async Task KeepAsync(Guid id, HttpContext context, MemoryStream kept)
    {
        var response = context.Response;
        if (response.StatusCode is >= 500 or StatusCodes.Status409Conflict or StatusCodes.Status429TooManyRequests or StatusCodes.Status412PreconditionFailed)
            await answers.ForgetAsync(id);
        else
            await answers.EndAsync(id, response.StatusCode, response.ContentType, response.Headers.Location, kept.ToArray());
    }

    private async Task RepeatAsync(HttpContext context, ApiAnswer earlier, string asked)
    {
        if (earlier.Request != asked)
            throw new ApiException(
                422, IdempotencyKey, "Esa Idempotency-Key ya se usó con otra petición.", "This Idempotency-Key was used with another request.");
        if (earlier.StatusCode is not { } status)
            throw new ApiException(
                409, IdempotencyKey, "Esa petición sigue en curso, o el sistema se detuvo a la mitad: busca qué resultó antes de usar otra Idempotency-Key.",
                "This request is under way, or the product stopped in the middle of it: look what came of it before you use another Idempotency-Key.");
        context.Response.StatusCode = status;
        context.Response.ContentType = earlier.ContentType;
        context.Response.Headers["Idempotent-Replayed"] = "true";
        if (earlier.Location is { } location)
            context.Response.Headers.Location = location;
        await context.Response.Body.WriteAsync(answers.BodyOf(earlier), context.RequestAborted);
    }

    /// <summary>Method, path, query and body as one hash.</summary>
    private static async Task<string> AskedAsync(HttpRequest request, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        request.Body.Position = 0;
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
            hash.AppendData(buffer, 0, read);
        request.Body.Position = 0;
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
